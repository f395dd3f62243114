//! `duban sheets --propose-targets`.

use std::collections::BTreeMap;

use super::args::Common;
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, Overwrite, ProposalOutcome, Session};
use crate::plan::TargetId;
use crate::plan::proposal::{Proposal, Reason};
use crate::registry::UnitId;

pub(super) fn execute(common: &Common) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let overwrite = if common.force { Overwrite::Everything } else { Overwrite::Refuse };
    let outcome = job::propose_targets(&session, overwrite, &problems)?;
    problems.sort();
    report::problems(common, &problems, Severity::Warning);
    if !common.quiet {
        report::out(&summary(&session, &outcome))?;
        report::out(&report::counted(&problems))?;
    }
    Ok(status(&problems))
}

fn summary(session: &Session, outcome: &ProposalOutcome) -> String {
    let summary = Summary { session };
    match outcome {
        ProposalOutcome::Flawed => {
            "targets.csv 或 weights.csv 有错误，没有测算；请先改正".to_owned()
        }
        ProposalOutcome::Nothing(proposal) => {
            let mut lines = vec!["没有可以测算的指标，没有写文件".to_owned()];
            lines.extend(summary.rest(proposal));
            lines.join("\n")
        }
        ProposalOutcome::Written(proposal, path) => {
            let count = proposal.parts.len();
            let mut lines = vec![format!("测算分解指标 {count} 个：{}", path.display())];
            lines.extend(summary.proposed(proposal));
            lines.extend(summary.rest(proposal));
            lines.push("核对、修改后改名为 targets.csv，即为正式目标".to_owned());
            lines.join("\n")
        }
    }
}

/// Words a proposal for the command line.
struct Summary<'a> {
    session: &'a Session,
}

impl Summary<'_> {
    /// Returns a line for each target with proposed parts, by rule.
    fn proposed(&self, proposal: &Proposal) -> Vec<String> {
        let mut by_rule: BTreeMap<String, Vec<TargetId>> = BTreeMap::new();
        for (&target, parts) in &proposal.parts {
            let targets = by_rule.entry(parts.rule.to_string()).or_default();
            targets.push(target);
        }
        let mut lines: Vec<_> =
            by_rule.iter().map(|(rule, targets)| self.line(rule, targets)).collect();
        let empty = proposal.parts.iter().filter(|(_, parts)| parts.empty > 0);
        let empty: Vec<_> = empty.map(|(&target, _)| target).collect();
        if !empty.is_empty() {
            let names = self.names(&empty);
            lines.push(format!(
                "  有的单位有权重而分得0：{names}。目标的小数位数不够分，可在附件表的“目标”列加位数（如 1 写作 1.00）"
            ));
        }
        lines
    }

    /// Returns a line for each target without proposed parts, with the reason.
    fn rest(&self, proposal: &Proposal) -> Vec<String> {
        let mut lines = Vec::new();
        if !proposal.given.is_empty() {
            lines.push(format!("已经分解 {} 个，照原样", proposal.given.len()));
        }
        let mut by_reason: BTreeMap<&Reason, Vec<TargetId>> = BTreeMap::new();
        for left in &proposal.left {
            let targets = by_reason.entry(&left.reason).or_default();
            targets.push(left.target);
        }
        let is_part =
            |reason: &Reason| matches!(reason, Reason::Enclosed(_) | Reason::Uninvolved(_));
        let (parts, whole): (Vec<_>, Vec<_>) =
            by_reason.iter().partition(|(reason, _)| is_part(reason));
        let count: usize = whole.iter().map(|(_, targets)| targets.len()).sum();
        if count > 0 {
            lines.push(format!("没有测算 {count} 个："));
        }
        let told = whole.into_iter().chain(parts);
        lines.extend(told.map(|(reason, targets)| {
            let (what, count, names) = (self.reason(reason), targets.len(), self.names(targets));
            format!("  {what} {count} 个{}：{names}", remedy(reason))
        }));
        lines
    }

    fn line(&self, what: &str, targets: &[TargetId]) -> String {
        format!("  {what} {} 个：{}", targets.len(), self.names(targets))
    }

    fn names(&self, targets: &[TargetId]) -> String {
        let plan = &self.session.plan;
        let names: Vec<_> = targets
            .iter()
            .map(|&target| match plan.item(target.item) {
                Some(item) => item.target_name(target),
                None => target.item.to_string(),
            })
            .collect();
        names.join("、")
    }

    fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::NoWeights => "无权重".to_owned(),
            Reason::OpenGroup => "实施单位尚未明确".to_owned(),
            Reason::WeightMissing(rule, units) => {
                format!("规则“{rule}”缺权重（{}）", self.units(units))
            }
            Reason::Exceeded(over) => format!("已填的超出全省目标{}", over.normalize()),
            Reason::AllZero => "权重全为零".to_owned(),
            Reason::TooLarge => "数字位数太多".to_owned(),
            Reason::Uninvolved(units) => {
                format!("{}不是实施单位，不分给", self.units(units))
            }
            Reason::Enclosed(units) => format!("{}的已含在所在市州之内，不另分", self.units(units)),
        }
    }

    fn units(&self, units: &[UnitId]) -> String {
        let names: Vec<_> =
            units.iter().map(|&unit| &*self.session.registry.unit(unit).short).collect();
        names.join("、")
    }
}

/// Returns advice on what the office can do about a target that is left, if the reason does not include it.
fn remedy(reason: &Reason) -> &'static str {
    match reason {
        Reason::NoWeights => "（在 targets.csv 中写上权重或规则即可测算）",
        Reason::OpenGroup => "（先在附件表的“实施单位”列写明单位）",
        Reason::WeightMissing(..) => "（在 targets.csv 或 weights.csv 中补上即可测算）",
        _ => "",
    }
}
