//! Messages of libraries and of the system, translated into the office's words. What has no translation is replaced by
//! words of ours: nobody in the office reads English.

mod syntax;

use std::io;

use crate::regular_file::{self, NotRegular};

/// Returns the reason for a system error.
pub fn system(error: &io::Error) -> String {
    use io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "同名的文件已经存在",
        ErrorKind::NotADirectory => "路径中间有一段不是文件夹",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::InvalidFilename => "文件名不能用",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "正被别的程序使用",
        ErrorKind::QuotaExceeded => "磁盘配额已用完",
        ErrorKind::FileTooLarge => "文件太大",
        ErrorKind::StaleNetworkFileHandle => "网络共享已断开",
        ErrorKind::TimedOut => "网络共享没有回应",
        ErrorKind::InvalidData => "内容已损坏",
        ErrorKind::NotConnected | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
            "网络中断"
        }
        ErrorKind::ConnectionReset | ErrorKind::NetworkDown => "网络中断",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::CrossesDevices => "不能移到另一个磁盘",
        ErrorKind::BrokenPipe => "对方已经关闭",
        ErrorKind::UnexpectedEof => "文件不完整",
        ErrorKind::WouldBlock => "正被别的程序使用",
        ErrorKind::OutOfMemory => "内存不足",
        _ => return uncommon(error),
    }
    .to_owned()
}

/// Returns the reason for a system error that Rust has no name for, by its number on Unix.
fn uncommon(error: &io::Error) -> String {
    if regular_file::is_refusal(error) {
        return NotRegular.to_string();
    }
    match error.raw_os_error() {
        Some(5) if cfg!(unix) => "磁盘或网络共享读写出错".to_owned(),
        Some(23 | 24) if cfg!(unix) => "同时打开的文件太多".to_owned(),
        Some(40) if cfg!(target_os = "linux") => "链接绕成了圈".to_owned(),
        Some(32 | 33) if cfg!(windows) => "正被别的程序使用".to_owned(),
        Some(number) => format!("系统错误，代号{number}"),
        None => or_instead(&error.to_string(), "系统出错"),
    }
}

/// Returns `message` if it is in Chinese, and `instead` of one that is in another language.
pub fn or_instead(message: &str, instead: &str) -> String {
    let is_ours = has_chinese(message) && !is_foreign(message);
    if is_ours { message.to_owned() } else { instead.to_owned() }
}

/// Returns whether a message holds a sentence in Latin letters: three words in a row, or two and nothing in Chinese.
/// What is between quotation marks is the user's.
pub fn is_foreign(message: &str) -> bool {
    let mut is_quoted = false;
    let words: String = message
        .chars()
        .map(|c| match c {
            '“' | '”' | '"' | '`' => {
                is_quoted = c == '“' || c != '”' && !is_quoted;
                '、'
            }
            _ if is_quoted => '、',
            c => c,
        })
        .collect();
    let is_word =
        |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'');
    let longest = words
        .split(|c: char| !c.is_ascii() || "/.:\\=-_<>[]{}()".contains(c))
        // A command is none: duban export items.
        .filter(|run| !run.trim_start().starts_with("duban "))
        .map(|run| run.split([' ', ',']).filter(is_word).count())
        .max();
    longest.unwrap_or(0) >= if has_chinese(message) { 3 } else { 2 }
}

fn has_chinese(message: &str) -> bool {
    message.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// Translates a message of serde about a value that does not fit, or of the reader of TOML about its syntax.
pub fn serde(message: &str) -> String {
    let message = message.trim();
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let (field, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let known = listed(expected);
        return match known.as_str() {
            "" => format!("不认识的项 {}", field.replace('`', "")),
            known => format!("不认识的项 {}，可用的有：{known}", field.replace('`', "")),
        };
    }
    if let Some(rest) = message.strip_prefix("unknown variant ")
        && let Some((found, expected)) = rest.rsplit_once(", expected ")
    {
        let (found, known) = (found.replace('`', ""), listed(expected));
        return format!("不能是“{found}”，可用的有：{known}");
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return format!("缺少 {}", field.replace('`', ""));
    }
    for start in ["duplicate key", "duplicate field "] {
        if let Some(field) = message.strip_prefix(start) {
            return format!("重复的项{}", field.replace('`', ""));
        }
    }
    if let Some(chinese) = syntax::in_chinese(message) {
        return chinese.to_owned();
    }
    if let Some(rest) =
        message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))
        && let Some((found, expected)) = rest.split_once(", expected ")
    {
        return format!("值不对：应为{}，不能是{}", kind(expected), kind(found));
    }
    if let Some(rest) = message.strip_prefix("invalid length ") {
        let found = rest.split(',').next().unwrap_or_default();
        return format!("个数不对：有{found}个");
    }
    or_instead(message, "值不合要求")
}

/// Returns the word that a message of serde does not know, and those that it would know.
pub fn unknown_word(message: &str) -> Option<(&str, Vec<String>)> {
    let starts = ["unknown field ", "unknown variant "];
    let rest = starts.iter().find_map(|start| message.trim().strip_prefix(start))?;
    let (word, expected) = rest.rsplit_once(", expected ")?;
    let known = listed(expected).split('、').map(str::to_owned).collect();
    Some((word.trim_matches('`'), known))
}

/// Returns the names that serde expects.
fn listed(expected: &str) -> String {
    let names = expected.trim_start_matches("one of ");
    let names = names.replace("` or `", "、").replace(", ", "、");
    names.replace('`', "")
}

/// Returns the reason why a text is not JSON, or not the expected JSON, and the place in it.
pub fn json(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let place = format!("第{}行第{}列", error.line(), error.column());
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    match error.classify() {
        Category::Eof => format!("到{place}就结束了，没有写完"),
        Category::Syntax if message.contains("hex escape") => {
            format!("{place}：\\uD800 至 \\uDFFF 须成对，单独一个不是字符")
        }
        Category::Syntax => format!("{place}不合 JSON 的写法"),
        Category::Data | Category::Io => format!("{place}：{}", serde(message)),
    }
}

/// Translates serde's name for a kind of value.
fn kind(name: &str) -> String {
    let (word, rest) = match name.split_once(' ') {
        Some(("string", rest)) => ("文字", rest),
        Some(("integer" | "floating", rest)) => ("数字", rest),
        Some(("boolean", rest)) => ("真假值", rest),
        _ => match name {
            "a string" | "string" => ("文字（加引号）", ""),
            "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => ("整数", ""),
            "f32" | "f64" | "a number" => ("数字", ""),
            "a boolean" | "boolean" | "bool" => ("真假值（true 或 false）", ""),
            "a sequence" | "sequence" => ("列表", ""),
            "map" | "a map" | "a table" => ("表", ""),
            "null" | "unit" | "unit value" | "Option value" => ("空", ""),
            "datetime" | "a TOML datetime" | "a datetime" => ("日期", ""),
            _ if name.starts_with("struct ") || name.starts_with("tuple struct ") => ("表", ""),
            _ if name.contains("Decimal") => ("数字", ""),
            _ if is_foreign(&format!("值 {name}")) || name.starts_with("a ") => ("规定的写法", ""),
            _ => (name, ""),
        },
    };
    format!("{word}{}", rest.replace('`', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_speaks_chinese() {
        for (text, chinese) in [
            ("{\"a\": 1", "到第1行第7列就结束了，没有写完"),
            ("{\n\"a\" 1}", "第2行第5列不合 JSON 的写法"),
            (r#"{"a": "\ud800"}"#, r"第1行第14列：\uD800 至 \uDFFF 须成对，单独一个不是字符"),
        ] {
            let error = serde_json::from_str::<serde_json::Value>(text).unwrap_err();
            assert_eq!(json(&error), chinese);
        }
    }

    #[test]
    fn serde_speaks_chinese() {
        for (english, chinese) in [
            (
                "unknown field `serie`, expected one of `series`, `date`",
                "不认识的项 serie，可用的有：series、date",
            ),
            ("missing field `year`", "缺少 year"),
            ("invalid type: string \"x\", expected i16", "值不对：应为整数，不能是文字\"x\""),
            ("invalid value: integer `300`, expected u8", "值不对：应为整数，不能是数字300"),
            (
                "invalid type: map, expected a boolean",
                "值不对：应为真假值（true 或 false），不能是表",
            ),
            ("data did not match any variant of untagged enum Written", "值不合要求"),
            ("日期应写作 2018-02-13，不带引号", "日期应写作 2018-02-13，不带引号"),
        ] {
            assert_eq!(serde(english), chinese);
        }
    }

    #[test]
    fn the_system_speaks_chinese() {
        let error = std::fs::read("/").unwrap_err();
        assert_eq!(system(&error), "这是文件夹，不是文件");
        for number in 1..=133 {
            let words = system(&io::Error::from_raw_os_error(number));
            assert!(!words.is_ascii() && !is_foreign(&words), "{number}: {words}");
        }
    }

    #[test]
    fn sentences_in_latin_letters_are_found() {
        for foreign in [
            "unexpected key",
            "值不对：this is not right",
            "文件：entity not found here (os error 2)",
        ] {
            assert!(is_foreign(foreign), "{foreign}");
        }
        for own in [
            "值不对：应为整数",
            "“this is not right”不是日期",
            "处理：写作 series、date",
            "在 Excel 或 WPS 中另存为 CSV UTF-8",
            "output/letters/a b c.pdf 无法写入",
            "见 duban export items 的输出",
        ] {
            assert!(!is_foreign(own), "{own}");
        }
    }
}
