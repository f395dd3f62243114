//! The arguments of the command line. Help is in Chinese; clap's own English headings are replaced.

mod data;
mod documents;
mod supervision;
mod values;

use std::num::NonZero;
use std::path::PathBuf;

use clap::{ArgAction, CommandFactory, Parser, Subcommand};
use jiff::civil::Date;

use crate::output::DocumentFormat;
pub(super) use data::{
    Check, Collect, Completions, Export, Format, Import, Init, Schema, SchemaOf, What, Why,
};
pub(super) use documents::{
    Build, Bulletin, DiffDocx, Dossier, FormatArg, Leaders, Letters, Notices, Preview, Sheets,
    Typeset,
};
pub(super) use supervision::{
    Accept, Dispatch, Issue, Ledger, LedgerAction, Number, Numbered, Papers, Status, StatusFormat,
    Verify,
};
use values::date;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "duban",
    version,
    about = "督办：由年度任务分解通知和进展报送生成任务函、分解表、通报",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "命令"
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) formats: FormatArg,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
pub(super) struct Common {
    /// 工作区目录（默认为当前目录或其上级中有 duban.toml 的目录）
    #[arg(short = 'C', long, value_name = "目录", global = true)]
    pub(super) workspace: Option<PathBuf>,
    /// 输出目录（默认为工作区的 output）
    #[arg(short, long, value_name = "目录", global = true)]
    pub(super) output: Option<PathBuf>,
    /// 同时使用的线程数（默认为处理器核数）
    #[arg(short, long, value_name = "个数", global = true)]
    pub(super) jobs: Option<NonZero<u8>>,
    /// 不显示进度和小结
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// 文件上印的日期（默认见 duban.toml）
    #[arg(long, value_name = "年-月-日", global = true, value_parser = date)]
    pub(super) date: Option<Date>,
    /// 覆盖已由人工修改的文件；数据文件比上次少了行、列的也照样读入
    #[arg(long, global = true)]
    pub(super) force: bool,
    /// 逐条列出所有问题（默认同一种问题只列前五处）
    #[arg(long, global = true)]
    pub(super) all: bool,
    /// 工作区有别人在用时等待，不退出
    #[arg(long, global = true)]
    pub(super) wait: bool,
    /// 草稿：文件的号和日期留空，已经取号的也不印
    #[arg(long, global = true)]
    pub(super) draft: bool,
    /// The command as it was typed.
    #[arg(skip)]
    pub(super) typed: String,
    /// The formats of documents, from the command that makes them.
    #[arg(skip)]
    pub(super) formats: Vec<DocumentFormat>,
    /// 全部重新生成，不论有没有变化
    #[arg(long, global = true)]
    pub(super) clean: bool,
    /// 说明这个文件为什么重新生成、为什么不动（可多次使用）
    #[arg(long, value_name = "文件", global = true)]
    pub(super) explain: Vec<PathBuf>,
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 全部生成（不写命令时即此）：导入、检查、任务函、分解表、最近的通报和一页通、督办单、领导清单
    Build(Build),
    /// 读入通知原文，写出 seeds/annex 下的附件数据
    Import(Import),
    /// 检查数据，报告所有问题
    Check(Check),
    /// 生成任务函
    Letters(Letters),
    /// 生成分解表和各单位的任务报送表
    Sheets(Sheets),
    /// 给还没有号的文件取号，登记在 seeds/numbers.csv
    Number(Number),
    /// 督办台账：各件在某日的状态；提出挂牌、逾期、约谈的建议，登记人的决定
    Ledger(Ledger),
    /// 收回填好的报送表，写入 seeds/progress
    Collect(Collect),
    /// 生成一期通报（季度、年度、月度）、附表和一页通
    Bulletin(Bulletin),
    /// 生成一个月的提示函、督办单、催办函和催报函
    Notices(Notices),
    /// 生成各位领导的牵头事项清单、一页通和工作簿
    Leaders(Leaders),
    /// 把自拟的文件（Markdown 模板）排成 PDF
    Typeset(Typeset),
    /// 改过的 DOCX 与现在的数据和模板比较：哪些段落不同（只报告，不改动）
    DiffDocx(DiffDocx),
    /// 预览一份文件：生成在固定的位置并打开，可随保存重新生成
    Preview(Preview),
    /// 到期情况：逾期、今天和近期到期的报送、答复、整改、签收、时间节点、通报
    Status(Status),
    /// 说明一个事项、一个单位为什么这样评价：数的出处、规则、写入的文件
    Why(Why),
    /// 一个事项（2-17）或一个单位从头到尾的档案
    Dossier(Dossier),
    /// 以 JSON 输出事项、单位、评价结果或依据
    Export(Export),
    /// 分送：每个单位一个目录，收齐发给它的文件；发文登记表、签收表
    Dispatch(Dispatch),
    /// 归档：把发出的文件连同所据数据的哈希存入 archive，以后不能改
    Issue(Issue),
    /// 核对档案：有没有缺失、调换、改动
    Verify(Verify),
    /// 撤销上一次改动数据的命令：恢复它替换的文件，它取的号作废
    Undo,
    /// 新建工作区
    Init(Init),
    /// 输出命令补全脚本
    Completions(Completions),
    /// 输出 JSON Schema：导出数据、清单、档案记录、duban.toml 的形状
    Schema(Schema),
    /// 各种字体用的是哪个文件，数据里的哪些字它没有
    Fonts,
    /// 输出手册页（man）
    Man,
}

impl Command {
    /// Returns the formats of documents that were typed for it.
    pub(super) fn formats(&self) -> &[DocumentFormat] {
        match self {
            Self::Build(Build { formats, .. })
            | Self::Letters(Letters { formats, .. })
            | Self::Bulletin(Bulletin { formats, .. })
            | Self::Notices(Notices { formats, .. })
            | Self::Leaders(Leaders { formats, .. })
            | Self::Typeset(Typeset { formats, .. })
            | Self::Dossier(Dossier { formats, .. })
            | Self::Ledger(Ledger {
                action:
                    Some(
                        LedgerAction::Papers(Papers { formats })
                        | LedgerAction::Accept(Accept { formats, .. }),
                    ),
                ..
            }) => &formats.formats,
            _ => &[],
        }
    }
}

/// Returns clap's command with Chinese headings.
pub(super) fn command() -> clap::Command {
    const WITH_COMMANDS: &str =
        "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n";
    const PLAIN: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";
    let mut command =
        Args::command().help_template(WITH_COMMANDS).override_usage("duban [选项] [命令]");
    let names: Vec<String> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let usage = sub.get_positionals().fold(format!("duban {name}"), |usage, positional| {
                let value = positional
                    .get_value_names()
                    .and_then(|names| names.first())
                    .map_or("", |name| name.as_str());
                format!("{usage} {value}")
            });
            let mut sub = sub.help_template(PLAIN).override_usage(format!("{usage} [选项]"));
            for id in ids(&sub) {
                sub = sub.mut_arg(id, |arg| {
                    let heading = if arg.is_positional() { "参数" } else { "选项" };
                    arg.help_heading(heading)
                });
            }
            sub
        });
    }
    for id in ids(&command) {
        command = command.mut_arg(id, |arg| arg.help_heading("选项"));
    }
    command
}

fn ids(command: &clap::Command) -> Vec<clap::Id> {
    command.get_arguments().map(|arg| arg.get_id().clone()).collect()
}
