//! Lines worked out by hand. A Chinese character or mark takes one cell, a figure half of one.

use super::*;
use crate::measure;

/// Returns `count` characters of 一二三四五六七八九十 repeated.
fn han(count: usize) -> String {
    "一二三四五六七八九十".chars().cycle().take(count).collect()
}

#[test]
fn twenty_eight_characters_fill_a_line() {
    assert_eq!(words(&han(28), 28.0), [han(28)]);
    assert_eq!(
        words(&han(30), 28.0),
        ["一二三四五六七八九十一二三四五六七八九十一二三四五六七八", "九十"]
    );
}

#[test]
fn a_first_line_is_shorter_by_its_indent() {
    let measure = Measure { first_indent: CELL * 2.0, ..Measure::justified(CELL * 28.0) };
    let lines = lines(&han(56), measure);
    let lengths: Vec<usize> = lines.iter().map(|l| l.text.chars().count()).collect();
    assert_eq!(lengths, [26, 28, 2]);
}

#[test]
fn a_stop_that_does_not_fit_takes_the_character_before_it_along() {
    // 8 + 。 is 8.5 cells with the stop's blank half given up; nothing else can be squeezed.
    assert_eq!(words("一二三四五六七八。九十", 8.0), ["一二三四五六七", "八。九十"]);
}

#[test]
fn a_stop_at_the_end_gives_up_its_blank_half() {
    assert_eq!(words("一二三四五六七。八九十", 7.5), ["一二三四五六七。", "八九十"]);
}

#[test]
fn a_mark_in_the_line_is_squeezed_to_take_in_a_stop() {
    // 7 + ， + 。 are 9 cells, 8 when both marks give up a half.
    assert_eq!(words("一二，三四五六七。八九十", 8.0), ["一二，三四五六七。", "八九十"]);
}

#[test]
fn a_full_line_is_not_squeezed_to_take_in_an_ordinary_character() {
    assert_eq!(words("一，二，三，四五六七八九十", 8.0), ["一，二，三，四五", "六七八九十"]);
}

#[test]
fn a_line_is_squeezed_by_half_of_its_blanks_rather_than_spread() {
    // 5 leaves the line half a cell short; 七 makes it half a cell too long, and the marks have
    // one to give.
    assert_eq!(words("一，二，三四五5六七八九十", 9.0), ["一，二，三四五5六七", "八九十"]);
    // With one mark there is half a cell to give: too much to take all of it.
    assert_eq!(words("一，二三四五六5七八九十", 8.0), ["一，二三四五六5", "七八九十"]);
}

#[test]
fn two_marks_in_a_row_take_one_cell_and_a_half() {
    let width = |text: &str| lines(text, Measure::justified(CELL * 28.0))[0].width / CELL.0;
    let cells = |text: &str| (width(text) * 100.0).round() / 100.0;
    assert_eq!(cells("甲》《乙"), 3.5);
    assert_eq!(cells("甲。”乙"), 3.5);
    assert_eq!(cells("甲“《乙"), 3.5);
    assert_eq!(cells("甲）”，乙"), 4.0);
    assert_eq!(cells("甲《乙》丙"), 5.0);
}

#[test]
fn a_question_mark_in_the_middle_of_its_cell_has_nothing_to_give() {
    // FandolFang centres it: were it squeezed, it would touch the next character.
    assert_eq!(words("一二三四五六七？八九十", 7.5), ["一二三四五六", "七？八九十"]);
}

#[test]
fn opening_marks_go_with_what_they_open() {
    assert_eq!(words("一二三四五六（七八）九十", 7.0), ["一二三四五六", "（七八）九十"]);
    assert_eq!(words("一二三四五《 六七》八九", 6.5), ["一二三四五", "《 六七》八九"]);
}

#[test]
fn a_number_stays_with_its_measure_word() {
    assert_eq!(words("造林任务60万亩以上", 6.0), ["造林任务", "60万亩以上"]);
    assert_eq!(words("建成通车200公里", 6.0), ["建成通车", "200公里"]);
    assert_eq!(words("参保率达到92.8%以上", 7.0), ["参保率达到", "92.8%以上"]);
    assert_eq!(words("参保率达到了5 %", 7.0), ["参保率达到了", "5 %"]);
}

#[test]
fn a_narrow_paragraph_keeps_every_measure_with_its_number() {
    for measure in measure::all() {
        for scale in ["", "千", "万", "亿", "万亿"] {
            let amount = format!("30{scale}{}", measure.word);
            // The last cell of the first line has room for the figures only.
            let cells = amount.chars().count().max(4);
            let lines = words(
                &format!("{}{amount}以上", han(cells - 1)),
                f64::from(u32::try_from(cells).unwrap()),
            );
            assert!(lines[1].starts_with(&amount), "{lines:?}");
        }
    }
}

#[test]
fn a_document_number_stays_whole() {
    assert_eq!(
        words("依照通知要求及时办理（甘政办函〔2018〕12号）执行完毕", 13.0),
        ["依照通知要求及时办理", "（甘政办函〔2018〕12号）执", "行完毕"]
    );
}

#[test]
fn a_document_number_longer_than_the_line_is_cut_before_its_year() {
    assert_eq!(
        words("甘政办函〔2018〕12号文件精神", 7.0),
        ["甘政办函", "〔2018〕12号文", "件精神"]
    );
}

#[test]
fn a_document_number_is_parted_before_its_year_rather_than_to_leave_a_line_gaping() {
    let line = |before: usize| {
        let text = format!("{}国办发〔2016〕8号和其他文件", han(before));
        words(&text, 28.0).remove(0)
    };
    // 国办发〔2016〕8号 takes 8.5 cells, its brackets can give up one.
    assert_eq!(line(20), format!("{}国办发〔2016〕8号", han(20)));
    // 4.7 cells are a sixth of the line.
    assert_eq!(line(23), format!("{}国办发", han(23)));
    assert_eq!(line(24), format!("{}国办发", han(24)));
    // A line of 26 cells is spread by less than 8 %.
    assert_eq!(line(26), han(26));
}

#[test]
fn a_number_stays_with_the_ordinal_before_it() {
    assert_eq!(words("贯彻落实第12号令", 5.0), ["贯彻落实", "第12号令"]);
}

#[test]
fn signs_and_rates_stay_with_their_numbers() {
    assert_eq!(words("失业率≤4%为宜", 5.0), ["失业率", "≤4%为宜"]);
    assert_eq!(words("共占地120㎡左右", 5.0), ["共占地", "120㎡左右"]);
    // 86微克/立方米 takes 1 + 2 + 0.35 + 3 cells.
    assert_eq!(words("浓度下降到86微克/立方米", 7.0), ["浓度下降到", "86微克/立方米"]);
    assert_eq!(words("开展互联网+政务服务", 5.0), ["开展互联", "网+政务服", "务"]);
}

#[test]
fn a_circled_number_begins_the_line_of_its_item() {
    assert_eq!(words("完成一半；①造林", 6.0), ["完成一半；", "①造林"]);
}

#[test]
fn a_date_is_parted_between_its_figures_with_their_units_only() {
    for cells in 3..14 {
        for line in words("请于2018年2月13日前报送", f64::from(cells)) {
            assert!(!line.starts_with(['年', '月', '日']), "{line}");
            assert!(!line.ends_with(|c: char| c.is_ascii_digit()), "{line}");
        }
    }
}

#[test]
fn a_name_spaced_to_three_cells_stays_whole() {
    assert_eq!(words("组长、黄\u{3000}强、张世珍", 4.5), ["组长、", "黄\u{3000}强、", "张世珍"]);
}

#[test]
fn an_address_is_parted_after_its_slashes() {
    assert_eq!(
        words("登录https://www.gansu.gov.cn/zwgk/2018/index.html查看", 16.0),
        ["登录https://www.gansu.gov.cn/", "zwgk/2018/index.html查看"]
    );
    assert_eq!(
        words("发送至ducha@gansu.gov.cn即可", 11.0),
        ["发送至", "ducha@gansu.gov.cn", "即可"]
    );
}

#[test]
fn nested_quotes_and_titles_in_a_row_share_their_blanks() {
    let cells = |text: &str| {
        let line = &lines(text, Measure::justified(CELL * 28.0))[0];
        (line.width / CELL.0 * 100.0).round() / 100.0
    };
    // Each pair of marks takes a cell and a half: 甲 《 〈 乙 〉 》 丙 is 1 + 1.5 + 1 + 1.5 + 1.
    assert_eq!(cells("甲《〈乙〉》丙"), 6.0);
    assert_eq!(cells("甲“‘乙’”丙"), 6.0);
    // 》、《 take two cells.
    assert_eq!(cells("甲》、《乙"), 4.0);
}

#[test]
fn dashes_and_dots_come_in_pairs_and_begin_no_line() {
    assert_eq!(words("一二三四五——六七", 6.0), ["一二三四", "五——六七"]);
    assert_eq!(words("一二三四五……六七", 6.0), ["一二三四", "五……六七"]);
}

#[test]
fn latin_words_stay_whole_and_their_blanks_take_no_room_at_line_ends() {
    // programming is 6.79 cells wide.
    assert_eq!(words("学习Rust programming语言", 7.0), ["学习Rust ", "programming", "语言"]);
}

#[test]
fn the_blank_after_a_latin_word_at_a_line_end_stays_in_the_text() {
    let lines = lines("the Peoples Republic of China issued", Measure::justified(CELL * 10.0));
    let texts: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
    assert_eq!(texts.concat(), "the Peoples Republic of China issued", "{texts:?}");
    assert!(texts.len() > 1 && texts[0].ends_with(' '), "{texts:?}");
    assert!(lines.iter().all(|line| line.width <= CELL.0 * 10.0 + 0.001), "{lines:?}");
}

#[test]
fn a_line_cut_short_by_a_word_stays_ragged_where_the_gaps_would_gape() {
    let width = |cells: f64| {
        let lines = lines("学习掌握WWWWW语言", Measure::justified(CELL * cells));
        assert_eq!(lines[0].text, "学习掌握");
        lines[0].width / CELL.0
    };
    // 4 characters have 3 gaps, none of which takes a tenth of a cell. WWWWW is 5.3 cells.
    assert!((width(4.28) - 4.28).abs() < 0.001);
    assert!((width(4.32) - 4.0).abs() < 0.001);
    assert!((width(5.6) - 4.0).abs() < 0.001);
}

#[test]
fn a_word_longer_than_a_line_begins_where_it_would_leave_a_sixth_of_the_line_empty() {
    // A figure takes half a cell: 16 of them fill the eight cells after 一二.
    let number = "1".repeat(40);
    assert_eq!(
        words(&format!("一二{number}三"), 10.0),
        [format!("一二{}", &number[..16]), number[..20].to_owned(), "1111三".to_owned()]
    );
    assert_eq!(words(&format!("{}{number}", han(9)), 10.0)[0], han(9));
    // One that fits a line is not divided.
    assert_eq!(words(&format!("一二{}", &number[..20]), 10.0)[0], "一二");
}

#[test]
fn a_single_last_character_is_taken_in_by_a_line_before_the_last_but_one() {
    // The second line has nothing to give, but the first takes in 九 with half of its two commas,
    // and so the second one ends in 十.
    assert_eq!(
        words("一，二，三四五六七八九十一二三四五", 8.0),
        ["一，二，三四五六七", "八九十一二三四五"]
    );
    assert_eq!(
        words("一二，三四五六七八九十一二三四五", 8.0),
        ["一二，三四五六七", "八九十一二三四五"]
    );
    assert_eq!(
        words("一二三四五六七八九十一二三四五六七", 8.0),
        ["一二三四五六七八", "九十一二三四五六", "七"]
    );
}

#[test]
fn a_line_without_gaps_is_spread_between_its_letters() {
    // 13 m are 12.66 cells wide: a third of a cell is missing in twelve places.
    let line = &lines(&"m".repeat(30), Measure::justified(CELL * 13.0))[0];
    assert_eq!(line.text.len(), 13);
    assert!((line.width - 13.0 * CELL.0).abs() < 0.001, "{line:?}");
}

#[test]
fn a_word_longer_than_the_line_is_cut() {
    assert_eq!(words("aaaaaaaaaaaaaaaaaaaa", 5.0).concat(), "aaaaaaaaaaaaaaaaaaaa");
    // A quantity that no line takes is cut outside its figures.
    assert_eq!(words("60万亩", 2.0), ["60万", "亩"]);
    assert_eq!(words("1200亩", 2.0), ["1200", "亩"]);
}

#[test]
fn a_cut_word_leaves_no_mark_at_the_beginning_of_a_line() {
    // An m is 0.97 cells wide: seven fit, but the comma after them does not.
    let lines = words(&format!("{}，乙", "m".repeat(7)), 7.0);
    assert_eq!(lines, ["mmmmmm", "m，乙"]);
    assert_eq!(words("111111111%", 4.5), ["11111111", "1%"]);
    // Blanks vanish between the lines: the mark behind them counts.
    assert_eq!(words("111111111 ？乙", 5.0), ["11111111", "1 ？乙"]);
}

#[test]
fn word_joiners_keep_names_whole_and_are_not_drawn() {
    // 15 characters have 14 gaps for the missing cell: 7 % each.
    let text = format!("{}张\u{2060}世\u{2060}珍五", han(15));
    assert_eq!(words(&text, 16.0), [han(15), "张世珍五".to_owned()]);
}

#[test]
fn a_name_is_parted_rather_than_a_line_spread_too_far() {
    let name = "省\u{2060}商\u{2060}务\u{2060}厅";
    // 3 cells are missing for 12 gaps; all but the last character of the name fit.
    let text = format!("{}{name}牵头", han(13));
    assert_eq!(words(&text, 16.0), [format!("{}省商", han(13)), "务厅牵头".to_owned()]);
    // Not in a cell of a table, which stays ragged.
    let kept = lines(&text, Measure::justified(CELL * 16.0).keeping_names());
    assert_eq!(kept[0].text, han(13));
    assert!((kept[0].width - 13.0 * CELL.0).abs() < 0.001);
}

#[test]
fn a_quantity_or_document_number_is_parted_rather_than_a_line_spread_too_far() {
    let after = |text: &str, cells| words(&format!("{}{text}", han(13)), cells);
    // Three cells are missing for 12 gaps, but the figures alone would fill them.
    assert_eq!(after("18.98万人", 16.0), [format!("{}18.98", han(13)), "万人".to_owned()]);
    assert_eq!(after("1.2个百分点", 16.0), [format!("{}1.2个", han(13)), "百分点".to_owned()]);
    let number = [format!("{}国办发", han(13)), "〔2018〕12号".to_owned()];
    assert_eq!(after("，国办发〔2018〕12号", 17.5)[1], number[1]);
    assert_eq!(
        after("，8微克/立方米", 18.0),
        [format!("{}，8微克/", han(13)), "立方米".to_owned()]
    );
    assert_eq!(
        words(&format!("{}甘政办发〔2018〕12号", han(14)), 17.0)[0],
        format!("{}甘政办", han(14))
    );
    // Figures are not parted, nor from their sign of per cent.
    assert_eq!(after("123456.78%", 16.0), [han(13), "123456.78%".to_owned()]);
    // One cell is missing: a quantity is not parted for that.
    assert_eq!(words(&format!("{}2万人", han(15)), 16.0), [han(15), "2万人".to_owned()]);
    // Not in a cell of a table, which stays ragged.
    let text = format!("{}18.98万人", han(13));
    let kept = lines(&text, Measure::justified(CELL * 16.0).keeping_names());
    assert_eq!(kept[0].text, han(13));
}

#[test]
fn a_line_takes_characters_from_the_one_before_rather_than_be_spread_too_far() {
    // The second line has 25 cells for 28; with one more of the first it is spread by less than 8 %.
    let text = format!("{}{}123456.78%，其他", han(28), han(25));
    let lines = words(&text, 28.0);
    assert_eq!(lines[0], han(27));
    assert_eq!(lines[1].chars().count(), 26);
    assert_eq!(lines[2], "123456.78%，其他");
    // The first line cannot give so many that neither is spread too far.
    let text = format!("{}{}123456.7890123%，其他", han(28), han(22));
    assert_eq!(words(&text, 28.0)[0], han(28));
}

#[test]
fn the_spread_of_a_line_counts_against_its_own_width() {
    // Twenty figures take ten cells: 1.9 cells are missing, 9 % of the line but less than 7 % for each gap.
    let line = format!("{}20182018201820182018", han(10));
    let lines = words(&format!("{line}，3.5个百分点"), 22.9);
    assert_eq!(lines[0], format!("{line}，3.5"));
}

#[test]
fn cells_of_tables_are_ragged_rather_than_spread_beside_marks() {
    let cell = Measure::justified(CELL * 8.0).keeping_names();
    let line = &lines("撤乡改镇：3个（\u{2060}全\u{2060}省\u{2060}45个）", cell)[0];
    assert_eq!(line.text, "撤乡改镇：3个");
    assert!((line.width - 6.5 * CELL.0).abs() < 0.3 * CELL.0, "{line:?}");
    // Little is spread evenly.
    let line =
        &lines("国省市区县乡村镇国省市区", Measure::justified(CELL * 8.4).keeping_names())[0];
    assert!((line.width - 8.4 * CELL.0).abs() < 0.001, "{line:?}");
}

#[test]
fn much_spread_goes_beside_marks() {
    // Two cells are missing for eight gaps, of which two lie beside the comma and take what is over a tenth.
    let line = &lines("国省市，区县乡村WWWWW", Measure::justified(CELL * 9.0))[0];
    assert_eq!(line.text, "国省市，区县乡村");
    let gap = |i: usize| (line.at[i + 1] - line.at[i]) / CELL.0 - 1.0;
    assert!((gap(0) - 0.098).abs() < 0.001, "{line:?}");
    assert!((gap(2) - (1.0 - 5.0 * 0.098) / 2.0).abs() < 0.001, "{line:?}");
    assert!((line.width - 9.0 * CELL.0).abs() < 0.001, "{line:?}");
}

#[test]
fn a_zero_width_space_lets_a_word_break_where_no_mark_forbids_it() {
    assert_eq!(words("abcd\u{200B}efgh", 3.0), ["abcd", "efgh"]);
    assert_eq!(words("一二三四\u{200B}，五", 4.0), ["一二三", "四，五"]);
}

#[test]
fn no_break_spaces_hold_their_neighbours() {
    assert_eq!(words("一二三\u{A0}四五", 4.0), ["一二", "三 四五"]);
}

#[test]
fn emoji_sequences_stay_whole() {
    // No face has them; the sequence is one place, whatever is drawn there.
    let family = "👨\u{200D}👩\u{200D}👧";
    assert_eq!(words(&format!("一二{family}三"), 4.0), ["一二", "👨👩👧三"]);
}

#[test]
fn a_single_last_character_is_taken_in_when_marks_have_the_room() {
    assert_eq!(words("一，二，三四五六七", 8.0), ["一，二，三四五六七"]);
    assert_eq!(words("一，二三四五六七八", 8.0), ["一，二三四五六七", "八"]);
}

#[test]
fn the_last_character_before_a_line_feed_is_an_orphan_too() {
    assert_eq!(words("一，二，三四五六七\n八九", 8.0), ["一，二，三四五六七", "八九"]);
}

#[test]
fn every_kind_of_line_feed_ends_a_line_once() {
    assert_eq!(
        words("一\n二\r\n三\r四\u{2028}五\u{2029}六", 8.0),
        ["一", "二", "三", "四", "五", "六"]
    );
}

#[test]
fn line_feeds_in_a_row_leave_a_line_empty_but_not_at_the_ends() {
    assert_eq!(words("\n一\n\n二\n\n", 8.0), ["一", "", "二"]);
}

#[test]
fn blanks_of_all_kinds_vanish_at_a_forced_line_end_too() {
    assert_eq!(words("一 \u{3000}\t\n二", 8.0), ["一", "二"]);
    assert_eq!(words("一\t二\u{3000}三", 8.0), ["一 二\u{3000}三"]);
}

#[test]
fn an_accent_is_drawn_over_its_letter() {
    let line = &lines("乙\u{301}", Measure::justified(CELL * 8.0))[0];
    assert_eq!(line.text, "乙\u{301}");
    // The ink of U+0301 is 0.35 em wide and lies in the middle of 乙's cell.
    assert!((line.ink_right - CELL.0 / 2.0 - 0.175 * 5.644).abs() < 0.05, "{line:?}");
    assert!((line.width - CELL.0).abs() < 0.001);
}

#[test]
fn a_second_accent_stands_in_the_middle_of_the_letter_too() {
    let line = &lines("乙\u{301}\u{301}丙", Measure::justified(CELL * 8.0))[0];
    assert_eq!(line.at[1], line.at[2]);
}

#[test]
fn a_middle_dot_is_drawn_no_wider_than_its_half_cell() {
    let style = Style::new(Role::FangSong, SIZE_3).cell(CELL);
    let dot = Shaper::new(fonts().reader()).shape(&[style.text("·")])[0];
    // FandolFang's own takes a whole em.
    let song = fonts().reader().glyph(Role::Song, '·').unwrap();
    assert_eq!((dot.face, dot.glyph), (song.face, song.glyph));
    assert!(song.advance <= 0.5);
}

#[test]
fn a_numero_sign_narrower_than_its_cell_stands_in_the_middle() {
    // FandolFang draws № 0.89 em wide.
    let line = &lines("№", Measure::justified(CELL * 8.0))[0];
    assert!((line.at[0] - (CELL.0 - 0.89 * 5.644) / 2.0).abs() < 0.03, "{line:?}");
}

#[test]
fn a_middle_dot_takes_half_a_cell() {
    let line = &lines("甲·乙", Measure::justified(CELL * 8.0))[0];
    assert!((line.width - CELL.0 * 2.5).abs() < 0.001, "{line:?}");
}

#[test]
fn no_line_is_spread_beside_a_middle_dot() {
    let lines = lines("国省·市区programming", Measure::justified(CELL * 4.65));
    assert_eq!(lines[0].text, "国省·市区");
    let at = &lines[0].at;
    // 0.15 cells are missing, and there are two gaps to take them.
    assert!((at[1] - at[0] - CELL.0 * 1.075).abs() < 0.001, "{at:?}");
    assert!((at[3] - at[1] - CELL.0 * 1.5).abs() < 0.001, "{at:?}");
    assert!((at[4] - at[3] - CELL.0 * 1.075).abs() < 0.001, "{at:?}");
}

#[test]
fn a_cell_of_a_table_breaks_like_the_body() {
    // 抓好 and 8 more with 10 between them are 11 cells; 阶段性任务，加快推进4个 are exactly 11.5.
    assert_eq!(
        words("抓好10座水电站关停退出阶段性任务，加快推进4个项目。", 11.5),
        ["抓好10座水电站关停退出", "阶段性任务，加快推进4个", "项目。"]
    );
}
