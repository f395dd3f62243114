//! The papers of each leader: list (清单), brief of one page, workbook.

mod paper;

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::outcomes::told_once;
use super::run::Run;
use super::{JobError, Made, Session, inputs};
use crate::assess::{Assessment, Basis};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{Entry, Sources, file_name};
use crate::period::{Month, OtherYear, Period};
use crate::plan::{Duties, Plan};
use crate::registry::{Leader, Who};
use crate::report::bulletin::{
    ClaimedBulletin, ClaimedLeader, LeaderList, Source, bulletin, leader_list,
};
use crate::report::template::{LEADER, LEADER_BRIEF, LEADER_WORKBOOK};
use paper::{LeaderPaper, Work};

/// The folder of the leaders' papers below the output run.
const FOLDER: &str = "leaders/";

/// The reasons why there are no lists. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum LeaderError {
    /// The period is of another year than the plan.
    #[error(transparent)]
    OtherYear(#[from] OtherYear),
    /// The registry does not know the leader.
    #[error("领导名录里没有“{name}”{}", nearest.as_ref().map_or(String::new(), |n| format!("，是否指“{n}”？")))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name that it knows.
        nearest: Option<String>,
    },
    /// The leader has no item.
    #[error("“{0}”没有牵头的事项")]
    Idle(String),
    /// The job cannot begin.
    #[error(transparent)]
    Job(#[from] JobError),
}

/// Makes the papers of the leaders with these names, without names of all who have items, by the returns of a month: of the one
/// asked for, or of the newest that were due on the date of the command line. Those that would come out as they are stay.
///
/// # Errors
/// A name means no leader with items, or the job cannot begin: faces or output folder cannot be used.
pub fn leaders(
    session: &Session,
    run: &mut Run<'_>,
    names: &[String],
    asked: Option<Period>,
) -> Result<Made, LeaderError> {
    if let Some(problem) = session.without_ledger("领导清单") {
        return Ok(Made { problems: [problem].into_iter().collect(), ..Made::default() });
    }
    let asked = asked.map(|asked| asked.close_in(session.workspace.config.year)).transpose()?;
    let chosen = choose(session, names)?;
    run.open(FOLDER).map_err(JobError::from)?;
    // A paper of a day knows no returns that were not due by then.
    let is_due = |month: Month| {
        session.date.is_none_or(|day| session.workspace.config.returns_due(month) <= day)
    };
    let month = asked.or_else(|| session.progress.newest_of(is_due));
    let files: Vec<LeaderFile<'_>> =
        chosen.iter().flat_map(|leader| files(session, run, leader, month)).collect();
    let mut made = Made::default();
    let outdated: BTreeSet<&str> =
        files.iter().filter(|file| file.current.is_none()).map(|file| &*file.leader.name).collect();
    let work = (!outdated.is_empty())
        .then(|| Ok::<_, JobError>(Work { session, run, press: session.press()? }))
        .transpose()?;
    let results: Vec<_> = chosen
        .par_iter()
        .map(|leader| {
            let own = files.iter().filter(|file| file.leader.name == leader.name);
            match work.as_ref().filter(|_| outdated.contains(&*leader.name)) {
                Some(work) => with_list(session, leader, month, |list, context| {
                    own.map(|file| work.file(file, list, context)).collect::<Vec<_>>()
                }),
                None => own
                    .filter_map(|file| Some((Ok(file.current.clone()?), Diagnostics::new())))
                    .collect(),
            }
        })
        .collect();
    made.files = told_once(results.into_iter().flatten(), &mut made.problems);
    let complete = names.is_empty() && !made.problems.has_errors();
    run.record(&mut made, complete.then_some(FOLDER), |_| session.kept.keeps_unknown());
    session.remember(run, &mut made);
    Ok(made)
}

/// Returns the leaders with these names, without names all who have items, in protocol order.
fn choose(session: &Session, names: &[String]) -> Result<Vec<Leader>, LeaderError> {
    let has_items = |leader: &Leader| {
        session.plan.items().iter().any(|item| item.leaders.contains(&leader.name))
    };
    if names.is_empty() {
        let leaders = session.registry.leaders().iter();
        return Ok(leaders.filter(|leader| has_items(leader)).cloned().collect());
    }
    let known = |name: &String| {
        let plain: String = name.split_whitespace().collect();
        match session.registry.leader(&plain) {
            Some(leader) if has_items(leader) => Ok(leader.clone()),
            Some(leader) => Err(LeaderError::Idle(leader.name.clone())),
            None => Err(LeaderError::Unknown {
                name: name.clone(),
                nearest: session.registry.nearest_leader(&plain).map(str::to_owned),
            }),
        }
    };
    names.iter().map(known).collect()
}

/// A file of a leader.
struct LeaderFile<'a> {
    leader: &'a Leader,
    paper: LeaderPaper,
    path: String,
    inputs: Vec<String>,
    sources: Sources,
    /// The file that was made from these sources.
    current: Option<Entry>,
}

/// Finds the files of a leader.
fn files<'a>(
    session: &Session,
    run: &Run<'_>,
    leader: &'a Leader,
    month: Option<Month>,
) -> [LeaderFile<'a>; 3] {
    let name = file_name(&leader.name);
    let file = |paper: LeaderPaper, template: &str, ending: &str| {
        let inputs = inputs::of_leader(template);
        let mut sources = session.shared_sources();
        sources.extend(&session.file_sources(&inputs));
        sources.add("期间", month.map_or_else(String::new, |month| month.to_string()));
        if paper != LeaderPaper::Workbook {
            sources.extend(&session.press_sources());
        }
        let path = format!("{FOLDER}{name}{ending}");
        let made_from = (&*inputs, &sources);
        let current = match paper {
            LeaderPaper::Workbook => run.current(&path, made_from),
            LeaderPaper::List | LeaderPaper::Brief => run.current_document(&path, made_from),
        };
        LeaderFile { leader, paper, path, inputs, sources, current }
    };
    [
        file(LeaderPaper::List, LEADER, ".pdf"),
        file(LeaderPaper::Brief, LEADER_BRIEF, "-一页通.pdf"),
        file(LeaderPaper::Workbook, LEADER_WORKBOOK, ".xlsx"),
    ]
}

/// Makes something of the list of a leader: the items in the leader's charge now, with instructions.
fn with_list<T>(
    session: &Session,
    leader: &Leader,
    month: Option<Month>,
    make: impl FnOnce(&LeaderList, ClaimedBulletin<'_>) -> T,
) -> T {
    let config = &session.workspace.config;
    // Without returns the month is only a name.
    let month = month.or_else(|| Month::new(config.year, 1)).unwrap_or_else(first);
    let plan = session.plan.of_leader(&leader.name);
    let day = session.date.unwrap_or_else(|| config.returns_due(month));
    let registry = session.registry.named_on(day);
    let plan = plan.named_by(&registry);
    let duties = Duties::new(&plan, &session.registry);
    let basis = Basis { plan: &plan, registry: &registry, ..session.basis(&duties) };
    let now = Assessment::new(&basis, month);
    let first = config.assessment.first_month;
    let is_before = |one: Month| one < month && one.number() >= first && one.year() == month.year();
    let before = session.progress.newest_of(is_before);
    let before = before.map(|before| {
        let earlier = earlier(session, &plan, before);
        let duties = Duties::new(&earlier, &session.registry);
        let basis = Basis { plan: &earlier, duties: &duties, ..basis };
        (before.of_bulletin(), Assessment::new(&basis, before))
    });
    let source = Source {
        basis: &basis,
        config,
        period: month.of_bulletin(),
        now: &now,
        before: before.as_ref().map(|(period, before)| (*period, before)),
        date: session.date.filter(|_| !session.draft),
        number: None,
        issued: &[],
        standings: &[],
        cases: None,
    };
    let cases = session.cases(session.date);
    let contact = |short: &str| contact(session, short);
    let list = leader_list(leader, &source, &cases, contact);
    make(&list, ClaimedBulletin { bulletin: &bulletin(&source), source: &source })
}

/// Returns the items of a plan as they were at an earlier check, by their keys.
fn earlier(session: &Session, plan: &Plan, month: Month) -> Plan {
    let day = session.earlier_duty_day(month.of_bulletin(), session.day());
    session.in_force(day).restricted_to(plan)
}

fn first() -> Month {
    let close = Period::Year(2000).close();
    Month::new(close.year(), 1).unwrap_or(close)
}

/// Returns the liaison of a unit with the telephone, in words.
fn contact(session: &Session, short: &str) -> String {
    let Some(Who::Unit(unit)) = session.registry.resolve(short) else { return String::new() };
    let contact = session.registers.contacts.of(unit);
    contact.map_or_else(String::new, |contact| {
        format!("{} {}", contact.liaison, contact.phone).trim().to_owned()
    })
}

/// Returns the claimed data of a list.
fn claimed<'a>(list: &'a LeaderList, bulletin: ClaimedBulletin<'a>) -> ClaimedLeader<'a> {
    ClaimedLeader { bulletin, list }
}

/// The result of making a file.
type FileResult = (Result<Entry, Diagnostic>, Diagnostics);
