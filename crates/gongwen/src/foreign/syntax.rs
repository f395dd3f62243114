//! The messages of the reader of TOML about its syntax, by their beginnings.

/// Beginnings of messages, and the words of ours.
const MESSAGES: [(&str, &str); 21] = [
    ("invalid basic string", QUOTES),
    ("string values must be quoted", QUOTES),
    ("unquoted string", QUOTES),
    ("missing opening quote", QUOTES),
    ("invalid literal string", "单引号没有成对"),
    ("invalid multi-line", "多行文字的引号没有成对"),
    ("missing escaped value", "反斜线 \\ 后面的写法不对；文字里的反斜线写两个"),
    ("unclosed inline table", "花括号 { } 没有成对"),
    ("unclosed array table", "方括号 [[ ]] 没有成对"),
    ("unclosed table", "方括号 [ ] 没有成对"),
    ("unclosed array", "方括号 [ ] 没有成对"),
    ("invalid table", "方括号里应是表的名称，如 [letters]"),
    ("missing comma", "各项之间缺少英文逗号"),
    ("extra comma", "多了一个逗号"),
    ("missing value", "等号后面缺少内容"),
    ("key with no value", "缺少等号：写作 项 = 值"),
    ("invalid date-time", "日期应写作 2018-02-13，不带引号"),
    ("invalid boolean", "真假值只能写 true 或 false"),
    ("unexpected leading zero", "数字前面不能有0"),
    ("carriage return must be followed", "换行符不对，用记事本另存一次"),
    ("invalid comment character", "说明里有不能用的字符"),
];

const QUOTES: &str = "文字要用一对英文引号 \" 括起来";

/// Beginnings of messages about anything else that is not TOML.
const OTHERS: [&str; 13] = [
    "unexpected",
    "invalid",
    "missing",
    "extra",
    "radix",
    "redundant",
    "integers with",
    "too few",
    "cannot extend",
    "unquoted keys",
    "recursion limit",
    "expected",
    "unclosed",
];

/// Returns the translation of a message about the syntax of TOML; `None` for any other message.
pub(super) fn in_chinese(message: &str) -> Option<&'static str> {
    let known = MESSAGES.iter().find(|(english, _)| message.contains(english));
    let numbers = ["number", "mantissa", "fraction", "exponent", "float"];
    let is_data = message.contains(", expected ");
    match known {
        Some((_, chinese)) => Some(chinese),
        None if is_data || !OTHERS.iter().any(|start| message.starts_with(start)) => None,
        None if numbers.iter().any(|word| message.contains(word)) => Some("数字的写法不对"),
        None if message.starts_with("invalid length") => None,
        None => Some("写法不对：一行一项，写作 项 = 值，文字加英文引号"),
    }
}
