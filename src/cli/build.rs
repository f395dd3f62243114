//! `duban build`, the main job: import, check, letters, workbooks, bulletins, notices.

use super::args::{Build, Common};
use super::{
    CommandError, Status, bulletin, change_letters, changes, dispatch, import, leaders as lists,
    ledger, letters, next, notices as papers, report, sheets, status,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::job::{
    self, BaseTables, FormMonthError, ImportError, ImportOptions, ImportOutcome, JobError, Made,
    Needs, NoticeFiles, Overwrite, Run, Selection, Session,
};
use crate::period::{Month, Period};
use crate::registry::Registry;
use crate::workspace::Workspace;

pub(super) fn execute(common: &Common, arguments: &Build) -> Result<Status, CommandError> {
    let workspace = common.workspace()?;
    if let Some(asked) = arguments.period.period {
        asked.close_in(workspace.config.year)?;
    }
    // Before anything is written: what cannot be read must not take anything away.
    let needs = if NoticeFiles::are_there(&workspace).map_err(ImportError::Source)? {
        Needs::BeforeImport
    } else {
        Needs::All
    };
    BaseTables::read(&workspace.root, needs, common.force)?;
    let mut problems = Diagnostics::new();
    let year = workspace.config.year;
    Month::new(year, 1).ok_or(FormMonthError::NoYear(year))?;
    job::check_means(&workspace, &common.options())?;
    let registry = Registry::load(&workspace.root, workspace.config.notice_date(), &mut problems);
    if registry.is_empty() {
        report::problems(common, &problems, Severity::Warning);
        report::out("单位名录是空的，没有生成文件")?;
        report::out(&next::step(&problems))?;
        return Ok(status(&problems));
    }
    // Names that a spoilt registry does not know would spoil the annexes too.
    let is_spoilt = problems.has_errors() && job::annex_exists(&workspace);
    let mut problems = Diagnostics::new();
    let outcome = match is_spoilt {
        true => "名录有误，附件数据没有重新导入，沿用已有的".to_owned(),
        false => import_notice(common, &workspace, &mut problems)?,
    };
    let session = Session::load(workspace, common.options(), &mut problems)?;
    let month = job::form_month(&session, None)?;
    session.check(&mut problems);
    let mut run = session.begin()?;
    let letters = letters::make(common, &session, &mut run, &Selection::All)?;
    let print = job::print_file(&session, &mut run, &letters)?;
    let sheets = job::sheets(&session, &mut run)?;
    let units = sheets::make_units(common, &session, &mut run, &Selection::All, month)?;
    let bulletins = make_bulletins(&session, &mut run, arguments.period.period)?;
    let notices = make_notices(&session, &mut run, arguments.period.period)?;
    let asked = job::newest_notices(&session, arguments.period.period.map(Period::close));
    let leaders = job::leaders(&session, &mut run, &[], asked.map(Period::Month))?;
    let changed = job::changes(&session, &mut run)?;
    let cases = job::case_papers(&session, &mut run)?;
    let referrals = job::referral_drafts(&session, &mut run)?;
    let agenda = job::status_files(&session, &mut run)?;
    let dispatch = job::dispatch(&session, &mut run, &Selection::All, false)?;
    problems.extend(run.publish().map_err(JobError::Unpublished)?);
    problems.extend(letters.problems.clone());
    problems.extend(sheets.problems.clone());
    problems.extend(units.problems.clone());
    let others = [&leaders, &changed, &cases, &referrals, &print, &agenda, &dispatch];
    for made in bulletins.iter().chain(&notices).chain(others) {
        // Both speak of units whose present name is not known.
        let known = |problem: &&Diagnostic| !problems.iter().any(|told| told == *problem);
        let new: Diagnostics = made.problems.iter().filter(known).cloned().collect();
        problems.extend(new);
    }
    report::problems(common, &problems, Severity::Warning);
    if !common.quiet {
        report::out(&outcome)?;
        report::out(&letters::summary(&session, &letters))?;
        report::out(&sheets::summary(&session, &sheets))?;
        report::out(&sheets::units_summary(&session, &units, month))?;
        for made in &bulletins {
            report::out(&bulletin::summary(&session, made))?;
        }
        if let Some(made) = &notices {
            report::out(&papers::summary(&session, made))?;
        }
        report::out(&lists::summary(&session, &leaders))?;
        if let Some(line) = change_letters::summary(&session, &changed) {
            report::out(&line)?;
        }
        for line in ledger::papers_summary(&session, &cases, &referrals) {
            report::out(&line)?;
        }
        report::out(&dispatch::summary(&session, &dispatch))?;
        let all =
            [&letters, &sheets, &units].into_iter().chain(others).chain(&bulletins).chain(&notices);
        let all: Vec<&Made> = all.collect();
        report::out(&changes::summary(common, &session, &all))?;
        report::out(&format!("{}（duban check 可查看全部）", report::counted(&problems)))?;
    }
    Ok(status(&problems))
}

/// Makes the newest bulletins, up to the period asked for; each has its brief.
fn make_bulletins(
    session: &Session,
    run: &mut Run<'_>,
    asked: Option<Period>,
) -> Result<Vec<Made>, CommandError> {
    let newest = job::newest_bulletins(session, asked.map(Period::close)).into_iter();
    newest.map(|period| Ok(job::bulletin(session, run, Some(period))?)).collect()
}

/// Makes the notices of the newest month, up to the period asked for.
fn make_notices(
    session: &Session,
    run: &mut Run<'_>,
    asked: Option<Period>,
) -> Result<Option<Made>, CommandError> {
    let newest = job::newest_notices(session, asked.map(Period::close));
    newest.map(|month| Ok(job::notices(session, run, Some(Period::Month(month)))?)).transpose()
}

/// Imports the notice, unless the office has edited the annex data since.
fn import_notice(
    common: &Common,
    workspace: &Workspace,
    problems: &mut Diagnostics,
) -> Result<String, CommandError> {
    let is_there = NoticeFiles::are_there(workspace).map_err(ImportError::Source)?;
    if !is_there && job::annex_exists(workspace) {
        let files = NoticeFiles::names(workspace);
        let files = if files.is_empty() { "通知".to_owned() } else { files.join("、") };
        return Ok(format!("没有 {files}，沿用已有的附件数据"));
    }
    let notice = NoticeFiles::of(workspace).map_err(ImportError::Source)?;
    let options = ImportOptions {
        overwrite: Overwrite::KeepEdited,
        accepts_fewer: common.force,
        propose: false,
        command: &common.typed,
    };
    let mut found = Diagnostics::new();
    let outcome = job::import(workspace, &notice, options, &mut found)?;
    // Doubts about a notice imported earlier were reported then; they are listed in repairs.csv.
    let told = matches!(outcome, ImportOutcome::Unchanged(_));
    problems.extend(
        found
            .iter()
            .filter(|problem| !told || problem.severity() == Severity::Error)
            .cloned()
            .collect(),
    );
    Ok(import::summary(&outcome))
}
