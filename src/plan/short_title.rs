//! The short title of an item: the limits of one, and the rule that proposes one from the item's text.

use gongwen::typeset::word_ends;

use super::Annex;
use crate::targets::Target;

/// The greatest number of characters of a short title.
pub const MOST: usize = 14;

/// The least number of characters of a title that is cut out of a text.
const LEAST: usize = 4;

/// Marks that end a clause.
const CLAUSE_ENDS: &str = "，。；：！？,;";
/// Pairs of marks that stay together.
const PAIRS: [(char, char); 8] = [
    ('（', '）'),
    ('“', '”'),
    ('《', '》'),
    ('〔', '〕'),
    ('‘', '’'),
    ('(', ')'),
    ('「', '」'),
    ('【', '】'),
];
/// Beginnings of clauses that only lead up to the matter.
const LEADS_IN: [&str; 9] = ["按照", "根据", "围绕", "依托", "通过", "以", "在", "坚持", "鼓励"];
/// Words that say how a matter is furthered, not what it is.
const FILLERS: &[&str] = &[
    "大力",
    "积极",
    "加快",
    "全面",
    "深入",
    "认真",
    "继续",
    "进一步",
    "扎实",
    "切实",
    "坚决",
    "强力",
    "着力",
    "稳妥",
    "稳步",
    "有序",
    "抓紧",
    "广泛",
    "不断",
    "努力",
    "力争",
    "争取",
    "全力",
    "最大限度地",
    "推进",
    "推动",
    "实施",
    "落实",
    "开展",
    "完成",
    "做好",
    "抓好",
    "办好",
    "用好",
    "打好",
    "加强",
    "强化",
    "健全",
    "完善",
    "深化",
    "推行",
    "推广",
    "启动",
    "加大",
    "建立",
    "制定",
    "出台",
    "研究",
    "构建",
    "促进",
    "全年",
    "年内",
    "各项",
    "重点",
];
/// Marks and words between the members of a list.
const LIST_MARKS: &str = "、和与及暨";
/// Words before a figure, with which no title that is cut ends.
const BEFORE_FIGURES: [&str; 18] = [
    "达到",
    "不超过",
    "不低于",
    "不少于",
    "不高于",
    "不突破",
    "超过",
    "高于",
    "低于",
    "提高到",
    "提高至",
    "增加到",
    "下降到",
    "降低到",
    "控制在",
    "稳定在",
    "保持在",
    "力争",
];
/// Characters with which no title ends.
const NOT_LAST: &str = "的和与及之、·在将以对为向从把被使让等各";

/// Returns the number of characters of `title`.
pub fn length(title: &str) -> usize {
    title.chars().count()
}

/// Returns whether every bracket and quotation mark of `title` has its other half.
pub fn is_closed(title: &str) -> bool {
    let mut open = Vec::new();
    title.chars().all(|c| nest(&mut open, c)) && open.is_empty()
}

/// Returns whether `title`, where the text has it literally, ends inside a number: 完成34 of 完成34.5万人.
pub fn cuts_number(title: &str, text: &str) -> bool {
    let ends_in_number = title.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let mut rests = text.match_indices(title).map(|(at, found)| &text[at + found.len()..]);
    let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || ".,%".contains(c));
    ends_in_number && rests.any(goes_on)
}

/// Returns whether `title` can be that of an item with this text: at least half of its characters occur there.
///
/// Of the titles of another notice, or of rows that were moved by one, nearly none does.
pub fn fits(title: &str, text: &str) -> bool {
    let words = title.chars().filter(|c| c.is_alphanumeric() && !LIST_MARKS.contains(*c));
    let (found, all) =
        words.fold((0, 0), |(found, all), c| (found + usize::from(text.contains(c)), all + 1));
    all == 0 || found * 2 >= all
}

/// Proposes a title for an item: what its targets measure, for an indicator, or else its first clause without
/// the words that further it. Returns nothing where no part of the text is short enough.
pub fn propose(annex: Annex, text: &str, targets: &[Target]) -> String {
    let subjects = of_subjects(targets);
    let clause = || clauses(text).into_iter().find_map(of_clause);
    let title = match annex {
        Annex::INDICATORS => subjects.or_else(clause),
        _ => clause().or(subjects),
    };
    // A matter in two words (造林。) is its own title.
    let whole = || clauses(text).concat();
    let is_title = |text: &String| (2..=MOST).contains(&length(text));
    title.or_else(|| Some(whole()).filter(is_title)).unwrap_or_default()
}

/// Returns what the targets measure, as far as it is short enough.
fn of_subjects(targets: &[Target]) -> Option<String> {
    let mut subjects: Vec<&str> = Vec::new();
    for target in targets {
        let subject = target.subject.split(['（', '(']).next().unwrap_or_default();
        if !subject.is_empty() && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let first = *subjects.first()?;
    let all = subjects.join("和");
    let some = format!("{first}等");
    let choices = if subjects.len() == 1 { vec![all] } else { vec![all, some, first.to_owned()] };
    choices.into_iter().find(|title| length(title) <= MOST && is_closed(title))
}

/// The clauses of a text; those that lead up to another come last.
fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let (mut open, mut start) = (Vec::new(), 0);
    for (at, c) in text.char_indices() {
        nest(&mut open, c);
        if open.is_empty() && CLAUSE_ENDS.contains(c) {
            clauses.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    clauses.push(&text[start..]);
    clauses.retain(|clause| !clause.trim().is_empty());
    clauses.sort_by_key(|clause| LEADS_IN.iter().any(|word| clause.trim().starts_with(word)));
    clauses
}

/// Returns the title that a clause gives, if it has one.
fn of_clause(clause: &str) -> Option<String> {
    let clause = without_fillers(clause.trim());
    if (LEAST..=MOST).contains(&length(clause)) && is_closed(clause) {
        return Some(clause.to_owned());
    }
    let chars: Vec<char> = clause.chars().collect();
    let ends = word_ends(clause);
    let part = |end: usize| chars[..end].iter().collect::<String>();
    let fits = |&end: &usize| {
        (LEAST..=MOST).contains(&end)
            && !NOT_LAST.contains(chars[end - 1])
            && !CLAUSE_ENDS.contains(chars[end - 1])
            && is_closed(&part(end))
    };
    let before_mark = |&end: &usize| {
        chars.get(end).is_some_and(|&next| LIST_MARKS.contains(next) || next == '的')
    };
    let marked = ends.iter().copied().filter(fits).rfind(before_mark);
    let any = || ends.iter().copied().rfind(|end| fits(end));
    marked.or_else(any).map(part).map(without_last_verb)
}

/// Returns a title without the words at its end that only lead to a figure, as long as enough is left.
fn without_last_verb(mut title: String) -> String {
    let shorter = |title: &str| {
        let rest = BEFORE_FIGURES.iter().find_map(|word| title.strip_suffix(word))?;
        (length(rest) >= LEAST).then_some(rest.len())
    };
    while let Some(end) = shorter(&title) {
        title.truncate(end);
    }
    title
}

/// Returns a clause without the words at its beginning that only further the matter, as long as enough is left.
fn without_fillers(clause: &str) -> &str {
    let stripped = FILLERS.iter().find_map(|word| clause.strip_prefix(word));
    match stripped.map(str::trim_start).filter(|rest| length(rest) >= LEAST) {
        Some(rest) if !rest.starts_with(|c| NOT_LAST.contains(c)) => without_fillers(rest),
        _ => clause,
    }
}

/// Notes that `c` opens or closes a pair; `false` where it closes one that is not open.
fn nest(open: &mut Vec<char>, c: char) -> bool {
    if let Some((_, close)) = PAIRS.iter().find(|(first, _)| *first == c) {
        open.push(*close);
    } else if PAIRS.iter().any(|(_, close)| *close == c) {
        return open.pop() == Some(c);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::extract;

    fn task(text: &str) -> String {
        propose(Annex::TASKS, text, &extract::from_text(text))
    }

    #[test]
    fn a_clause_loses_the_words_that_only_further_it() {
        assert_eq!(task("大力整治城市黑臭水体。"), "整治城市黑臭水体");
        assert_eq!(task("加快推进行政许可标准化。"), "行政许可标准化");
        assert_eq!(task("造林。"), "造林");
        assert_eq!(task("深入推进“放管服”改革，办好实事。"), "“放管服”改革");
    }

    #[test]
    fn a_long_clause_is_cut_between_its_parts() {
        assert_eq!(
            task("完善“先诊疗后付费”和“一站式”结报，建立“送医上门”机制。"),
            "“先诊疗后付费”"
        );
        for text in [
            "33.92万建档立卡贫困人口的安全饮水问题，着力解决好供水保障程度不高和水质不达标的问题。",
            "启动实施深度贫困地区30户以上自然村道路及主巷道硬化工程。",
            "（甲、乙、丙、丁、戊、己、庚、辛、壬、癸、子、丑）项目建设。",
        ] {
            let title = task(text);
            assert!(length(&title) <= MOST && is_closed(&title), "{title}");
            assert!(text.contains(&title) && !cuts_number(&title, text), "{title}");
        }
    }

    #[test]
    fn a_title_does_not_end_before_its_figure() {
        for (text, title) in [
            ("亿元以上重大安全事故不超过2起。", "亿元以上重大安全事故"),
            ("空气质量优良天数比例达到85%以上。", "空气质量优良天数比例"),
            ("农村自来水普及率力争提高到88.5%。", "农村自来水普及率"),
        ] {
            assert_eq!(task(text), title);
        }
    }

    #[test]
    fn an_indicator_is_called_by_what_it_measures() {
        let indicator = |text: &str| propose(Annex::INDICATORS, text, &extract::from_text(text));
        assert_eq!(indicator("生产总值增长6%左右。"), "生产总值增长");
        assert_eq!(indicator("一般公共预算收入增长7%（同口径）。"), "一般公共预算收入增长");
        assert_eq!(
            indicator("城镇新增就业40万人，城镇登记失业率控制在4%以内。"),
            "城镇新增就业和城镇登记失业率"
        );
    }

    #[test]
    fn a_title_of_another_item_does_not_fit() {
        let text = "大力整治城市黑臭水体。";
        assert!(fits("城市黑臭水体整治", text) && fits("黑臭水体治理", text));
        assert!(!fits("易地扶贫搬迁", text) && !fits("户籍制度改革", text));
    }

    #[test]
    fn halves_of_brackets_and_numbers_are_noticed() {
        assert!(is_closed("“双随机一公开”制度") && is_closed("甲（乙《丙》）"));
        for title in ["“双随机一公开", "甲）", "甲（乙”", "《甲（乙》）"] {
            assert!(!is_closed(title), "{title}");
        }
        assert!(cuts_number("危房改造11", "危房改造11.64万户"));
        assert!(!cuts_number("危房改造11.64", "危房改造11.64万户"));
    }
}
