//! The statuses that the assessment gives: their words, and how documents and workbooks show them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::json_schema;
use gongwen::Color;
use gongwen::document::{Category, Look, Mark, Palette, Texture};

/// The progress of an item, or of a unit's part of it. `FORMATS.md`, "Assessment", has the rules.
///
/// The order is that of lists, keys and stacked bars: from good to bad, then what cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The target of the year is reached.
    Done,
    /// As far as the schedule asks.
    OnTrack,
    /// Behind the schedule.
    Lagging,
    /// Far behind the schedule.
    Severe,
    /// No return came in.
    Unreported,
    /// A return came in that cannot be judged before the office has settled what it says.
    Defective,
    /// Nothing to judge by.
    Unrated,
}

/// The part of the year from which an assessment is seen: while it goes on, what counts is the schedule; at its end, only
/// whether a target was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The year goes on.
    #[default]
    UnderWay,
    /// The year is over.
    YearEnd,
}

impl Stage {
    /// Returns the statuses that documents of this stage tell apart. After the year's end, what falls far short of a target
    /// was not reached either.
    pub fn statuses(self) -> impl Iterator<Item = Status> {
        let told = move |status: &Status| self == Self::UnderWay || *status != Status::Severe;
        Status::ALL.into_iter().filter(told)
    }

    /// Returns a status as documents of this stage show it.
    pub fn shown(self, status: Status) -> Status {
        match (self, status) {
            (Self::YearEnd, Status::Severe) => Status::Lagging,
            _ => status,
        }
    }
}

/// The names of a status.
struct Names {
    /// The code in JSON and in templates.
    code: &'static str,
    /// The words in documents; the first is printed.
    words: &'static [&'static str],
    /// The other words by which units name it in their returns.
    reported: &'static [&'static str],
}

impl Status {
    /// All statuses in their order.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::OnTrack,
        Self::Lagging,
        Self::Severe,
        Self::Unreported,
        Self::Defective,
        Self::Unrated,
    ];

    fn names(self) -> Names {
        let (code, words, reported): (_, &[_], &[_]) = match self {
            Self::Done => (
                "done",
                &["完成", "已完成"],
                &["全部完成", "全面完成", "已全部完成", "超额完成", "提前完成", "已办结", "达标"],
            ),
            Self::OnTrack => (
                "on_track",
                &["达到序时", "达到序时进度"],
                &[
                    "达序时",
                    "达序时进度",
                    "符合序时进度",
                    "正常",
                    "正常推进",
                    "推进中",
                    "进行中",
                    "已开工",
                    "基本完成",
                    "按计划推进",
                    "按进度推进",
                    "有序推进",
                    "进展顺利",
                    "进度正常",
                    "进展正常",
                ],
            ),
            Self::Lagging => (
                "lagging",
                &["滞后", "进度滞后"],
                &[
                    "进展滞后",
                    "较慢",
                    "进展较慢",
                    "进展缓慢",
                    "进度较慢",
                    "未达序时",
                    "未达到序时进度",
                ],
            ),
            Self::Severe => (
                "severe",
                &["严重滞后"],
                &["进度严重滞后", "未启动", "未开工", "未开展", "尚未启动", "尚未开展"],
            ),
            Self::Unreported => ("unreported", &["未报送"], &[]),
            Self::Defective => ("defective", &["报送有误（待核）", "报送有误"], &[]),
            Self::Unrated => {
                ("unrated", &["不评价", "本期不评价"], &["未到时间节点", "未到节点", "暂不评价"])
            }
        };
        Names { code, words, reported }
    }

    /// The word that is printed.
    pub fn word(self) -> &'static str {
        self.names().words[0]
    }

    /// Returns the word that documents of a stage print. A unit's own 达到序时 at the end of the year says neither that a
    /// target was reached nor that it was missed.
    pub fn word_at(self, stage: Stage) -> &'static str {
        match (stage, self) {
            (Stage::YearEnd, Self::OnTrack) => "未报完成",
            (Stage::YearEnd, Self::Lagging | Self::Severe) => "未完成",
            _ => self.word(),
        }
    }

    /// The status that any of the words names, or the code without its underscore.
    pub fn from_word(word: &str) -> Option<Self> {
        let is_named = |status: &Self| {
            let Names { code, words, reported } = status.names();
            word == code.replace('_', "") || words.contains(&word) || reported.contains(&word)
        };
        Self::ALL.into_iter().find(is_named)
    }

    /// Returns the code in JSON and in templates.
    pub fn as_str(self) -> &'static str {
        self.names().code
    }

    /// Returns the status with a code.
    pub fn with_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == code)
    }

    /// Returns whether it calls for action: lagging or severe.
    pub fn is_behind(self) -> bool {
        matches!(self, Self::Lagging | Self::Severe)
    }

    /// Returns whether it is a verdict on what was reported.
    pub fn is_verdict(self) -> bool {
        matches!(self, Self::Done | Self::OnTrack | Self::Lagging | Self::Severe)
    }

    /// Returns its colours and its mark. The fills get darker from good to bad, so that they differ in a
    /// black-and-white copy; statuses that were not judged are nearly white.
    pub fn look(self) -> Look {
        let black = Color::BLACK;
        let (ink, fill, ink_on_fill, mark) = match self {
            Self::Done => (0x1F5A94, 0xD2E4F4, black, Mark::Disc),
            Self::OnTrack => (0x2A6B30, 0x97CB90, black, Mark::Ring),
            Self::Lagging => (0x975400, 0xDB831F, black, Mark::Triangle),
            Self::Severe => (0xA61C1C, 0x8F1414, Color::WHITE, Mark::Diamond),
            Self::Unreported => (0x404040, 0xF4F4F4, black, Mark::Square),
            Self::Defective => (0x6B4E00, 0xFBF3DC, black, Mark::Tip),
            Self::Unrated => (0x666666, 0xFFFFFF, black, Mark::Dash),
        };
        Look {
            ink: Color::hex(ink),
            fill: Color::hex(fill),
            ink_on_fill,
            mark,
            texture: match self {
                Self::Unreported => Texture::Hatched,
                Self::Defective | Self::Unrated => Texture::Outlined,
                _ => Texture::Solid,
            },
            rates: self.is_verdict(),
        }
    }
}

/// Writes the code.
impl JsonSchema for Status {
    fn schema_name() -> Cow<'static, str> {
        "Status".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema::one_of(Self::ALL.map(Self::as_str))
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.names().code)
    }
}

/// The statuses as documents of a stage name and show them. A missing value is one that was not reported.
pub fn palette(stage: Stage) -> Palette {
    let category = |status: Status| {
        let names = status.names();
        match stage {
            Stage::UnderWay => Category::new(names.code, names.words, status.look()),
            Stage::YearEnd => Category::new(names.code, &[status.word_at(stage)], status.look()),
        }
    };
    Palette::new(stage.statuses().map(category), Status::Unreported.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_name_a_status_by_its_code_or_a_word() {
        let palette = palette(Stage::UnderWay);
        let codes = ["done", "on_track", "lagging", "severe", "unreported", "defective", "unrated"];
        for (status, code) in Status::ALL.into_iter().zip(codes) {
            let label = |name| palette.find(name).map(|category| category.label());
            assert_eq!(label(code), Some(status.word()));
            for word in status.names().words {
                assert_eq!(label(word), Some(status.word()));
            }
            assert_eq!(serde_json::to_value(status).unwrap(), code);
        }
        assert!(palette.find("好").is_none());
        assert!(palette.find("正常").is_none(), "a word of returns alone");
    }

    #[test]
    fn at_the_end_of_the_year_a_target_was_reached_or_not() {
        let palette = palette(Stage::YearEnd);
        let label = |name| palette.find(name).map(|category| category.label());
        assert_eq!(label("done"), Some("完成"));
        assert_eq!(label("lagging"), Some("未完成"));
        assert_eq!(label("on_track"), Some("未报完成"));
        assert_eq!(label("滞后"), None);
        assert_eq!(Stage::YearEnd.shown(Status::Severe), Status::Lagging);
        assert_eq!(Stage::UnderWay.shown(Status::Severe), Status::Severe);
    }

    /// Relative luminance (WCAG 2.1).
    fn luminance(color: Color) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// CIE lightness, 0 to 100: what is left of a colour in a black-and-white copy.
    fn lightness(color: Color) -> f64 {
        116.0 * luminance(color).cbrt() - 16.0
    }

    #[test]
    fn words_are_legible_on_paper_and_on_their_fills() {
        for status in Status::ALL {
            let look = status.look();
            assert!(contrast(look.ink, Color::WHITE) >= 4.5, "{status:?}");
            assert!(contrast(look.ink_on_fill, look.fill) >= 4.5, "{status:?}");
        }
    }

    #[test]
    fn darker_is_worse_in_black_and_white() {
        let fill = |status: Status| lightness(status.look().fill);
        let rating = Status::ALL.iter().filter(|status| status.look().rates);
        let rating: Vec<Status> = rating.copied().collect();
        for pair in rating.windows(2) {
            let step = fill(pair[0]) - fill(pair[1]);
            assert!(step >= 12.0, "{pair:?}: {step:.1}");
        }
        for unjudged in [Status::Unreported, Status::Defective, Status::Unrated] {
            assert!(fill(unjudged) > fill(Status::Done) + 5.0);
        }
    }

    #[test]
    fn each_status_has_a_mark_of_its_own() {
        let marks: std::collections::BTreeSet<Mark> =
            Status::ALL.iter().map(|status| status.look().mark).collect();
        assert_eq!(marks.len(), Status::ALL.len());
    }
}
