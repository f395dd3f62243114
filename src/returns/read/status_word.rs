//! The words by which units judge themselves.

use crate::input::text;
use gongwen::status::Status;

const WORDS: [(Status, &[&str]); 6] = [
    (
        Status::Done,
        &[
            "完成",
            "已完成",
            "全部完成",
            "全面完成",
            "已全部完成",
            "超额完成",
            "done",
        ],
    ),
    (
        Status::OnTrack,
        &[
            "达到序时",
            "达到序时进度",
            "达序时",
            "达序时进度",
            "符合序时进度",
            "正常",
            "正常推进",
            "按计划推进",
            "按进度推进",
            "有序推进",
            "进展顺利",
            "进度正常",
            "进展正常",
            "ontrack",
        ],
    ),
    (
        Status::Lagging,
        &[
            "滞后",
            "进度滞后",
            "进展滞后",
            "较慢",
            "进展较慢",
            "进度较慢",
            "未达序时",
            "未达到序时进度",
            "lagging",
        ],
    ),
    (
        Status::Severe,
        &[
            "严重滞后",
            "进度严重滞后",
            "未启动",
            "未开展",
            "尚未启动",
            "尚未开展",
            "severe",
        ],
    ),
    (Status::Unreported, &["未报送", "unreported"]),
    (
        Status::Unrated,
        &[
            "不评价",
            "本期不评价",
            "未到时间节点",
            "未到节点",
            "暂不评价",
            "unrated",
        ],
    ),
];

/// The status that a word means; `None` for an unknown word.
pub(super) fn parse(text: &str) -> Option<Status> {
    let word = text::word(text);
    let word = word.trim_end_matches('。');
    WORDS
        .iter()
        .find(|(_, words)| words.contains(&word))
        .map(|&(status, _)| status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes_mean_their_status() {
        for status in Status::ALL {
            assert_eq!(parse(status.word()), Some(status));
        }
        for (text, status) in [
            ("已完成", Status::Done),
            (" 达到序时进度 ", Status::OnTrack),
            ("按计划推进", Status::OnTrack),
            ("较慢", Status::Lagging),
            ("未启动", Status::Severe),
            ("未到时间节点", Status::Unrated),
            ("on_track", Status::OnTrack),
        ] {
            assert_eq!(parse(text), Some(status), "{text}");
        }
    }

    #[test]
    fn other_words_mean_none() {
        for text in ["", "好", "基本完成", "完成了一半", "红灯"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
