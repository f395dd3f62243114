//! `scenario.csv`: the progress of each item at the end of both periods.

use std::collections::BTreeMap;
use std::error::Error;

use duban::plan::ItemId;

use super::quarter::Quarter;

/// The progress of an item, compared with its schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// The year's work is done.
    Done,
    /// On schedule.
    OnTrack,
    /// Behind schedule.
    Lagging,
    /// Far behind schedule.
    Severe,
    /// There is no figure yet.
    Silent,
}

impl Pace {
    /// Returns whether reasons and measures have to be given.
    pub fn behind(self) -> bool {
        matches!(self, Self::Lagging | Self::Severe)
    }

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "完成" => Self::Done,
            "达到序时" => Self::OnTrack,
            "滞后" => Self::Lagging,
            "严重滞后" => Self::Severe,
            "暂无" => Self::Silent,
            _ => return None,
        })
    }
}

/// The course of an item in the sample year.
#[derive(Debug)]
pub struct Fate {
    /// The item's short name in texts.
    pub topic: String,
    /// The kind of work, as in `phrases.csv`.
    pub kind: String,
    paces: [Pace; 2],
}

impl Fate {
    /// Returns the item's pace at the end of a period.
    pub fn pace(&self, quarter: Quarter) -> Pace {
        match quarter {
            Quarter::First => self.paces[0],
            Quarter::Half => self.paces[1],
        }
    }
}

/// Reads the fate of every item.
///
/// # Errors
/// A row is malformed.
pub fn load() -> Result<BTreeMap<ItemId, Fate>, Box<dyn Error>> {
    let mut fates = BTreeMap::new();
    for record in csv::Reader::from_reader(include_str!("scenario.csv").as_bytes()).records() {
        let record = record?;
        let pace = |column: usize| {
            let word = record.get(column).unwrap_or_default();
            Pace::parse(word).ok_or_else(|| format!("scenario.csv: {word}"))
        };
        let fate = Fate {
            topic: record[1].to_owned(),
            kind: record[2].to_owned(),
            paces: [pace(3)?, pace(4)?],
        };
        fates.insert(record[0].parse()?, fate);
    }
    Ok(fates)
}
