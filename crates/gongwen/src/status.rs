//! The statuses that the assessment gives, as documents name them.

use serde::{Deserialize, Serialize};

/// How far an item, or a unit's part of it, has come. `FORMATS.md`, "Assessment", has the rules.
///
/// In JSON a status is its English code (`on_track`) or its Chinese word (`达到序时`); it is written
/// as the code. The order is that of lists, keys and stacked bars: from good to bad, then what
/// cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The target of the year is reached.
    #[serde(alias = "完成", alias = "已完成")]
    Done,
    /// As far as the schedule asks.
    #[serde(alias = "达到序时", alias = "达到序时进度")]
    OnTrack,
    /// Behind the schedule.
    #[serde(alias = "滞后", alias = "进度滞后")]
    Lagging,
    /// Far behind the schedule.
    #[serde(alias = "严重滞后")]
    Severe,
    /// No return came in.
    #[serde(alias = "未报送")]
    Unreported,
    /// Nothing to judge by.
    #[serde(alias = "不评价", alias = "本期不评价")]
    Unrated,
}

impl Status {
    /// All statuses in their order.
    pub const ALL: [Self; 6] = [
        Self::Done,
        Self::OnTrack,
        Self::Lagging,
        Self::Severe,
        Self::Unreported,
        Self::Unrated,
    ];

    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "完成",
            Self::OnTrack => "达到序时",
            Self::Lagging => "滞后",
            Self::Severe => "严重滞后",
            Self::Unreported => "未报送",
            Self::Unrated => "不评价",
        }
    }

    /// Whether it calls for action: lagging or severe.
    pub fn is_behind(self) -> bool {
        matches!(self, Self::Lagging | Self::Severe)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_words_are_read_and_codes_are_written() {
        let codes = [
            "done",
            "on_track",
            "lagging",
            "severe",
            "unreported",
            "unrated",
        ];
        for (status, code) in Status::ALL.into_iter().zip(codes) {
            let json = format!("\"{code}\"");
            let word = format!("\"{}\"", status.word());
            assert_eq!(serde_json::from_str::<Status>(&json).unwrap(), status);
            assert_eq!(serde_json::from_str::<Status>(&word).unwrap(), status);
            assert_eq!(serde_json::to_string(&status).unwrap(), json);
        }
        assert!(serde_json::from_str::<Status>("\"好\"").is_err());
    }
}
