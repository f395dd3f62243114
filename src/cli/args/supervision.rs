//! The arguments of the commands that number, list, send and file papers.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use super::data::Format;
use super::documents::{FormatArg, PeriodArg};
use super::values::{date, document_number, hash};
use crate::numbers::Number as DocumentNumber;

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
#[command(after_help = "--date 是所问的日期（默认今天）。ics 是可以导入日历软件的日程")]
pub(in crate::cli) struct Status {
    /// 输出格式：text、json 或 ics
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: StatusFormat,
}

/// The output format of `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatusFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For calendars.
    Ics,
}

/// Arguments of `number`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "接着该系列当年用过的最大号取；作废的号不再用。督办单、催办函取号时，各项同时记入 seeds/ledger.csv。任务函的起始号可在 duban.toml 的 first_number 中写明"
)]
pub(in crate::cli) struct Number {
    /// 文件：letters（任务函）、bulletin（通报）、notices（督办单、催报函等）或 cases（挂牌、延期、销号等）
    #[arg(value_name = "文件", value_enum, hide_possible_values = true)]
    pub(in crate::cli) what: Numbered,
    /// 只给这一期取号：2018Q1、2018-05（通报默认为有报送数据的各季度和 duban.toml 写明的各月，督办单默认为最近一个月）
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
}

/// The documents that get numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Numbered {
    /// Task letters.
    Letters,
    /// Bulletins.
    Bulletin,
    /// Monthly notices and calls for returns.
    Notices,
    /// Papers of cases.
    Cases,
}

/// Arguments of `ledger`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "命令",
    after_help = "--date 是所问的日期，默认为今天；accept 的 --date 是作出决定的日期，必须写明"
)]
pub(in crate::cli) struct Ledger {
    #[command(subcommand)]
    pub(in crate::cli) action: Option<LedgerAction>,
    /// 输出格式：text 或 json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value_t = Format::Text,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(in crate::cli) format: Format,
}

/// The actions of `ledger`.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LedgerAction {
    /// 按规则提出建议，写入 seeds/ledger.proposed.csv，附依据
    Propose,
    /// 登记人对建议的决定，写入 seeds/ledger.csv，生成相应的文件
    Accept(Accept),
    /// 按台账重新生成各件的文件（挂牌督办通知书、延期、销号、逾期、约谈）和移送函草稿
    Papers(Papers),
}

/// Arguments of `ledger papers`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Papers {
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// Arguments of `ledger accept`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Accept {
    /// 建议的序号，可以几个
    #[arg(value_name = "序号", required = true)]
    pub(in crate::cli) numbers: Vec<usize>,
    /// 作出决定的人；没有写明的不登记
    #[arg(long, value_name = "姓名")]
    pub(in crate::cli) by: Option<String>,
    /// 挂牌督办的期限（默认按 duban.toml 的 list_days 推算，遇休息日顺延）
    #[arg(long, value_name = "年-月-日", value_parser = date)]
    pub(in crate::cli) deadline: Option<Date>,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// Arguments of `dispatch`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Dispatch {
    /// 只分送这些单位（简称、全称、别名、代码均可）
    #[arg(value_name = "单位")]
    pub(in crate::cli) names: Vec<String>,
    /// 每个单位的目录另打成一个 .zip
    #[arg(long)]
    pub(in crate::cli) zip: bool,
}

/// Arguments of `issue`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "文件须有文号和成文日期。已归档的不能再改；更正的文件另取新号（原来一行在 seeds/numbers.csv 改为作废后再取），归档时写 --corrects 原文号"
)]
pub(in crate::cli) struct Issue {
    /// 输出目录里的文件，可以几个；只有扩展名不同的作同一份文件
    #[arg(value_name = "文件", required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// 签发或修改过的文件，与生成的一并归档（可多次使用，一次一份文件）
    #[arg(long = "as", value_name = "文件")]
    pub(in crate::cli) signed: Vec<PathBuf>,
    /// 所更正的文件的文号：甘政办函〔2018〕21号
    #[arg(long, value_name = "文号", value_parser = document_number)]
    pub(in crate::cli) corrects: Option<DocumentNumber>,
}

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Verify {
    /// 工作日志上抄录的哈希（至少前16位），核对那一件仍在档案里
    #[arg(long, value_name = "哈希", value_parser = hash)]
    pub(in crate::cli) expect: Option<String>,
}
