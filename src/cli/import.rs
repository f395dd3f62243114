//! `duban import`.

use super::args::{Common, Import};
use super::{CommandError, Status, next, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{
    self, BaseTables, ImportError, ImportOptions, ImportOutcome, Imported, Needs, NoticeFiles,
    Overwrite, ProposedNames,
};

pub(super) fn execute(common: &Common, arguments: &Import) -> Result<Status, CommandError> {
    let workspace = common.workspace()?;
    let notice = NoticeFiles::named(&workspace, &arguments.files).map_err(ImportError::Source)?;
    BaseTables::read(&workspace.root, Needs::Registry, common.force)?;
    let options = ImportOptions {
        overwrite: if common.force { Overwrite::Everything } else { Overwrite::Refuse },
        accepts_fewer: common.force,
        propose: arguments.propose,
        command: &common.typed,
    };
    let mut problems = Diagnostics::new();
    let outcome = job::import(&workspace, &notice, options, &mut problems)?;
    report::problems(common, &problems, Severity::Note);
    if !common.quiet {
        report::out(&summary(&outcome))?;
        report::out(&report::counted(&problems))?;
        report::out(&next_step(&outcome, &problems))?;
    }
    Ok(status(&problems))
}

/// Returns what to do next; a registry that was written now is to be checked first.
fn next_step(outcome: &ImportOutcome, problems: &Diagnostics) -> String {
    match outcome {
        ImportOutcome::Written(Imported { proposed: Some(names), .. })
        | ImportOutcome::Unchanged(Imported { proposed: Some(names), .. })
            if names.registered =>
        {
            "下一步：核对名录，填写预留的行和 duban.toml 中空着的地方，再运行 duban".to_owned()
        }
        _ => next::step(problems),
    }
}

/// Returns the result of the import, in a line.
pub(super) fn summary(outcome: &ImportOutcome) -> String {
    match outcome {
        ImportOutcome::Written(imported) => written("导入", imported),
        ImportOutcome::Unchanged(imported) => written("附件数据与通知一致，没有改动：", imported),
        ImportOutcome::Nothing => "通知里没有读到事项，seeds/annex 没有改动".to_owned(),
        ImportOutcome::KeptEdited => {
            "附件数据已由人工修改，沿用修改后的内容（要按通知重新导入，运行 duban import 加 --force）".to_owned()
        }
    }
}

fn written(what: &str, imported: &Imported) -> String {
    let copied = match &*imported.copied {
        [] => String::new(),
        copied => format!("\n通知已复制到 {}", copied.join("、")),
    };
    let counts = imported.annexes.iter().map(|(name, count)| format!("{name} {count} 项"));
    let counts = counts.collect::<Vec<_>>().join("、");
    let mut line = format!("{what}{counts}，修复 {} 处（seeds/annex）", imported.repairs);
    if imported.titled {
        line.push_str("\n按原文拟写了各项的简称（seeds/titles.csv），请逐项核对改好");
    }
    line.push_str(&copied);
    if let Some(names) = &imported.proposed {
        line.push_str(&proposed(names));
    }
    line
}

/// Returns what was proposed for the registry, in lines.
fn proposed(names: &ProposedNames) -> String {
    let ProposedNames { units, groups, leaders, asked, registered } = names;
    if units + groups + leaders == 0 {
        return "\n名称都在名录中（seeds/units.proposed.csv 等没有内容）".to_owned();
    }
    let mut lines = format!(
        "\n名录里没有的名称：单位 {units} 个、集体 {groups} 个、领导 {leaders} 个，\
         写入 seeds/units.proposed.csv、groups.proposed.csv、leaders.proposed.csv"
    );
    if *registered {
        lines.push_str(
            "\n名录原是空的，已按这些名称写成 seeds/units.csv、groups.csv、leaders.csv，请核对类别和全称、填写领导职务",
        );
    }
    if let Some((kind, group)) = asked {
        lines.push_str(&format!(
            "\n“{group}”没有逐一写明单位，已预留“{kind}”各行，请逐行填写，多余的删除"
        ));
    }
    lines
}
