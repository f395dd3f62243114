//! Messages of libraries and of the system, translated into the office's words.

use std::io;

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
        ErrorKind::FileTooLarge => "文件太大，写不下",
        ErrorKind::StaleNetworkFileHandle => "网络共享已断开",
        ErrorKind::TimedOut => "网络共享没有回应",
        ErrorKind::InvalidData => "内容已损坏",
        _ => return uncommon(error),
    }
    .to_owned()
}

/// Returns the reason for a system error that Rust has no name for, by its number on Unix.
fn uncommon(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(5) if cfg!(unix) => "磁盘或网络共享读写出错".to_owned(),
        Some(23 | 24) if cfg!(unix) => "同时打开的文件太多".to_owned(),
        Some(40) if cfg!(target_os = "linux") => "链接绕成了圈".to_owned(),
        Some(32 | 33) if cfg!(windows) => "正被别的程序使用".to_owned(),
        _ => error.to_string(),
    }
}

/// Translates a message of serde about a value that does not fit; unknown words stay as they are.
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
    if message.starts_with("invalid basic string")
        || message.contains("string values must be quoted")
    {
        return "文字要用一对英文引号 \" 括起来".to_owned();
    }
    if let Some(field) = message.strip_prefix("duplicate key") {
        return format!("重复的项{}", field.replace('`', ""));
    }
    if let Some(rest) =
        message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))
        && let Some((found, expected)) = rest.split_once(", expected ")
    {
        return format!("值不对：应为{}，不能是{}", kind(expected), kind(found));
    }
    message.to_owned()
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
            "i16" | "u8" | "u32" | "usize" => ("整数", ""),
            "a sequence" | "sequence" => ("列表", ""),
            "map" | "a map" => ("表", ""),
            _ if name.starts_with("struct ") => ("表", ""),
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
            ("something else", "something else"),
        ] {
            assert_eq!(serde(english), chinese);
        }
    }

    #[test]
    fn the_system_speaks_chinese() {
        let error = std::fs::read("/").unwrap_err();
        assert_eq!(system(&error), "这是文件夹，不是文件");
    }
}
