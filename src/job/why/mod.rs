//! The reasons for the judgement of an item or of a unit's part of it, in lines for a person on the telephone.

mod reported;
mod rule;
mod sentences;
mod target;

use super::cells::CountedCells;
use super::{Session, letters::SelectionError};
use crate::assess::{Assessment, ItemAssessment};
use crate::period::{Month, OtherYear, Period};
use crate::plan::{Duties, Item, ItemId};
use crate::registry::{UnitId, Who};
use crate::report::evidence::Evidence;
use crate::status::Stage;

/// Maximum number of lines.
const MOST_LINES: usize = 10;

/// The reasons for which there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum WhyError {
    /// The plan does not have the item.
    #[error("没有编号为“{0}”的事项；编号写作“附件号-序号”，如 2-17")]
    Item(String),
    /// The item is a heading of its parts.
    #[error("{name}是{parts}等分项的标题，没有责任单位，不评价；请问其中一项")]
    Heading {
        /// The name of the item.
        name: String,
        /// The ids of its parts.
        parts: String,
    },
    /// The registry does not know the unit.
    #[error(transparent)]
    Unit(#[from] SelectionError),
    /// The unit has no part in the item.
    #[error("{unit}与{item}无关：通知没有列它，也没有它的报送")]
    NoPart {
        /// The unit.
        unit: String,
        /// The item.
        item: String,
    },
    /// Several of the units that became one have a part in the item.
    #[error("“{unit}”承接了{}，请用 --unit 写明其中一家", former.join("、"))]
    Merged {
        /// The unit.
        unit: String,
        /// The units that became one.
        former: Vec<String>,
    },
    /// There are no returns.
    #[error("没有报送数据，请用 --period 指定期间，如 2018Q1")]
    NoReturns,
    /// The period is of another year.
    #[error(transparent)]
    OtherYear(#[from] OtherYear),
}

/// The matter that is asked about.
struct Question<'a> {
    session: &'a Session,
    evidence: Evidence<'a>,
    item: &'a Item,
    assessed: &'a ItemAssessment,
    /// The unit whose part it is; `None` for the province.
    unit: Option<UnitId>,
    month: Month,
    stage: Stage,
}

/// Returns why an item, or the part of the unit that is named, is judged as it is.
///
/// # Errors
/// There is no such item or unit, or nothing to judge by.
pub fn why(
    session: &Session,
    id: &str,
    unit: Option<&str>,
    period: Option<Period>,
) -> Result<Vec<String>, WhyError> {
    let known = id.parse().ok().and_then(|id: ItemId| session.plan.row(id));
    let item = known.ok_or_else(|| WhyError::Item(id.to_owned()))?;
    if session.plan.item(item.id).is_none() {
        let parts = session.plan.items().iter().filter(|part| part.id.parent() == Some(item.id));
        let parts: Vec<_> = parts.take(2).map(|part| part.id.to_string()).collect();
        return Err(WhyError::Heading { name: item.name(), parts: parts.join("、") });
    }
    let newest = session.progress.newest().map(Period::Month);
    let period = period.or(newest).ok_or(WhyError::NoReturns)?;
    let month = period.close_in(session.workspace.config.year)?;
    let duties = Duties::new(&session.plan, &session.registry);
    let basis = session.basis(&duties);
    let stage = if month.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
    let assessment = Assessment::new(&basis, month).shown_at(stage);
    let assessed = assessment.item(item.id).ok_or_else(|| WhyError::Item(id.to_owned()))?;
    let unit = unit.map(|name| part_of(session, name, assessed)).transpose()?;
    let evidence = Evidence { basis: &basis, month, stage };
    Ok(Question { session, evidence, item, assessed, unit, month, stage }.answer())
}

/// Returns the unit called `name` as it has a part in the item: under its own name, or as the unit that it took over
/// from.
fn part_of(session: &Session, name: &str, assessed: &ItemAssessment) -> Result<UnitId, WhyError> {
    let registry = &session.registry;
    let unit = match registry.resolve(name) {
        Some(Who::Unit(unit)) => unit,
        Some(Who::Group(_)) => return Err(SelectionError::Group(name.to_owned()).into()),
        Some(Who::Unknown) | None => {
            registry.resolve_former(name).ok_or_else(|| SelectionError::Unknown {
                name: name.to_owned(),
                nearest: registry.nearest(name).map(str::to_owned),
            })?
        }
    };
    if assessed.unit(unit).is_some() {
        return Ok(unit);
    }
    let takes_over = |from: &UnitId| {
        registry.takes_over_alone(*from, unit) || !registry.several_heirs(*from, unit).is_empty()
    };
    let former: Vec<UnitId> =
        assessed.units.iter().map(|part| part.unit).filter(takes_over).collect();
    let short = |unit: UnitId| registry.unit(unit).short.clone();
    match former[..] {
        [one] => Ok(one),
        [] => Err(WhyError::NoPart { unit: short(unit), item: assessed.id.to_string() }),
        ref several => Err(WhyError::Merged {
            unit: short(unit),
            former: several.iter().map(|&unit| short(unit)).collect(),
        }),
    }
}

impl Question<'_> {
    /// Returns the answer: the verdict, what leads to it, and the sentences that it leads to.
    fn answer(&self) -> Vec<String> {
        let mut lines = vec![self.headline()];
        let sentences = self.sentences();
        let room = MOST_LINES - lines.len() - sentences.len();
        lines.extend(self.on_targets(room));
        lines.extend(sentences);
        lines
    }

    /// Returns what is asked about, and the verdict.
    fn headline(&self) -> String {
        let status = self.unit.and_then(|unit| self.assessed.unit(unit));
        let status = status.map_or(self.assessed.status, |part| part.status);
        let whose = match self.unit {
            None => self.session.workspace.config.issuer.region.clone(),
            Some(unit) => self.name(unit),
        };
        let (name, month) = (self.item.name(), self.month.number());
        format!("{name}，{whose}，截至{month}月底：{}", status.word_at(self.stage))
    }

    /// Returns the name of a unit at the end of the month, with the one in the notice.
    fn name(&self, unit: UnitId) -> String {
        let registry = &self.session.registry;
        let named = registry.named_on(self.month.last_day());
        let (now, then) = (&named.unit(unit).short, &registry.unit(unit).short);
        match registry.unsettled_on(unit, self.month.last_day()) {
            Some(_) => now.clone(),
            None if now == then => now.clone(),
            None => format!("{now}（原{then}）"),
        }
    }

    /// Returns the lines on the targets, in no more than `room`: where that is little, a target has one line.
    fn on_targets(&self, room: usize) -> Vec<String> {
        let mut cells = CountedCells::new(&self.session.workspace.root);
        let targets = self.item.reported().zip(&self.assessed.targets);
        let mut targets: Vec<Vec<String>> =
            targets.map(|((id, _), mark)| self.on_target(id, mark, &mut cells)).collect();
        let count: usize = targets.iter().map(Vec::len).sum();
        if count > room {
            targets = targets.into_iter().map(|lines| vec![lines.join("；")]).collect();
        }
        let left = targets.len().saturating_sub(room);
        if left > 0 {
            targets.truncate(room.saturating_sub(1));
            targets.push(vec![format!("另有{}个目标，见 export assessment", left + 1)]);
        }
        targets.concat()
    }
}
