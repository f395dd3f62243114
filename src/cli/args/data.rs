//! The arguments of the commands that read data, show them, or set duban up.

use std::path::PathBuf;

use clap::ValueEnum;
use clap_complete::Shell;

use super::documents::PeriodArg;
use crate::period::Period;

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Import {
    /// 通知原文和附件：.docx、.xlsx、.xls、.pdf、网页、.csv 或文本文件，可以几个
    #[arg(value_name = "文件", required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// 名录里没有的名称，按单位、集体、领导写入 seeds 下的三个 .proposed.csv；名录还是空的，同时写成名录
    #[arg(long, alias = "propose-units")]
    pub(in crate::cli) propose: bool,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    /// 输出格式：text 或 json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: Format,
}

/// The output format of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    /// For people, to standard error.
    Text,
    /// For programs, to standard output.
    Json,
}

/// Arguments of `collect`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "收报送表时，--date 是没有填报日期的各行的填报日期；--force 用新填的一行替换同一天填报、内容不同的一行"
)]
pub(in crate::cli) struct Collect {
    /// 填好的报送表（.xlsx、.xls、.csv、.tsv、.txt），或存放它们的目录
    #[arg(value_name = "文件", required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// 只收这一期的报送表：2018-03、2018Q1 或 2018（默认各表写明的期间均可）；没有写明期间的表作这一期
    #[arg(long, value_name = "期间")]
    pub(in crate::cli) period: Option<Period>,
    /// 只收这个单位的报送表（可多次使用；简称、全称、别名均可）；没有写明单位的表作这个单位
    #[arg(long = "unit", value_name = "单位")]
    pub(in crate::cli) units: Vec<String>,
}

/// Arguments of `why`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Why {
    /// 事项的编号，如 2-17
    #[arg(value_name = "编号")]
    pub(in crate::cli) id: String,
    /// 只说这个单位的部分（简称、全称、别名均可；默认为全省）
    #[arg(long, value_name = "单位")]
    pub(in crate::cli) unit: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
}

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Export {
    /// 内容：items（事项）、units（单位）、assessment（评价结果）或 claims（任务函、通报中每句话的依据）
    #[arg(value_name = "内容", value_enum, hide_possible_values = true)]
    pub(in crate::cli) what: What,
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
}

/// The content that `export` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum What {
    /// The items.
    Items,
    /// The units with their items.
    Units,
    /// What was reached by the end of a period.
    Assessment,
    /// What letters and bulletin state, and the cells that it comes from.
    Claims,
}

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Init {
    /// 新工作区的目录
    #[arg(value_name = "目录")]
    pub(in crate::cli) dir: PathBuf,
    /// 从这个工作区沿用名录、领导、模板和设置，列出未完成的事项（日期、时限、节假日留待填写）
    #[arg(long, value_name = "目录", conflicts_with = "region")]
    pub(in crate::cli) from: Option<PathBuf>,
    /// 年度（默认：沿用的为其下一年度，新建的为当年或 --date 的年度）
    #[arg(long, value_name = "年度")]
    pub(in crate::cli) year: Option<i16>,
    /// 地区的全称，如 岭西省、东港市、西岭县
    #[arg(long, value_name = "地区")]
    pub(in crate::cli) region: Option<String>,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Completions {
    /// 终端：bash、zsh、fish、powershell 或 elvish
    #[arg(value_name = "终端", value_enum, hide_possible_values = true)]
    pub(in crate::cli) shell: Shell,
}

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Schema {
    /// 哪一种：items、units、assessment、claims、check、ledger、status、manifest、record 或 config（duban.toml）
    #[arg(value_name = "种类", value_enum, hide_possible_values = true)]
    pub(in crate::cli) what: SchemaOf,
}

/// The files and exports that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum SchemaOf {
    /// `export items`.
    Items,
    /// `export units`.
    Units,
    /// `export assessment`.
    Assessment,
    /// `export claims`.
    Claims,
    /// `check --format json`.
    Check,
    /// `ledger --format json`.
    Ledger,
    /// `status --format json`.
    Status,
    /// `output/manifest.json`.
    Manifest,
    /// `archive/…/record.json`.
    Record,
    /// `duban.toml`.
    Config,
}
