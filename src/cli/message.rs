//! Problems of the command line, in Chinese.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use gongwen::foreign;

/// Returns one sentence for clap's error.
pub(super) fn usage(error: &Error) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("不认识“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少内容"),
        ErrorKind::InvalidValue => match text(error, ContextKind::ValidValue) {
            valid if valid.is_empty() => format!("{argument} 不能是“{value}”"),
            valid => format!("{argument} 不能是“{value}”，只能是：{valid}"),
        },
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error)
                .map(ToString::to_string)
                .filter(|reason| !foreign::is_foreign(reason) && !reason.is_ascii())
                .map_or(String::new(), |reason| format!("：{reason}"));
            format!("{argument} 不能是“{value}”{reason}")
        }
        ErrorKind::ArgumentConflict => format!("“{argument}”重复或不能同时使用"),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 后面的内容个数不对")
        }
        ErrorKind::TooManyValues => format!("“{value}”是多余的"),
        ErrorKind::InvalidUtf8 => "命令行里有无法识别的字符".to_owned(),
        _ => "命令的写法不对".to_owned(),
    };
    let suggestion = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg]
        .into_iter()
        .map(|kind| text(error, kind))
        .find(|suggestion| !suggestion.is_empty())
        .map_or(String::new(), |suggestion| format!("，是否指 {suggestion}？"));
    format!("{sentence}{suggestion}\n运行 duban --help 查看用法")
}

/// Returns a piece of clap's context as text; several are joined by 、.
fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
        }
        _ => String::new(),
    }
}
