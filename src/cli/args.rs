//! The arguments of the command line. Help is in Chinese; clap's own English headings are replaced.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{ArgAction, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::numbers::Number as DocumentNumber;
use crate::output::DocumentFormat;
use crate::period::Period;

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

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// 通知原文和附件：.docx、.xlsx、.xls、.pdf、网页、.csv 或文本文件，可以几个
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 名录里没有的名称，按单位、集体、领导写入 seeds 下的三个 .proposed.csv；名录还是空的，同时写成名录
    #[arg(long, alias = "propose-units")]
    pub(super) propose: bool,
}

/// Arguments of `build`.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Build {
    #[command(flatten)]
    pub(super) period: PeriodArg,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `bulletin`.
#[derive(Debug, clap::Args)]
pub(super) struct Bulletin {
    #[command(flatten)]
    pub(super) period: PeriodArg,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `notices`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "印发日期依次取 --date、已取号的日期、duban.toml 的 [notices.issues] 和 day；--draft 留空"
)]
pub(super) struct Notices {
    #[command(flatten)]
    pub(super) period: PeriodArg,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `leaders`.
#[derive(Debug, clap::Args)]
pub(super) struct Leaders {
    /// 只为这些领导生成（姓名）
    #[arg(value_name = "姓名")]
    pub(super) names: Vec<String>,
    #[command(flatten)]
    pub(super) period: PeriodArg,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// The period of a command.
#[derive(Debug, Default, Clone, Copy, clap::Args)]
pub(super) struct PeriodArg {
    /// 期间：2018-03、2018Q1 或 2018（默认为有报送数据的最近一期）
    #[arg(long, value_name = "期间")]
    pub(super) period: Option<Period>,
}

/// The formats of the documents of a command.
#[derive(Debug, Default, Clone, clap::Args)]
pub(super) struct FormatArg {
    /// 文件的格式：pdf、docx（可多次使用；PDF 总是生成；默认见 duban.toml 的 [output] formats）
    #[arg(long = "format", value_name = "格式")]
    pub(super) formats: Vec<DocumentFormat>,
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

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) period: PeriodArg,
    /// 输出格式：text 或 json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: Format,
}

/// The output format of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, to standard error.
    Text,
    /// For programs, to standard output.
    Json,
}

/// Arguments of `status`.
#[derive(Debug, clap::Args)]
#[command(after_help = "--date 是所问的日期（默认今天）。ics 是可以导入日历软件的日程")]
pub(super) struct Status {
    /// 输出格式：text、json 或 ics
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: StatusFormat,
}

/// The output format of `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For calendars.
    Ics,
}

/// Arguments of `letters`.
#[derive(Debug, clap::Args)]
pub(super) struct Letters {
    /// 只为这些单位生成（简称、全称、别名、代码均可）
    #[arg(value_name = "单位")]
    pub(super) names: Vec<String>,
    /// 只为这个单位生成（可多次使用；简称、全称、别名、代码均可）
    #[arg(long = "unit", value_name = "单位")]
    pub(super) units: Vec<String>,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `sheets`.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Sheets {
    /// 只为这些单位生成报送表（简称、全称、别名、代码均可）
    #[arg(value_name = "单位")]
    pub(super) names: Vec<String>,
    /// 只为这个单位生成报送表（可多次使用；简称、全称、别名、代码均可）
    #[arg(long = "unit", value_name = "单位")]
    pub(super) units: Vec<String>,
    /// 报送表的期间：2018-03、2018Q1 或 2018（默认为最近一期报送的下一个月）
    #[arg(long, value_name = "期间")]
    pub(super) period: Option<Period>,
    /// 测算指标分解建议，写入 seeds/targets.proposed.csv，不生成表格
    #[arg(long, conflicts_with_all = ["names", "units", "period"])]
    pub(super) propose_targets: bool,
}

/// Arguments of `number`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "接着该系列当年用过的最大号取；作废的号不再用。督办单、催办函取号时，各项同时记入 seeds/ledger.csv。任务函的起始号可在 duban.toml 的 first_number 中写明"
)]
pub(super) struct Number {
    /// 文件：letters（任务函）、bulletin（通报）、notices（督办单、催报函等）或 cases（挂牌、延期、销号等）
    #[arg(value_name = "文件", value_enum, hide_possible_values = true)]
    pub(super) what: Numbered,
    /// 只给这一期取号：2018Q1、2018-05（通报默认为有报送数据的各季度和 duban.toml 写明的各月，督办单默认为最近一个月）
    #[command(flatten)]
    pub(super) period: PeriodArg,
}

/// The documents that get numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Numbered {
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
pub(super) struct Ledger {
    #[command(subcommand)]
    pub(super) action: Option<LedgerAction>,
    /// 输出格式：text 或 json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value_t = Format::Text,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(super) format: Format,
}

/// The actions of `ledger`.
#[derive(Debug, Subcommand)]
pub(super) enum LedgerAction {
    /// 按规则提出建议，写入 seeds/ledger.proposed.csv，附依据
    Propose,
    /// 登记人对建议的决定，写入 seeds/ledger.csv，生成相应的文件
    Accept(Accept),
    /// 按台账重新生成各件的文件（挂牌督办通知书、延期、销号、逾期、约谈）和移送函草稿
    Papers(Papers),
}

/// Arguments of `ledger papers`.
#[derive(Debug, clap::Args)]
pub(super) struct Papers {
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `ledger accept`.
#[derive(Debug, clap::Args)]
pub(super) struct Accept {
    /// 建议的序号，可以几个
    #[arg(value_name = "序号", required = true)]
    pub(super) numbers: Vec<usize>,
    /// 作出决定的人；没有写明的不登记
    #[arg(long, value_name = "姓名")]
    pub(super) by: Option<String>,
    /// 挂牌督办的期限（默认按 duban.toml 的 list_days 推算，遇休息日顺延）
    #[arg(long, value_name = "年-月-日", value_parser = date)]
    pub(super) deadline: Option<Date>,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `collect`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "收报送表时，--date 是没有填报日期的各行的填报日期；--force 用新填的一行替换同一天填报、内容不同的一行"
)]
pub(super) struct Collect {
    /// 填好的报送表（.xlsx、.xls、.csv、.tsv、.txt），或存放它们的目录
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 只收这一期的报送表：2018-03、2018Q1 或 2018（默认各表写明的期间均可）；没有写明期间的表作这一期
    #[arg(long, value_name = "期间")]
    pub(super) period: Option<Period>,
    /// 只收这个单位的报送表（可多次使用；简称、全称、别名均可）；没有写明单位的表作这个单位
    #[arg(long = "unit", value_name = "单位")]
    pub(super) units: Vec<String>,
}

/// Arguments of `dispatch`.
#[derive(Debug, clap::Args)]
pub(super) struct Dispatch {
    /// 只分送这些单位（简称、全称、别名、代码均可）
    #[arg(value_name = "单位")]
    pub(super) names: Vec<String>,
    /// 每个单位的目录另打成一个 .zip
    #[arg(long)]
    pub(super) zip: bool,
}

/// Arguments of `issue`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "文件须有文号和成文日期。已归档的不能再改；更正的文件另取新号（原来一行在 seeds/numbers.csv 改为作废后再取），归档时写 --corrects 原文号"
)]
pub(super) struct Issue {
    /// 输出目录里的文件，可以几个；只有扩展名不同的作同一份文件
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 签发或修改过的文件，与生成的一并归档（可多次使用，一次一份文件）
    #[arg(long = "as", value_name = "文件")]
    pub(super) signed: Vec<PathBuf>,
    /// 所更正的文件的文号：甘政办函〔2018〕21号
    #[arg(long, value_name = "文号", value_parser = document_number)]
    pub(super) corrects: Option<DocumentNumber>,
}

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// 工作日志上抄录的哈希（至少前16位），核对那一件仍在档案里
    #[arg(long, value_name = "哈希", value_parser = hash)]
    pub(super) expect: Option<String>,
}

/// Arguments of `typeset`.
#[derive(Debug, clap::Args)]
pub(super) struct Typeset {
    /// 要排版的文件，写法见 docs/templates.md；PDF 放在输出目录的 documents 下
    #[arg(value_name = "文件", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// 填入模板的数据（JSON 文件）
    #[arg(long, value_name = "文件")]
    pub(super) data: Option<PathBuf>,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `diff-docx`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "退出码：0 一致，1 有不同，2 无法比较。生成时用的 --date、--draft 记在文件里，不必再写"
)]
pub(super) struct DiffDocx {
    /// 在 Word、WPS 里改过的 DOCX，可以换名称、换地方
    #[arg(value_name = "文件")]
    pub(super) file: PathBuf,
    /// 自拟的文件填入模板的数据（JSON 文件）
    #[arg(long, value_name = "文件")]
    pub(super) data: Option<PathBuf>,
}

/// Arguments of `preview`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "PDF 放在输出目录的 preview 下，各种文件各有固定的名称；不记入清单，与正式生成的一字不差。--watch 时按 Ctrl-C 结束"
)]
pub(super) struct Preview {
    /// letter（任务函）、bulletin（通报）、brief（一页通）、notice（督办单）、case（挂牌督办等），或自拟的文件（Markdown 模板）
    #[arg(value_name = "文件")]
    pub(super) what: PathBuf,
    /// 任务函、督办单的单位（简称、全称、别名、代码均可）；挂牌督办的单位或者事项编号
    #[arg(value_name = "单位")]
    pub(super) unit: Option<String>,
    #[command(flatten)]
    pub(super) period: PeriodArg,
    /// 填入自拟文件的数据（JSON 文件）
    #[arg(long, value_name = "文件")]
    pub(super) data: Option<PathBuf>,
    /// 模板、数据或设置一保存就重新生成，有问题随时指出，改好后接着生成
    #[arg(long)]
    pub(super) watch: bool,
    /// 只生成，不打开
    #[arg(long)]
    pub(super) no_open: bool,
}

/// Arguments of `why`.
#[derive(Debug, clap::Args)]
pub(super) struct Why {
    /// 事项的编号，如 2-17
    #[arg(value_name = "编号")]
    pub(super) id: String,
    /// 只说这个单位的部分（简称、全称、别名均可；默认为全省）
    #[arg(long, value_name = "单位")]
    pub(super) unit: Option<String>,
    #[command(flatten)]
    pub(super) period: PeriodArg,
}

/// Arguments of `dossier`.
#[derive(Debug, clap::Args)]
#[command(after_help = "到 --date 为止；没有写的，到数据中最近的日期")]
pub(super) struct Dossier {
    /// 事项的编号（如 2-17），或单位（简称、全称、别名、代码均可）
    #[arg(value_name = "编号或单位")]
    pub(super) what: String,
    #[command(flatten)]
    pub(super) formats: FormatArg,
}

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// 内容：items（事项）、units（单位）、assessment（评价结果）或 claims（任务函、通报中每句话的依据）
    #[arg(value_name = "内容", value_enum, hide_possible_values = true)]
    pub(super) what: What,
    #[command(flatten)]
    pub(super) period: PeriodArg,
}

/// The content that `export` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum What {
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
pub(super) struct Init {
    /// 新工作区的目录
    #[arg(value_name = "目录")]
    pub(super) dir: PathBuf,
    /// 从这个工作区沿用名录、领导、模板和设置，列出未完成的事项（日期、时限、节假日留待填写）
    #[arg(long, value_name = "目录", conflicts_with = "region")]
    pub(super) from: Option<PathBuf>,
    /// 年度（默认：沿用的为其下一年度，新建的为当年或 --date 的年度）
    #[arg(long, value_name = "年度")]
    pub(super) year: Option<i16>,
    /// 地区的全称，如 岭西省、东港市、西岭县
    #[arg(long, value_name = "地区")]
    pub(super) region: Option<String>,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// 终端：bash、zsh、fish、powershell 或 elvish
    #[arg(value_name = "终端", value_enum, hide_possible_values = true)]
    pub(super) shell: Shell,
}

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// 哪一种：items、units、assessment、claims、check、ledger、status、manifest、record 或 config（duban.toml）
    #[arg(value_name = "种类", value_enum, hide_possible_values = true)]
    pub(super) what: SchemaOf,
}

/// The files and exports that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SchemaOf {
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

fn document_number(text: &str) -> Result<DocumentNumber, String> {
    DocumentNumber::parse(text).ok_or_else(|| "文号应写作 甘政办函〔2018〕21号".to_owned())
}

fn hash(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_lowercase();
    match text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => Ok(text),
        false => Err("哈希是16位以上的十六进制数".to_owned()),
    }
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "日期应写作 2018-02-13".to_owned())
}
