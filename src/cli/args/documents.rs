//! The arguments of the commands that make documents and workbooks.

use std::path::PathBuf;

use crate::output::DocumentFormat;
use crate::period::Period;

/// Arguments of `build`.
#[derive(Debug, Default, clap::Args)]
pub(in crate::cli) struct Build {
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// Arguments of `bulletin`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Bulletin {
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// Arguments of `notices`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "印发日期依次取 --date、已取号的日期、duban.toml 的 [notices.issues] 和 day；--draft 留空"
)]
pub(in crate::cli) struct Notices {
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// Arguments of `leaders`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Leaders {
    /// 只为这些领导生成（姓名）
    #[arg(value_name = "姓名")]
    pub(in crate::cli) names: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// The period of a command.
#[derive(Debug, Default, Clone, Copy, clap::Args)]
pub(in crate::cli) struct PeriodArg {
    /// 期间：2018-03、2018Q1 或 2018（默认为有报送数据的最近一期）
    #[arg(long, value_name = "期间")]
    pub(in crate::cli) period: Option<Period>,
}

/// The formats of the documents of a command.
#[derive(Debug, Default, Clone, clap::Args)]
pub(in crate::cli) struct FormatArg {
    /// 文件的格式：pdf、docx（可多次使用；PDF 总是生成；默认见 duban.toml 的 [output] formats）
    #[arg(long = "format", value_name = "格式")]
    pub(in crate::cli) formats: Vec<DocumentFormat>,
}

/// Arguments of `letters`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Letters {
    /// 只为这些单位生成（简称、全称、别名、代码均可）
    #[arg(value_name = "单位")]
    pub(in crate::cli) names: Vec<String>,
    /// 只为这个单位生成（可多次使用；简称、全称、别名、代码均可）
    #[arg(long = "unit", value_name = "单位")]
    pub(in crate::cli) units: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// Arguments of `sheets`.
#[derive(Debug, Default, clap::Args)]
pub(in crate::cli) struct Sheets {
    /// 只为这些单位生成报送表（简称、全称、别名、代码均可）
    #[arg(value_name = "单位")]
    pub(in crate::cli) names: Vec<String>,
    /// 只为这个单位生成报送表（可多次使用；简称、全称、别名、代码均可）
    #[arg(long = "unit", value_name = "单位")]
    pub(in crate::cli) units: Vec<String>,
    /// 报送表的期间：2018-03、2018Q1 或 2018（默认为最近一期报送的下一个月）
    #[arg(long, value_name = "期间")]
    pub(in crate::cli) period: Option<Period>,
    /// 测算指标分解建议，写入 seeds/targets.proposed.csv，不生成表格
    #[arg(long, conflicts_with_all = ["names", "units", "period"])]
    pub(in crate::cli) propose_targets: bool,
}

/// Arguments of `typeset`.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Typeset {
    /// 要排版的文件，写法见 docs/templates.md；PDF 放在输出目录的 documents 下
    #[arg(value_name = "文件", required = true)]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// 填入模板的数据（JSON 文件）
    #[arg(long, value_name = "文件")]
    pub(in crate::cli) data: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}

/// Arguments of `diff-docx`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "退出码：0 一致，1 有不同，2 无法比较。生成时用的 --date、--draft 记在文件里，不必再写"
)]
pub(in crate::cli) struct DiffDocx {
    /// 在 Word、WPS 里改过的 DOCX，可以换名称、换地方
    #[arg(value_name = "文件")]
    pub(in crate::cli) file: PathBuf,
    /// 自拟的文件填入模板的数据（JSON 文件）
    #[arg(long, value_name = "文件")]
    pub(in crate::cli) data: Option<PathBuf>,
}

/// Arguments of `preview`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "PDF 放在输出目录的 preview 下，各种文件各有固定的名称；不记入清单，与正式生成的一字不差。--watch 时按 Ctrl-C 结束"
)]
pub(in crate::cli) struct Preview {
    /// letter（任务函）、bulletin（通报）、brief（一页通）、notice（督办单）、case（挂牌督办等），或自拟的文件（Markdown 模板）
    #[arg(value_name = "文件")]
    pub(in crate::cli) what: PathBuf,
    /// 任务函、督办单的单位（简称、全称、别名、代码均可）；挂牌督办的单位或者事项编号
    #[arg(value_name = "单位")]
    pub(in crate::cli) unit: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) period: PeriodArg,
    /// 填入自拟文件的数据（JSON 文件）
    #[arg(long, value_name = "文件")]
    pub(in crate::cli) data: Option<PathBuf>,
    /// 模板、数据或设置一保存就重新生成，有问题随时指出，改好后接着生成
    #[arg(long)]
    pub(in crate::cli) watch: bool,
    /// 只生成，不打开
    #[arg(long)]
    pub(in crate::cli) no_open: bool,
}

/// Arguments of `dossier`.
#[derive(Debug, clap::Args)]
#[command(after_help = "到 --date 为止；没有写的，到数据中最近的日期")]
pub(in crate::cli) struct Dossier {
    /// 事项的编号（如 2-17），或单位（简称、全称、别名、代码均可）
    #[arg(value_name = "编号或单位")]
    pub(in crate::cli) what: String,
    #[command(flatten)]
    pub(in crate::cli) formats: FormatArg,
}
