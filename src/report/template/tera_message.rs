//! The messages of Tera, in the office's words.

use crate::report::claim::is_figures_key;

/// Translates a message of Tera about a template; unknown words stay as they are.
pub(super) fn in_chinese(message: &str) -> String {
    let message = message.trim();
    let quoted = || message.split('`').nth(1).unwrap_or_default();
    if let Some(rest) = message.strip_prefix("Field `")
        && let Some((field, rest)) = rest.split_once("` is not defined")
    {
        let known = rest.split_once("Available fields: ").map_or(String::new(), |(_, known)| {
            let known = known.split(", ").filter(|name| !is_figures_key(name));
            format!("，可用的有：{}", known.collect::<Vec<_>>().join("、"))
        });
        return format!("没有 {field} 这一项{known}");
    }
    if message.starts_with("Variable `") && message.contains("is not defined") {
        return format!("没有 {} 这个变量", quoted());
    }
    for (english, chinese) in [
        ("Unknown filter", "过滤器"),
        ("Unknown function", "函数"),
        ("Unknown test", "判断"),
        ("Unknown tag", "标签"),
    ] {
        if message.starts_with(english) {
            return format!("没有 {} 这个{chinese}", quoted());
        }
    }
    if message.starts_with("Unexpected end of input") {
        return "没有写完：缺少结束的标签或括号".to_owned();
    }
    if let Some(rest) = message.strip_prefix("Found ")
        && let Some((found, expected)) = rest.split_once(" but expected ")
    {
        let expected = expected.trim_end_matches('.').replace('`', "");
        return format!("这里不应是 {}，应为 {expected}", found.replace('`', ""));
    }
    if let Some(argument) = message.strip_prefix("Missing keyword argument ") {
        return format!("缺少参数 {}", argument.replace('`', ""));
    }
    message.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tera_speaks_chinese() {
        for (english, chinese) in [
            (
                "Field `ful` is not defined. Available fields: full, kind",
                "没有 ful 这一项，可用的有：full、kind",
            ),
            ("Variable `x` is not defined in the context", "没有 x 这个变量"),
            ("Unknown filter `hole`", "没有 hole 这个过滤器"),
            ("Found `}` but expected }}.", "这里不应是 }，应为 }}"),
            ("table 的行里没有“x”这一项", "table 的行里没有“x”这一项"),
        ] {
            assert_eq!(in_chinese(english), chinese);
        }
    }
}
