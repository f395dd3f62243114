//! Titles: balanced lines that end after words (gbt9704.md, section 4).

use super::checker::*;
use crate::color::Color;
use crate::typeset::{Materials, Overflowing, WORD_JOINER, WordList, typeset};

/// Returns the lines of a title.
fn lines(title: &str) -> Vec<String> {
    let mut document = letter(vec![paragraph("正文。")]);
    document.front.title = title.to_owned();
    let set = checked(&document);
    rows(&set.pages.pages[0])
        .into_iter()
        .filter(|row| row.size == 22.0 && row.color == Color::BLACK)
        .map(|row| row.text)
        .collect()
}

#[test]
fn a_title_of_up_to_twenty_characters_is_one_line() {
    assert_eq!(
        lines("关于做好二〇一八年重点工作任务落实的通知"),
        ["关于做好二〇一八年重点工作任务落实的通知"]
    );
}

#[test]
fn lines_end_after_words_and_differ_little() {
    assert_eq!(
        lines("关于向省发展改革委分解下达2018年主要指标和重点工作任务的通知"),
        ["关于向省发展改革委分解下达2018年", "主要指标和重点工作任务的通知"]
    );
}

#[test]
fn words_of_official_language_and_titles_in_marks_stay_whole() {
    for (title, expected) in [
        (
            "甘肃省人民政府督查室关于报送《政府工作报告》重点任务贯彻落实情况的函",
            &["甘肃省人民政府督查室关于报送", "《政府工作报告》重点任务贯彻落实情况的函"][..],
        ),
        (
            "甘肃省人民政府关于印发《甘肃省“十三五”脱贫攻坚规划》的通知",
            &["甘肃省人民政府关于印发", "《甘肃省“十三五”脱贫攻坚规划》的通知"],
        ),
        (
            "甘肃省人民政府办公厅关于印发祁连山国家级自然保护区生态环境问题整改落实工作方案的通知",
            &[
                "甘肃省人民政府办公厅关于印发",
                "祁连山国家级自然保护区生态环境",
                "问题整改落实工作方案的通知",
            ],
        ),
        (
            "关于印发《甘肃省人民政府督查工作办法》的通知",
            &["关于印发", "《甘肃省人民政府督查工作办法》的通知"],
        ),
        (
            "甘肃省人民政府关于加快推进“互联网+政务服务”工作的实施意见",
            &["甘肃省人民政府关于加快推进", "“互联网+政务服务”工作的实施意见"],
        ),
        (
            "甘肃省人民政府办公厅关于贯彻落实国办发〔2018〕12号文件精神的实施方案",
            &["甘肃省人民政府办公厅关于贯彻落实", "国办发〔2018〕12号文件精神的实施方案"],
        ),
    ] {
        assert_eq!(lines(title), expected);
    }
}

/// Returns whether a line ends inside `word`.
fn parts(lines: &[String], word: &str) -> bool {
    let whole = |text: &str| text.matches(word).count();
    lines.iter().map(|line| whole(line)).sum::<usize>() < whole(&lines.concat())
}

#[test]
fn titles_of_documents_keep_words_whole_and_have_a_good_outline() {
    for title in include_str!("titles.txt").lines() {
        let lines = lines(title);
        assert_eq!(lines.concat(), title);
        for word in [
            "甘肃省",
            "人民政府",
            "办公厅",
            "督查",
            "印发",
            "重点",
            "全省",
            "上半年",
            "第四次大督查",
            "贯彻落实",
            "责任分工",
            "国家级",
            "互联网+",
            "放管服",
            "黄强",
            "临夏",
            "2018年",
            "7%",
            "〔2018〕12号",
        ] {
            assert!(!parts(&lines, word), "{word} in {lines:?}");
        }
        // A figure takes half a cell.
        let widths: Vec<f64> = lines
            .iter()
            .map(|line| {
                let cells = |c: char| if c.is_ascii_digit() { 0.5 } else { 1.0 };
                line.chars().map(cells).sum()
            })
            .collect();
        assert!(widths.iter().all(|width| (4.0..=20.5).contains(width)), "{lines:?}");
        let hourglass = |w: &[f64]| w[1] + 0.5 < w[0].min(w[2]);
        assert!(!widths.windows(3).any(hourglass), "{lines:?}");
        for line in &lines[1..] {
            assert!(!line.starts_with(['的', '和', '与', '及', '、', '》']), "{lines:?}");
        }
    }
}

#[test]
fn no_line_begins_with_a_particle() {
    for title in [
        "关于分解下达全省经济社会发展主要指标和重点工作任务的通知",
        "关于进一步加强和改进督查工作的若干意见及其实施细则的通知",
        "关于印发《甘肃省2018年重点工作》、《甘肃省2018年指标》的通知",
    ] {
        for line in &lines(title)[1..] {
            assert!(!line.starts_with(['的', '和', '及', '、', '》']), "{line}");
        }
    }
}

#[test]
fn names_held_by_joiners_stay_whole_and_the_rest_is_broken_as_without() {
    let name: String = "省发展改革委".chars().flat_map(|c| [c, WORD_JOINER]).collect();
    let joined = format!("关于向{name}分解下达2018年主要指标和重点工作任务的通知");
    assert_eq!(
        lines(&joined),
        ["关于向省发展改革委分解下达2018年", "主要指标和重点工作任务的通知"]
    );
}

#[test]
fn a_title_of_joined_characters_only_is_cut_where_it_must_be() {
    let title: String =
        "国家省市区县".chars().cycle().take(30).flat_map(|c| [c, WORD_JOINER]).collect();
    let lines = lines(&title);
    assert_eq!(lines.concat(), title.replace(WORD_JOINER, ""));
    assert_eq!(lines.len(), 2);
}

#[test]
fn accents_and_invisible_characters_do_not_shift_the_words() {
    let plain = "关于向省发展改革委分解下达2018年主要指标和重点工作任务的通知";
    let strewn =
        plain.replace("改革", "改\u{200D}\u{FE0F}革").replace("2018", "\u{200E}2018\u{200F}");
    assert_eq!(lines(&strewn), lines(plain));
}

#[test]
fn three_lines_are_no_hourglass() {
    let lines = lines(
        "关于向省政府各部门和中央在甘有关单位分解下达2018年全省经济社会发展主要指标和重点工作任务的通知",
    );
    let lengths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    assert_eq!(lengths.len(), 3);
    assert!(lengths[1] >= lengths[0].min(lengths[2]), "{lines:?}");
    assert!(lengths.iter().all(|length| (8..=20).contains(length)), "{lines:?}");
}

#[test]
fn a_title_of_many_lines_is_filled_and_keeps_room_for_text() {
    let title = "关于分解下达经济社会发展主要指标和重点工作任务".repeat(5);
    let set = {
        let mut document = letter(vec![paragraph("正文。")]);
        document.front.title = title.clone();
        checked(&document)
    };
    assert_eq!(lines(&title).concat(), title);
    assert_eq!(find(&set, "正文").0, 0);
    assert_eq!(set.overflows, []);
}

#[test]
fn a_title_that_fills_the_page_goes_on_and_is_told() {
    let title = "关于分解下达经济社会发展主要指标和重点工作任务".repeat(20);
    let mut document = letter(vec![paragraph("正文。")]);
    document.front.title = title.clone();
    let set = checked(&document);
    let told: Vec<_> = set.overflows.iter().map(|overflow| overflow.what).collect();
    assert_eq!(told, [Overflowing::Title]);
    let found: String = set
        .pages
        .pages
        .iter()
        .flat_map(rows)
        .filter(|row| row.size == 22.0)
        .map(|row| row.text)
        .collect();
    assert_eq!(found, title);
    let (page, text) = find(&set, "正文");
    assert!(page >= 1);
    assert!(text.baseline > FIRST_BASELINE);
}

#[test]
fn a_long_title_of_an_attachment_goes_on_over_pages() {
    let title = "国家省市".repeat(300);
    let mut document = letter(vec![paragraph("正文。")]);
    document.attachments = vec![attachment(&title, vec![paragraph("内容。")])];
    let set = checked(&document);
    let found: String = set
        .pages
        .pages
        .iter()
        .flat_map(rows)
        .filter(|row| row.size == 22.0 && row.text != "关于落实重点工作任务的函")
        .map(|row| row.text)
        .collect();
    assert_eq!(found, title);
}

/// Returns the lines of a title.
fn lines_of(title: &str, names: &[&str]) -> Vec<String> {
    let names = WordList::new(names.iter().copied());
    let materials = Materials { names: Some(&names), ..Materials::new(fonts()) };
    let mut document = letter(one_line_paragraphs(1));
    document.front.title = title.to_owned();
    let set = typeset(&document, &materials);
    let rows = rows(&set.pages.pages[0]);
    rows.iter()
        .filter(|row| row.size > 20.0 && row.size < 24.0)
        .map(|row| row.text.clone())
        .collect()
}

#[test]
fn names_of_organs_and_words_are_not_parted() {
    let cases = [
        ("关于做好甘肃省人力资源和社会保障厅等部门重点工作的通知", "人力资源和社会保障厅"),
        ("关于向兰州新区管委会分解下达二〇一八年重点工作任务的通知", "兰州新区管委会"),
        ("国家机关公文中的标点符号和计量单位规范用法的有关通知", "标点符号"),
        ("甘肃省住房和城乡建设厅关于城市黑臭水体整治工作进展的报告", "甘肃省住房和城乡建设厅"),
    ];
    for (title, whole) in cases {
        let lines = lines_of(title, &[]);
        assert!(lines.len() > 1, "{lines:?}");
        assert!(lines.iter().any(|line| line.contains(whole)), "{lines:?}");
    }
}

#[test]
fn names_of_the_registry_are_not_parted() {
    let title = "关于向扎尕那生态保护协作中心分解下达二〇一八年重点任务的通知";
    let name = "扎尕那生态保护协作中心";
    for length in 0..8 {
        let title = format!("{}{title}", "国".repeat(length));
        let lines = lines_of(&title, &[name]);
        assert!(lines.iter().any(|line| line.contains(name)), "{lines:?}");
    }
}
