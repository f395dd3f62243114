//! The reason of an event as a paper gives it: without the files and lines that the ledger names.

/// The words by which brackets are told that name a file.
const FILES: [&str; 2] = ["seeds/", "duban.toml"];

/// The beginning of a reason whose figures follow, which a paper gives among the facts.
const SUCCESSIVE: &str = "连续";

/// Returns the reason without the brackets that name files.
pub fn for_paper(evidence: &str) -> String {
    let mut words = String::new();
    let mut rest = evidence.trim();
    while let Some(start) = rest.find('（') {
        let end = start + closing(&rest[start..]);
        words.push_str(&rest[..start]);
        let bracket = &rest[start..end];
        if !FILES.iter().any(|file| bracket.contains(file)) {
            words.push_str(bracket);
        }
        rest = &rest[end..];
    }
    words.push_str(rest);
    words.trim_end_matches(['。', '；']).to_owned()
}

/// Returns the reason of a listing, without the figures of checks.
pub(super) fn of_listing(evidence: &str) -> String {
    let reason = for_paper(evidence);
    match reason.split_once('：') {
        Some((first, _)) if first.starts_with(SUCCESSIVE) => first.to_owned(),
        _ => reason,
    }
}

/// The words after the day at the beginning of what duban proposes on a request for a later deadline, which the paper tells
/// by itself.
const REQUEST: &str = "申请延期";

/// Returns the reason of a decision on a request for a later deadline, without what the ledger has of the request.
pub(super) fn of_extension(evidence: &str) -> String {
    let after_day = evidence.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let end = after_day.find("（seeds/").map(|start| start + closing(&after_day[start..]));
    match end.filter(|_| after_day.starts_with(REQUEST)) {
        Some(end) => for_paper(after_day[end..].trim_start_matches(['；', '，', '。'])),
        None => for_paper(evidence),
    }
}

/// Returns the length of a text up to the bracket that closes its first; of the whole text where none does.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_names_no_files() {
        let evidence = "甘政办督〔2018〕3号（2018-06-11）没有答复（seeds/a（演示数据）.xlsx 表（一）!D5）；批示（duban.toml）。";
        assert_eq!(for_paper(evidence), "甘政办督〔2018〕3号（2018-06-11）没有答复；批示");
        assert_eq!(for_paper("没有关（上"), "没有关（上");
        assert_eq!(
            of_listing("连续2次检查严重滞后：截至4月底，滞后（seeds/a.csv）"),
            "连续2次检查严重滞后"
        );
        assert_eq!(of_listing("省领导批示：限期办结"), "省领导批示：限期办结");
        let proposed = "2018-08-06申请延期至2018-09-12（最迟2018-08-06申请），没有延过期，理由：汛期停工（seeds/ledger.csv 第6行第4列）";
        assert_eq!(of_extension(proposed), "");
        assert_eq!(of_extension(&format!("{proposed}；秘书长同意")), "秘书长同意");
        assert_eq!(of_extension("汛期影响属实"), "汛期影响属实");
    }
}
