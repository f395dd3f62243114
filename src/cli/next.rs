//! Advice on what to do next, after what was found.

use crate::diagnostic::{Code, Diagnostics, Severity};

/// Returns what the office should do next, the first things first.
pub(super) fn step(problems: &Diagnostics) -> String {
    let has = |codes: &[Code]| problems.iter().any(|problem| codes.contains(&problem.code));
    let unknown = [Code::NameUnknown, Code::PartyUnknown, Code::LeaderUnknown];
    let step = if has(&[Code::RegistryEmpty]) {
        "名录还是空的，运行 duban import 通知文件 --propose，按通知写出名录".to_owned()
    } else if has(&unknown) {
        "有的名称不在名录中，运行 duban import 通知文件 --propose，核对 seeds 下的三个 .proposed.csv，并入名录".to_owned()
    } else if has(&[Code::RegistryBlank]) {
        "填写 seeds/units.csv 中预留的各行".to_owned()
    } else if problems.has_errors() {
        format!("改正 {} 个错误，再运行 duban", problems.count(Severity::Error))
    } else if has(&[Code::SettingBlank]) {
        "填写 duban.toml 中空着的地方，再运行 duban".to_owned()
    } else if has(&[Code::ReturnMissing, Code::ReturnIncomplete]) {
        "催报未报送、漏报的单位，收回后运行 duban collect".to_owned()
    } else {
        "运行 duban，生成全部文件".to_owned()
    };
    format!("下一步：{step}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    #[test]
    fn what_everything_else_rests_on_comes_first() {
        let mut problems = Diagnostics::new();
        assert_eq!(step(&problems), "下一步：运行 duban，生成全部文件");
        for (code, expected) in [
            (Code::ReturnMissing, "催报"),
            (Code::SettingBlank, "填写 duban.toml"),
            (Code::CellInvalid, "改正 1 个错误"),
            (Code::RegistryBlank, "预留的各行"),
            (Code::NameUnknown, "不在名录中"),
            (Code::RegistryEmpty, "名录还是空的"),
        ] {
            problems.push(Diagnostic::new(code, ""));
            assert!(step(&problems).contains(expected), "{}", step(&problems));
        }
    }
}
