//! The reasons for the judgement of an item or of a unit's part of it, in lines for a person on the telephone.

use super::{BulletinError, Session, claims, letters::SelectionError};
use crate::assess::{Assessment, Mark};
use crate::diagnostic::{Diagnostics, Place};
use crate::period::{OtherYear, Period};
use crate::plan::{Duties, Item, ItemId, TargetId};
use crate::registry::{UnitId, Who};
use crate::report::claim::{ClaimKind, Facts, PrintedClaim, Rule, RuleName, Source};
use crate::report::evidence::Evidence;
use crate::report::wording;
use crate::returns::{Field, Key, Return};
use crate::status::Stage;

/// Maximum number of lines.
const MOST_LINES: usize = 10;
/// Maximum number of sentences that are quoted.
const MOST_SENTENCES: usize = 2;
/// Maximum number of cells that are named for a figure.
const MOST_CELLS: usize = 2;
/// Maximum number of characters of a quoted sentence.
const LONGEST: usize = 60;

/// The reasons for which there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum WhyError {
    /// The plan does not have the item.
    #[error("没有编号为“{0}”的事项；编号写作“附件号-序号”，如 2-17")]
    Item(String),
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
    /// There are no returns.
    #[error("没有报送数据，请用 --period 指定期间，如 2018Q1")]
    NoReturns,
    /// The period is of another year.
    #[error(transparent)]
    OtherYear(#[from] OtherYear),
    /// The documents cannot be made.
    #[error(transparent)]
    Documents(#[from] BulletinError),
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
    problems: &mut Diagnostics,
) -> Result<Vec<String>, WhyError> {
    let item = id.parse().ok().and_then(|id: ItemId| session.plan.item(id));
    let item = item.ok_or_else(|| WhyError::Item(id.to_owned()))?;
    let unit = unit.map(|name| unit_of(session, name)).transpose()?;
    let newest = session.progress.newest().map(Period::Month);
    let period = period.or(newest).ok_or(WhyError::NoReturns)?;
    let month = period.close_in(session.workspace.config.year)?;
    let duties = Duties::new(&session.plan, &session.registry);
    let basis = session.basis(&duties);
    let stage = if month.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
    let assessment = Assessment::new(&basis, month).shown_at(stage);
    let Some(assessed) = assessment.item(item.id) else {
        return Err(WhyError::Item(id.to_owned()));
    };
    let evidence = Evidence { basis: &basis, month, stage };
    let name = unit.map(|unit| session.registry.unit(unit).short.clone());
    let mut lines = vec![format!(
        "{}，{}，截至{}月底：{}",
        item.name(),
        name.as_deref().unwrap_or(&session.workspace.config.issuer.region),
        month.number(),
        match unit {
            None => assessed.status.word_at(stage),
            Some(unit) => {
                let part = assessed.unit(unit).ok_or_else(|| WhyError::NoPart {
                    unit: name.clone().unwrap_or_default(),
                    item: item.id.to_string(),
                })?;
                part.status.word_at(stage)
            }
        }
    )];
    for ((target, _), province) in item.reported().zip(&assessed.targets) {
        let (facts, mark) = match unit {
            None => (evidence.of_province(item, target, province), Some(&province.mark)),
            Some(unit) => {
                let part = assessed.unit(unit).and_then(|part| part.targets.get(target.index()));
                let Some(part) = part else { continue };
                let own = evidence.of_unit(item, target, unit, &part.mark, province);
                (own, Some(&part.mark))
            }
        };
        let Some(mark) = mark else { continue };
        lines.extend(of_target(session, item, target, unit, mark, &facts, stage, month));
    }
    let documents = match period.close().quarter() {
        Some(quarter) => claims(session, Some(quarter), problems),
        None => claims(session, None, problems),
    };
    let sentences = sentences(&documents.unwrap_or_default(), item.id, name.as_deref());
    lines.truncate(MOST_LINES - sentences.len());
    lines.extend(sentences);
    Ok(lines)
}

fn unit_of(session: &Session, name: &str) -> Result<UnitId, SelectionError> {
    match session.registry.resolve(name) {
        Some(Who::Unit(unit)) => Ok(unit),
        Some(Who::Group(_)) => Err(SelectionError::Group(name.to_owned())),
        Some(Who::Unknown) | None => Err(SelectionError::Unknown {
            name: name.to_owned(),
            nearest: session.registry.nearest(name).map(str::to_owned),
        }),
    }
}

/// Returns the lines on a target: what was reported and by whom, the target, the course of the year, the verdict.
#[expect(clippy::too_many_arguments, reason = "the parts of one answer")]
fn of_target(
    session: &Session,
    item: &Item,
    target: TargetId,
    unit: Option<UnitId>,
    mark: &Mark,
    facts: &Facts,
    stage: Stage,
    month: crate::period::Month,
) -> Vec<String> {
    let mut lines = Vec::new();
    let subject = item.target(target).map_or("", |target| target.subject.as_str());
    let title = if subject.is_empty() { String::new() } else { format!("{subject}：") };
    let who = unit.or(item.primary());
    let report = who.and_then(|unit| session.progress.of(month).get(&Key { target, unit }));
    let first = |rules: &[Rule]| {
        let known = |rule: &RuleName| rules.iter().any(|one| RuleName::from(*one) == *rule);
        facts.numbers().find(|(rule, ..)| known(rule))
    };
    let mut goal = Vec::new();
    if let Some((rule, number, from)) = first(&[Rule::TargetOwn, Rule::TargetProvince]) {
        let whose = if *rule == RuleName::from(Rule::TargetOwn) {
            "本单位目标"
        } else {
            "全省目标"
        };
        goal.push(format!("{whose}{number}（{}）", cells(from)));
    }
    if mark.percent.is_some()
        && let Some((rule, number, from)) = first(&[Rule::ScheduleMilestone, Rule::ScheduleEven])
    {
        let milestone = *rule == RuleName::from(Rule::ScheduleMilestone);
        let source = if milestone { cells(from) } else { "按月均分".to_owned() };
        goal.push(format!("应完成{number}（{source}）"));
    }
    if !goal.is_empty() {
        lines.push(format!("{title}{}", goal.join("，")));
    }
    let reported = first(&[Rule::ValueReported, Rule::PercentReported, Rule::ValueSum]);
    let reported = reported.filter(|_| mark.value.or(mark.percent).is_some());
    match reported {
        Some((rule, number, from)) => {
            let sum = *rule == RuleName::from(Rule::ValueSum);
            let what = if sum { "各单位合计" } else { "报送" };
            let by = report.filter(|_| !sum).map_or_else(String::new, filed_by);
            lines.push(format!("{title}{what}{number}（{}）{by}", cells(from)));
        }
        None => lines.push(format!("{title}{}", without_figure(report))),
    }
    let has_value = mark.value.is_some();
    let mut rule = Vec::new();
    for (kind, words) in [(Rule::Completion, "完成率"), (Rule::Rank, "位次第")] {
        if let Some((_, number, _)) = first(&[kind]).filter(|_| kind == Rule::Rank || has_value) {
            rule.push(format!("{words}{number}"));
        }
    }
    for (kind, than) in [(Rule::AmountGap, "应完成的"), (Rule::RateGap, "目标")] {
        if let Some((_, number, _)) = first(&[kind]) {
            let (way, size) = match number.strip_prefix('-') {
                Some(size) => ("低", size),
                None => ("高", number.as_str()),
            };
            rule.push(format!("比{than}{way}{size}"));
        }
    }
    rule.push(format!("评为{}（规则见 docs/assessment.md）", mark.status.word_at(stage)));
    lines.push(format!("{title}{}", rule.join("，")));
    lines.extend(report.and_then(|report| doubts(report, &title)));
    lines
}

/// Returns what a return says that has no figure to use.
fn without_figure(report: Option<&Return>) -> String {
    let Some(report) = report else { return "没有报送".to_owned() };
    let by = filed_by(report);
    let status = report.status.filter(|_| report.defects.is_empty());
    match (status, report.sources.get(&Field::Status)) {
        (Some(status), Some(source)) => {
            let place = Source::from(&source.place());
            format!("单位自评{}（{}）{by}", status.word(), cells(&[place]))
        }
        _ => format!("没有可用的数{by}"),
    }
}

/// Returns who filed a return, and when.
fn filed_by(report: &Return) -> String {
    let mut words = Vec::new();
    if !report.reporter.is_empty() {
        words.push(report.reporter.clone());
    }
    words.extend(report.reported_on.map(|day| day.to_string()));
    if words.is_empty() { String::new() } else { format!("，{}填报", words.join("，")) }
}

/// Returns what was corrected, verified or is in question.
fn doubts(report: &Return, title: &str) -> Option<String> {
    let mut words = Vec::new();
    if report.corrected {
        words.push("后报的更正了先报的".to_owned());
    }
    if let Some(verified) = &report.verified {
        words.push(format!("已核定：{}", verified.evidence));
    }
    words.extend(report.defects.iter().map(|defect| {
        let (field, reason) = (defect.field.title(), wording::defect(&defect.kind, defect.code));
        format!("{field}{reason}（{}）", cells(&[Source::from(&defect.source.place())]))
    }));
    (!words.is_empty()).then(|| format!("{title}{}", words.join("；")))
}

/// Returns cells with their files: seeds/targets.csv第3行第12列.
fn cells(from: &[Source]) -> String {
    let named = from.iter().take(MOST_CELLS).map(|source| {
        let place = Place {
            file: source.file.clone(),
            sheet: source.sheet.clone(),
            line: source.line,
            column: source.column,
            snippet: None,
        };
        format!("{} {}", place.file, place.cell())
    });
    let named = named.collect::<Vec<_>>().join("、");
    match from.len() {
        0 => "没有出处".to_owned(),
        all if all > MOST_CELLS => format!("{named}等{all}处"),
        _ => named,
    }
}

/// Returns the sentences of letters and bulletin that say something of the item and the unit.
fn sentences(claims: &[PrintedClaim], id: ItemId, unit: Option<&str>) -> Vec<String> {
    let id = id.to_string();
    let of = |claim: &&PrintedClaim| {
        claim.id.as_deref() == Some(id.as_str())
            && claim.unit.as_deref() == unit
            && claim.kind != ClaimKind::Quote
            && claim.text.chars().count() > 4
    };
    let mut lines: Vec<String> = Vec::new();
    let mut said = Vec::new();
    // The longest statement says most.
    let mut found: Vec<&PrintedClaim> = claims.iter().filter(of).collect();
    found.sort_by_key(|claim| {
        std::cmp::Reverse((claim.kind == ClaimKind::Verdict, claim.text.chars().count()))
    });
    for claim in found {
        if lines.len() == MOST_SENTENCES || said.contains(&&claim.text) {
            continue;
        }
        said.push(&claim.text);
        let short: String = claim.text.chars().take(LONGEST).collect();
        let more = if short.len() < claim.text.len() { "…" } else { "" };
        lines.push(format!("{}第{}页：“{short}{more}”", claim.document, claim.page));
    }
    lines
}
