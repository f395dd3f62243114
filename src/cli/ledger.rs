//! `duban ledger`.

use super::args::{Accept, Common, Format, Ledger, LedgerAction};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{
    self, AcceptError, Acceptance, Accepted, CaseRow, JobError, Made, Overwrite, ProposedSteps,
    Session,
};
use crate::workspace::today;
use jiff::civil::Date;

pub(super) fn execute(common: &Common, arguments: &Ledger) -> Result<Status, CommandError> {
    match &arguments.action {
        None => show(common, arguments.format),
        Some(LedgerAction::Propose) => propose(common),
        Some(LedgerAction::Accept(accepted)) => accept(common, accepted),
        Some(LedgerAction::Papers(_)) => papers(common),
    }
}

/// Makes the papers of all cases, and the drafts of referrals.
fn papers(common: &Common) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let lines = make_papers(&session, &mut problems)?;
    problems.sort();
    report::problems(common, &problems, Severity::Warning);
    if !common.quiet {
        for line in lines {
            report::out(&line)?;
        }
        report::out(&report::counted(&problems))?;
    }
    Ok(status(&problems))
}

/// Makes and publishes them, and returns the lines on what was made.
fn make_papers(session: &Session, problems: &mut Diagnostics) -> Result<Vec<String>, CommandError> {
    let mut run = session.begin()?;
    let cases = job::case_papers(session, &mut run)?;
    let referrals = job::referral_drafts(session, &mut run)?;
    problems.extend(run.publish().map_err(JobError::Unpublished)?);
    problems.extend(cases.problems.clone());
    problems.extend(referrals.problems.clone());
    let lines = papers_summary(session, &cases, &referrals);
    Ok(if lines.is_empty() { vec!["台账没有要出的文件".to_owned()] } else { lines })
}

/// Returns the numbers of papers and of drafts with their folders, a line each where there are any.
pub(super) fn papers_summary(session: &Session, cases: &Made, referrals: &Made) -> Vec<String> {
    let made = [("挂牌督办等文件", cases, "cases"), ("移送函草稿", referrals, "referrals")];
    let made = made.into_iter().filter(|(_, made, _)| !made.files.is_empty());
    made.map(|(what, made, folder)| {
        let (count, pages) = (made.files.len(), made.pages());
        format!("{what} {count} 份，共 {pages} 页：{}", session.output.join(folder).display())
    })
    .collect()
}

/// Prints the cases at a date.
fn show(common: &Common, format: Format) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let date = common.date.unwrap_or_else(today);
    let rows = job::case_rows(&session, date);
    problems.sort();
    report::problems(common, &problems, Severity::Error);
    match format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&rows);
            report::out(&json.expect("rows are strings and numbers"))?;
        }
        Format::Text => report::out(&table(&rows, date))?,
    }
    Ok(status(&problems))
}

/// Returns the cases in lines, below a line that counts them.
fn table(rows: &[CaseRow], date: Date) -> String {
    let open = rows.iter().filter(|row| row.state.is_listed()).count();
    let count = rows.len();
    let head = match count {
        0 => format!("截至{date}，台账没有事项"),
        _ if open == 0 => format!("截至{date}，台账{count}件"),
        _ => format!("截至{date}，台账{count}件，其中挂牌督办{open}件"),
    };
    let lines = rows.iter().map(|row| {
        let CaseRow { id, unit, title, since, .. } = row;
        let left = match (row.deadline, row.days_left) {
            (Some(deadline), Some(left)) if left < 0 => {
                format!("　期限{deadline}，已过{}天", -left)
            }
            (Some(deadline), Some(left)) => format!("　期限{deadline}，剩{left}天"),
            _ => String::new(),
        };
        let extended = if row.extended { "（延期一次）" } else { "" };
        let over = match (row.is_withdrawn, row.is_handed_over) {
            (true, _) => "（事项已撤销）",
            (_, true) => "（事项已不由该单位承担）",
            _ => "",
        };
        format!("{id}　{title}　{unit}　{}（{since}起）{left}{extended}{over}", row.state.word())
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

/// Writes what the rules propose.
fn propose(common: &Common) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let date = common.date.unwrap_or_else(today);
    let overwrite = if common.force { Overwrite::Everything } else { Overwrite::Refuse };
    let proposed = job::propose_steps(&session, date, overwrite)?;
    problems.sort();
    report::problems(common, &problems, Severity::Error);
    if !common.quiet {
        report::out(&proposals(&session, &proposed))?;
        report::out(&report::counted(&problems))?;
    }
    Ok(status(&problems))
}

fn proposals(session: &Session, proposed: &ProposedSteps) -> String {
    let ProposedSteps { proposals, file } = proposed;
    let mut lines: Vec<String> = proposals
        .iter()
        .map(|one| {
            let event = &one.event;
            let unit = &session.registry.unit(event.unit).short;
            let name = session.changes.published().name(event.id);
            let kind = event.kind.word();
            format!("  {}. {kind}　{}　{name}　{unit}：{}", one.no, event.id, event.evidence)
        })
        .collect();
    let place = file.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
    match proposals.len() {
        0 if file.is_some() => lines.push(format!("没有可以建议的：{place}")),
        0 => lines.push("没有可以建议的，没有写文件".to_owned()),
        count => {
            lines.insert(0, format!("建议 {count} 件：{place}"));
            lines.push(
                "由人决定，用 duban ledger accept 序号 --by 姓名 --date 日期 登记".to_owned(),
            );
        }
    }
    lines.join("\n")
}

/// Enters proposals that a person accepts.
fn accept(common: &Common, arguments: &Accept) -> Result<Status, CommandError> {
    let usage = |message: &str| CommandError::Usage(format!("{message}，没有登记"));
    let by = arguments.by.clone().ok_or_else(|| usage("没有写明决定人（--by 姓名）"))?;
    let date = common.date.ok_or_else(|| usage("没有写明决定日期（--date 年-月-日）"))?;
    let (numbers, deadline) = (arguments.numbers.clone(), arguments.deadline);
    let acceptance = Acceptance { numbers, by, date, deadline };
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let accepted = job::accept_proposals(&session, &acceptance, &problems);
    let accepted = accepted.inspect_err(|error| {
        if let AcceptError::Flawed(flaws) | AcceptError::ProposalsFlawed(flaws) = error {
            report::problems(common, flaws, Severity::Error);
        }
    })?;
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    problems.extend(accepted.problems.clone());
    let papers = make_papers(&session, &mut problems)?;
    problems.sort();
    report::problems(common, &problems, Severity::Warning);
    if !common.quiet {
        report::out(&entered(&session, &accepted))?;
        for line in papers {
            report::out(&line)?;
        }
        report::out(&report::counted(&problems))?;
    }
    Ok(status(&problems))
}

fn entered(session: &Session, accepted: &Accepted) -> String {
    let Accepted { events, file, .. } = accepted;
    let head = format!("登记 {} 件，在 {}：", events.len(), file.display());
    let lines = events.iter().map(|event| {
        let unit = &session.registry.unit(event.unit).short;
        let deadline = event.deadline.map(|day| format!("，期限{day}")).unwrap_or_default();
        let (kind, id, date, by) = (event.kind.word(), event.id, event.date, &event.decided_by);
        format!("  {kind}　{id}　{unit}　{date}{deadline}　决定人：{by}")
    });
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}
