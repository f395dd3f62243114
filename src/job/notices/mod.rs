//! The monthly notices (提示函, 督办单, 催办函, 函) and the calls for returns (催报函).

mod month;

use rayon::prelude::*;

use super::outcomes::{Outcome, told_once};
use super::pictures::pictures;
use super::run::Run;
use super::where_needed::made_where_needed;
use super::{JobError, Made, Press, Printed, Proof, Session, inputs};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::numbers::{Document, Request};
use crate::output::{Entry, Sources};
use crate::period::{Month, OtherYear, Period};
use crate::registers::{Event, EventKind, LEDGER_FILE};
use crate::registry::UnitId;
use crate::report::claim::{PrintedClaim, printed};
use crate::report::papers::{
    CallForReturns, ClaimedCall, ClaimedNotice, MonthlyNotice, PaperContext, call_for_returns,
    monthly_notice,
};
use crate::report::template::{CALL, NOTICE, Rendered, Templates};
use crate::returns::PROGRESS_DIR;
use crate::status::Stage;
use crate::supervision::papers::{Cause, Grade, Line, Paper};
use crate::workspace::TEMPLATE_DIR;
use month::{MonthPaper, date, settle, with_papers};

/// The folder of the notices below the output run.
const FOLDER: &str = "notices/";

/// The reasons why there are no notices. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// The period is of another year than the plan.
    #[error(transparent)]
    OtherYear(#[from] OtherYear),
    /// Nobody reported in that month, and no date says that the time for it is over.
    #[error("{0}没有任何报送数据；确要催报的，用 --date 写明印发日期")]
    NoReturns(Period),
    /// Nobody reported in any.
    #[error(
        "{PROGRESS_DIR} 中没有报送数据，不能生成督办单；确要催报的，用 --period 和 --date 写明月份和印发日期"
    )]
    NoPeriod,
    /// The job cannot begin.
    #[error(transparent)]
    Job(#[from] JobError),
}

/// Makes the notices and calls of a month, without one of the newest with returns; those that would come out as they are
/// stay, and those of units that get none any more are deleted.
///
/// # Errors
/// There is nothing to report on, or the job cannot begin: faces or output folder cannot be used.
pub fn notices(
    session: &Session,
    run: &mut Run<'_>,
    asked: Option<Period>,
) -> Result<Made, NoticeError> {
    if let Some(problem) = session.without_ledger("督办单、催报函") {
        return Ok(Made { problems: [problem].into_iter().collect(), ..Made::default() });
    }
    let month = settle(session, asked)?;
    let folder = format!("{FOLDER}{month}/");
    run.open(&folder).map_err(JobError::from)?;
    let mut made = Made::default();
    let mut problems = Diagnostics::new();
    let (entries, mut found) = with_papers(session, month, &mut problems, |papers, context, _| {
        each(session, run, month, papers, context)
    })
    .map_err(NoticeError::Job)?;
    problems.extend(std::mem::take(&mut found));
    made.problems = problems;
    made.files = entries;
    let complete = !made.problems.has_errors();
    let stays = |entry: &Entry| session.kept.keeps(entry, &session.registry);
    run.record(&mut made, complete.then_some(&*folder), stays);
    session.remember(run, &mut made);
    Ok(made)
}

/// Returns the claims of the notices and calls of a month, without one of the newest with returns.
///
/// # Errors
/// There is nothing to report on, or the faces cannot be used.
pub(super) fn claims(
    session: &Session,
    asked: Option<Period>,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, NoticeError> {
    let month = settle(session, asked)?;
    let press = session.press().map_err(JobError::from)?;
    let demonstration = session.is_demonstration(Some(month));
    let (claims, found) = with_papers(session, month, problems, |papers, context, _| {
        with_job(session, month, context, |job| {
            let results = papers.par_iter().map(|paper| {
                let (draft, mut problems) = (job.draft(paper), Diagnostics::new());
                let claims = job.rendered(&draft).map(|rendered| {
                    let (pages, unclaimed) =
                        press.claimed_pages(&rendered, &draft.path, demonstration, &mut problems);
                    problems.extend(unclaimed.into_iter().collect());
                    printed(&draft.path, &pages, &rendered.claims)
                });
                (claims, problems)
            });
            results.collect::<Vec<Outcome<Vec<PrintedClaim>>>>()
        })
    });
    problems.extend(found);
    Ok(told_once(claims.unwrap_or_default(), problems).concat())
}

/// Prints the notice of a unit in a month, or else the call for its returns, for a look at it; `None` where it gets neither.
///
/// # Errors
/// There is nothing to report on.
pub(super) fn proof(
    session: &Session,
    press: &Press<'_>,
    (unit, asked): (UnitId, Option<Period>),
    problems: &mut Diagnostics,
) -> Result<Option<Proof>, NoticeError> {
    let month = settle(session, asked)?;
    let (proof, found) = with_papers(session, month, problems, |papers, context, problems| {
        with_job(session, month, context, |job| {
            let draft = job.draft(papers.iter().find(|paper| paper.unit() == unit)?);
            let rendered = job.rendered(&draft).map_err(|problem| problems.push(problem)).ok()?;
            let printed = job.printed(press, &draft, &rendered, problems);
            let printed = printed.map_err(|problem| problems.push(problem)).ok()?;
            Some(Proof { printed, pictures: rendered.document.front.seals })
        })
    });
    problems.extend(found);
    Ok(proof.flatten())
}

/// Does something with what all papers of a month share; nothing where a template cannot be used, which is a problem.
fn with_job<T>(
    session: &Session,
    month: Month,
    context: PaperContext<'_>,
    work: impl FnOnce(&NoticeJob<'_>) -> T,
) -> (Option<T>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let (root, stage) = (&session.workspace.root, stage_of(month));
    let mut templates = |name| match Templates::load_at(root, TEMPLATE_DIR, name, stage) {
        Ok(templates) => Some(templates),
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let (notice, call) = (templates(NOTICE), templates(CALL));
    let made = notice.zip(call).map(|(notice, call)| {
        work(&NoticeJob {
            session,
            month,
            context,
            shared: shared(session),
            names: session.names_with_figures(),
            templates: [&notice, &call],
        })
    });
    (made, problems)
}

/// Returns the stage of the year that the papers of a month are about, which determines words.
fn stage_of(month: Month) -> Stage {
    if month.closes_year() { Stage::YearEnd } else { Stage::UnderWay }
}

/// Returns the month of the newest notices, none newer than `until`; `None` where there are no returns.
pub fn newest_notices(session: &Session, until: Option<Month>) -> Option<Month> {
    let is_asked = |month: Month| until.is_none_or(|until| month <= until);
    let asked = until.filter(|&until| !session.progress.of(until).is_empty());
    asked.or_else(|| session.progress.newest_of(is_asked))
}

/// Makes each paper, in parallel. One that cannot be made is a problem and does not stop the others.
fn each(
    session: &Session,
    run: &Run<'_>,
    month: Month,
    papers: &[MonthPaper],
    context: PaperContext<'_>,
) -> Result<(Vec<Entry>, Diagnostics), JobError> {
    let mut problems = Diagnostics::new();
    let (made, found) = with_job(session, month, context, |job| {
        let drafts = papers.par_iter().map(|paper| {
            let draft = job.draft(paper);
            let current = run.current_document(&draft.path, (&draft.inputs, &draft.sources));
            (draft, current)
        });
        let make = |press: &Press<'_>, draft, problems: &mut Diagnostics| {
            job.made(run, press, draft, problems)
        };
        made_where_needed(drafts.collect(), || session.press(), &mut problems, make)
    });
    problems.extend(found);
    Ok((made.transpose()?.unwrap_or_default(), problems))
}

/// Returns the sources that all papers share.
fn shared(session: &Session) -> Sources {
    let mut shared = session.shared_sources();
    shared.extend(&session.press_sources());
    shared.extend(&session.name_sources());
    shared
}

/// The data that all papers share.
struct NoticeJob<'a> {
    session: &'a Session,
    month: Month,
    context: PaperContext<'a>,
    shared: Sources,
    /// The names that have a figure in them.
    names: Vec<String>,
    /// The templates of notices and of calls.
    templates: [&'a Templates; 2],
}

/// A paper before it is made.
struct Draft {
    path: String,
    unit: String,
    content: Content,
    inputs: Vec<String>,
    sources: Sources,
}

/// The content of a paper.
enum Content {
    Notice(Box<MonthlyNotice>),
    Call(Box<CallForReturns>),
}

impl NoticeJob<'_> {
    /// Brings together what a paper says.
    fn draft(&self, paper: &MonthPaper) -> Draft {
        let document = paper.document(self.month);
        let drawn = self.session.number(&document);
        let (content, said, name, templates) = match paper {
            MonthPaper::Notice(paper, _) => {
                let notice = monthly_notice(paper, drawn, self.context);
                let said = serde_json::to_vec(&notice).unwrap_or_default();
                (Content::Notice(Box::new(notice)), said, NOTICE, self.templates[0])
            }
            MonthPaper::Call(call) => {
                let call = call_for_returns(call, drawn, self.context);
                let said = serde_json::to_vec(&call).unwrap_or_default();
                (Content::Call(Box::new(call)), said, CALL, self.templates[1])
            }
        };
        let mut sources = self.shared.clone();
        sources.add("本单位的事项、文号和日期", said);
        sources.add(format!("{TEMPLATE_DIR}/{name}"), templates.written());
        Draft {
            path: format!("{}.pdf", document.name(&self.session.registry)),
            unit: self.session.registry.unit(paper.unit()).short.clone(),
            content,
            inputs: inputs::of_notice(name),
            sources,
        }
    }

    fn rendered(&self, draft: &Draft) -> Result<Rendered, Diagnostic> {
        let [notice, call] = self.templates;
        let context = self.context;
        let rendered = match &draft.content {
            Content::Notice(data) => {
                notice.document(NOTICE, &ClaimedNotice { notice: data, context })
            }
            Content::Call(data) => call.document(CALL, &ClaimedCall { call: data, context }),
        }?;
        Ok(Rendered { names: self.names.clone(), ..rendered })
    }

    fn printed(
        &self,
        press: &Press<'_>,
        draft: &Draft,
        rendered: &Rendered,
        problems: &mut Diagnostics,
    ) -> Result<Printed, Diagnostic> {
        let demonstration = self.session.is_demonstration(Some(self.month));
        press.print_claimed(rendered, &draft.path, self.context.date, demonstration, problems)
    }

    fn made(
        &self,
        run: &Run<'_>,
        press: &Press<'_>,
        draft: Draft,
        problems: &mut Diagnostics,
    ) -> Result<Entry, Diagnostic> {
        let before = problems.len();
        let rendered = self.rendered(&draft)?;
        let printed = self.printed(press, &draft, &rendered, problems)?;
        let Draft { path, unit, inputs, mut sources, .. } = draft;
        sources.extend(&pictures(&self.session.workspace, &rendered.document));
        if problems.len() > before {
            // What is wrong with it is to be told every time.
            sources = Sources::new();
        }
        run.write_printed(path, &printed, Some(&unit), (&inputs, &sources))
    }
}

/// Papers that get numbers, and the events that the ledger gets with them.
type ToNumber = (Vec<Request>, Vec<(Document, Event)>);

/// The papers of a month that get numbers, and for each line of a notice the event with which the ledger begins a case, or goes
/// on with it; hints and calls begin none.
pub(super) fn to_number(
    session: &Session,
    asked: Option<Period>,
    problems: &mut Diagnostics,
) -> Result<ToNumber, NoticeError> {
    let month = settle(session, asked)?;
    let date = date(session, month);
    Ok(with_papers(session, month, problems, |papers, _, _| {
        let mut events = Vec::new();
        let requests = papers.iter().map(|paper| {
            let document = paper.document(month);
            if let MonthPaper::Notice(paper, _) = paper {
                let lines = entered(paper, month, date);
                events.extend(lines.map(|event| (document.clone(), event)));
            }
            Request { document, serial: None, date: Some(date) }
        });
        (requests.collect(), events)
    }))
}

/// Returns the events of a notice.
fn entered(
    paper: &Paper,
    month: Month,
    date: jiff::civil::Date,
) -> impl Iterator<Item = Event> + '_ {
    let lines = paper.lines.iter().filter(|line| line.grade() > Grade::Hint);
    lines.map(move |line| Event {
        date,
        id: line.item,
        unit: line.unit,
        kind: EventKind::Notice,
        document: String::new(),
        deadline: Some(line.due),
        evidence: evidence(line, month),
        decided_by: String::new(),
        place: Place::file(LEDGER_FILE),
    })
}

/// Returns the reason for a line, in words: 2018-05严重滞后，2018-03也严重滞后.
fn evidence(line: &Line, month: Month) -> String {
    let status = line.status.word_at(stage_of(month));
    let words = line.causes.iter().map(|cause| match cause {
        Cause::BehindAgain { before, was } => format!("{month}{status}，{before}也{}", was.word()),
        Cause::Unanswered => match line.earlier.as_ref().map(|sent| &*sent.document) {
            Some(document) if !document.is_empty() => format!("{document}逾期未答复"),
            _ => "前次督办逾期未答复".to_owned(),
        },
        _ => format!("{month}{status}"),
    });
    words.collect::<Vec<_>>().join("；")
}
