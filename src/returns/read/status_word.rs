//! The words in which units judge themselves.

use crate::input::text;
use crate::status::Status;

/// Reads the word for a status; `None` for an unknown word.
pub(in crate::returns) fn parse(text: &str) -> Option<Status> {
    let word = text::word(text);
    let status = Status::from_word(word.trim_end_matches('。'));
    // No unit says so of itself.
    status.filter(|&status| status != Status::Defective)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes_mean_their_status() {
        for status in Status::ALL.into_iter().filter(|&status| status != Status::Defective) {
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
            ("已办结", Status::Done),
            ("达标", Status::Done),
            ("提前完成", Status::Done),
            ("正常推进", Status::OnTrack),
            ("推进中。", Status::OnTrack),
            ("进行中", Status::OnTrack),
            ("已开工", Status::OnTrack),
            ("基本完成", Status::OnTrack),
            ("进展缓慢", Status::Lagging),
            ("未开工", Status::Severe),
        ] {
            assert_eq!(parse(text), Some(status), "{text}");
        }
    }

    #[test]
    fn other_words_mean_none() {
        for text in ["", "好", "完成了一半", "红灯", "报送有误（待核）", "报送有误"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
