//! `duban collect`.

use super::args::{Collect, Common};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::job::{self, AnswersTaken, Collection, Incoming, Outstanding, Session};
use crate::period::Month;
use crate::plan::{ItemId, Plan};
use crate::registry::{Registry, UnitId, Who};
use crate::report::wording;
use crate::returns::collect::{Correction, FileReport, Options, WantedForms};
use crate::returns::{PROGRESS_DIR, ZERO_REPORT};
use crate::status::Status as Standing;

pub(super) fn execute(common: &Common, arguments: &Collect) -> Result<Status, CommandError> {
    let mut before = Diagnostics::new();
    // The forms are opened while everything else is read.
    let (loaded, incoming) =
        rayon::join(|| common.session_with_rows(&mut before), || Incoming::open(&arguments.files));
    let loaded = loaded?;
    let (session, _) = &loaded;
    let wanted = wanted(session, arguments)?;
    let options = Options { date: common.date, replace: common.force };
    let (registry, plan) = (session.registry.clone(), session.plan.clone());
    let collected = job::collect(loaded, incoming?, wanted, options, &before)?;
    let mut problems = Diagnostics::new();
    let mut lines = Vec::new();
    for (at, file) in collected.files.iter().enumerate() {
        lines.push(summary(file, &registry, &plan));
        lines.extend(collected.answers.get(&at).map(answers));
        lines.extend(file.corrections.iter().map(corrected));
        problems.extend(file.problems.clone());
    }
    // Problems are printed too where nobody takes the summary.
    let is_shown = !common.quiet && !lines.is_empty();
    let summarized = if is_shown { report::out(&lines.join("\n")) } else { Ok(()) };
    problems.extend(unread(&before));
    problems.extend(collected.doubts.clone());
    problems.extend(collected.passed_over.clone());
    report::problems(common, &problems, Severity::Note);
    summarized?;
    if !common.quiet {
        report::out(&closing(&collected, &plan, &problems))?;
    }
    Ok(status(&problems))
}

/// Returns the problems of files of returns that could not be read at all: what they say is not known to the rest.
fn unread(before: &Diagnostics) -> Diagnostics {
    let is_unread = |problem: &&Diagnostic| {
        let place = problem.place.as_ref();
        let is_return = place.is_some_and(|place| place.file.starts_with(PROGRESS_DIR));
        is_return
            && matches!(
                problem.code,
                Code::FileUnreadable | Code::FileTooLarge | Code::FileEncoding
            )
    };
    before.iter().filter(is_unread).cloned().collect()
}

/// The period and the units that were asked for.
fn wanted(session: &Session, arguments: &Collect) -> Result<WantedForms, CommandError> {
    let year = session.workspace.config.year;
    let asked = arguments.period;
    let month = asked.map(|asked| asked.close_in(year)).transpose()?;
    let units = arguments.units.iter().map(|name| unit(name, &session.registry));
    Ok(WantedForms { month, units: units.collect::<Result<_, _>>()? })
}

fn unit(name: &str, registry: &Registry) -> Result<UnitId, CommandError> {
    match registry.resolve(name) {
        Some(Who::Unit(unit)) => Ok(unit),
        Some(Who::Group(_)) => {
            let message = format!("“{name}”是单位的统称，不单独报送");
            Err(CommandError::Usage(message))
        }
        Some(Who::Unknown) | None => {
            let nearest = registry.nearest(name);
            let hint = nearest.map_or(String::new(), |known| format!("，是否指“{known}”？"));
            Err(CommandError::Usage(format!("名录里没有“{name}”{hint}")))
        }
    }
}

/// Describes the outcome for a file, in a line.
fn summary(file: &FileReport, registry: &Registry, plan: &Plan) -> String {
    if file.rejected {
        return rejected(file);
    }
    let counts = [
        ("采用", file.taken, "行"),
        ("已有相同的", file.unchanged, "行"),
        ("更正", file.corrections.len(), "处"),
        ("拒收", file.refused, "行"),
        ("未填", file.blank, "行"),
    ];
    let counts = counts.into_iter().filter(|&(what, count, _)| what == "采用" || count > 0);
    let mut parts: Vec<String> =
        counts.map(|(what, count, measure)| format!("{what}{count}{measure}")).collect();
    if !file.zero_reports.is_empty() {
        parts.push("零报告".to_owned());
    }
    if !file.added.is_empty() {
        parts.push(format!("新增{}", items(&file.added, plan)));
    }
    if !file.missing.is_empty() {
        let missing: Vec<ItemId> = file.missing_items().into_iter().collect();
        parts.push(format!("缺{}", items(&missing, plan)));
    }
    format!("{}：{}{}", file.name, whose(file, registry), parts.join("，"))
}

/// Describes what became of the answers beside a form.
fn answers(answers: &AnswersTaken) -> String {
    let counts =
        [("采用", answers.taken), ("已有相同的", answers.known), ("拒收", answers.refused)];
    let counts = counts.into_iter().filter(|&(what, count)| what == "采用" || count > 0);
    let parts: Vec<_> = counts.map(|(what, count)| format!("{what}{count}行")).collect();
    format!("  附表：{}", parts.join("，"))
}

/// 省教育厅 2018-06：未收（a.xlsx）.
fn rejected(file: &FileReport) -> String {
    match &file.claim {
        Some(claim) => format!("{} {}：未收（{}）", claim.unit, claim.month, file.name),
        None => format!("{}：未收", file.name),
    }
}

/// 省教育厅 2018-06：, or how many units where a file has several.
fn whose(file: &FileReport, registry: &Registry) -> String {
    match file.of[..] {
        [] => String::new(),
        [(unit, month)] => format!("{} {month}：", registry.unit(unit).short),
        _ => {
            let mut units: Vec<UnitId> = file.of.iter().map(|&(unit, _)| unit).collect();
            let mut months: Vec<Month> = file.of.iter().map(|&(_, month)| month).collect();
            units.sort();
            units.dedup();
            months.sort();
            months.dedup();
            let months: Vec<_> = months.iter().map(Month::to_string).collect();
            format!("{}个单位 {}：", units.len(), months.join("、"))
        }
    }
}

/// 任务16（旅游厕所）、任务17（…）; of many the first ones, and how many there are.
fn items(items: &[ItemId], plan: &Plan) -> String {
    const MOST: usize = 20;
    let named: Vec<_> = items.iter().take(MOST).map(|&id| plan.name(id)).collect();
    let named = named.join("、");
    match items.len() {
        count if count > MOST => format!("{named}等{count}项"),
        _ => named,
    }
}

/// 进展报送!I7 “３．２万户” 记作 “3.2”; in a text, where columns have no letters, 第3行完成值.
fn corrected(correction: &Correction) -> String {
    let place = match &correction.place.sheet {
        Some(_) => correction.place.cell(),
        None => format!("第{}行{}", correction.place.line, correction.field.title()),
    };
    let typed = one_line(&correction.typed);
    let clean = one_line(&correction.clean);
    if correction.merged && typed.trim() == clean.trim() {
        return format!("  {place} 本行记入上面合并单元格里的“{typed}”");
    }
    let clean = match &*clean {
        "" => "空白".to_owned(),
        clean => format!("“{clean}”"),
    };
    format!("  {place} “{typed}” 记作 {clean}")
}

fn one_line(text: &str) -> String {
    text.replace("\r\n", "⏎").replace(['\r', '\n'], "⏎")
}

/// Describes what was written, the units still missing, and the number of problems.
fn closing(collected: &Collection, plan: &Plan, problems: &Diagnostics) -> String {
    let mut lines = vec![match collected.written.len() {
        _ if collected.files.is_empty() => "没有可收的报送文件".to_owned(),
        0 => "没有改动".to_owned(),
        _ => format!("写入：{}", collected.written.join("、")),
    }];
    if !collected.returned.is_empty() {
        let paths = collected.returned.join("、");
        lines.push(format!("退回单{}份：{paths}", collected.returned.len()));
    }
    for (month, outstanding) in &collected.outstanding {
        lines.extend(still_missing(*month, outstanding, plan));
    }
    lines.push(report::counted(problems));
    lines.join("\n")
}

/// Describes the units that have not reported for a month, and those that have not reported all of it.
fn still_missing(month: Month, outstanding: &Outstanding, plan: &Plan) -> Vec<String> {
    let Outstanding { expected, missing, incomplete, in_question, zero_reports } = outstanding;
    let partial = in_question.iter().filter(|(unit, _, unassigned)| {
        *unassigned > 0 && !incomplete.iter().any(|(other, _)| other == unit)
    });
    let complete = expected.saturating_sub(missing.len() + incomplete.len() + partial.count());
    let mut lines = vec![format!("{month} 应报{expected}个单位，已报齐{complete}个")];
    if !missing.is_empty() {
        let units: Vec<_> =
            missing.iter().map(|(unit, items)| format!("{unit}（{}项）", items.len())).collect();
        lines.push(format!("  未报{}个：{}", missing.len(), units.join("、")));
    }
    if !incomplete.is_empty() {
        let units: Vec<_> = incomplete
            .iter()
            .map(|(unit, owed)| format!("{unit}（{}）", wording::owed(plan, owed)))
            .collect();
        let count = incomplete.len();
        lines.push(format!("  不全{count}个：{}", units.join("、")));
    }
    if !in_question.is_empty() {
        let units: Vec<_> = in_question
            .iter()
            .map(|(unit, owed, unassigned)| {
                let lost = (*unassigned > 0).then(|| format!("{unassigned}行无法对应到事项"));
                let named = (!owed.is_empty()).then(|| items(owed, plan));
                let both: Vec<_> = named.into_iter().chain(lost).collect();
                format!("{unit}（{}）", both.join("，"))
            })
            .collect();
        let count = in_question.len();
        lines.push(format!("  {}{count}个：{}", Standing::Defective.word(), units.join("、")));
    }
    if !zero_reports.is_empty() {
        lines.push(format!("  {ZERO_REPORT}{}个：{}", zero_reports.len(), zero_reports.join("、")));
    }
    lines
}
