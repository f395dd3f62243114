//! The messages of Tera, in the office's words.

use gongwen::foreign;

use crate::report::claim::is_figures_key;

/// Translates a message of Tera about a template.
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
    if let Some(rest) = message.strip_prefix("Found ") {
        return found(rest);
    }
    if let Some(argument) = message.strip_prefix("Missing keyword argument ") {
        return format!("缺少参数 {}", argument.replace('`', ""));
    }
    let known = MESSAGES.iter().find(|(english, _)| message.contains(english));
    match known {
        Some((_, chinese)) => chinese.replace("{}", quoted()),
        None => foreign::or_instead(message, "这里不合模板的写法"),
    }
}

/// Pieces of messages, and the words of ours; {} is what the message has between backticks.
const MESSAGES: [(&str, &str); 27] = [
    ("but its value is undefined", "{} 没有值"),
    ("variable that is undefined", "这里用到的项没有值"),
    ("undefined", "这里用到的项没有值"),
    ("Cannot divide by 0", "除数是0"),
    ("Unknown template", "没有 {} 这个模板"),
    ("not found in template", "没有 {} 这一块"),
    ("Unknown component", "没有 {} 这个部件"),
    ("is not registered", "没有 {} 这个过滤器"),
    ("Unexpected character", "这里有不认识的字符"),
    ("missing its closing", "引号没有成对"),
    ("nesting is too deep", "套用的层次过多"),
    ("too complex", "式子过于复杂"),
    ("recursion depth", "套用的层次过多"),
    ("Function `range`", "range 的起止、步长不对，或超过上限"),
    ("Keyword argument", "参数 {} 写了两次"),
    ("Unknown argument", "有不认识的参数"),
    ("Invalid type for the value", "值的类型不对"),
    ("Iteration not possible", "这一项不是列表，不能逐项取"),
    ("iteration is not possible", "这一项不是列表，不能逐项取"),
    ("iterable", "这一项不是列表，不能逐项取"),
    ("arithmetic", "只有数字才能计算"),
    ("Math operations", "只有数字才能计算"),
    ("Unable to perform", "只有数字才能计算"),
    ("negated", "只有数字才能计算"),
    ("out of range", "数字过大"),
    ("Invalid syntax for `set`", "set 应写作 {% set 名称 = 内容 %}"),
    ("not found", "没有这个模板"),
];

/// Returns the sentence for a message about a piece of a template (`x but expected y`), of which the beginning was taken
/// away.
fn found(rest: &str) -> String {
    let (found, expected) = rest.split_once(" but ").unwrap_or((rest, ""));
    let found = plain(found);
    let expected = ["expected one of: ", "expected ", "was expecting "]
        .iter()
        .find_map(|start| expected.strip_prefix(start))
        .map(plain)
        .filter(|expected| {
            !expected.is_empty() && !foreign::is_foreign(&format!("应为 {expected}"))
        });
    match expected {
        Some(expected) => format!("这里不应是 {found}，应为 {expected}"),
        None if foreign::is_foreign(&format!("不应是 {found}")) => {
            "这里不合模板的写法".to_owned()
        }
        None => format!("这里不应是 {found}"),
    }
}

/// Returns the name of a piece of a template as it is written there.
fn plain(name: &str) -> String {
    let name = name.trim_end_matches('.').replace('`', "");
    let inner = |start: &str| name.strip_prefix(start)?.strip_suffix(')');
    if let Some(inner) = inner("IDENT(").or_else(|| inner("INTEGER(")).or_else(|| inner("STRING("))
    {
        return inner.to_owned();
    }
    match name.as_str() {
        _ if name.starts_with("VARIABLE_START") => "{{".to_owned(),
        _ if name.starts_with("VARIABLE_END") => "}}".to_owned(),
        _ if name.starts_with("TAG_START") => "{%".to_owned(),
        _ if name.starts_with("TAG_END") => "%}".to_owned(),
        "identifier" | "ident" => "名称".to_owned(),
        "string" => "文字".to_owned(),
        "integer" => "整数".to_owned(),
        _ => name.replace(" or ", "、").replace(", ", "、"),
    }
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

    #[test]
    fn no_mistake_in_a_template_is_described_in_english() {
        for template in [
            "{{",
            "{{ a",
            "{% if %}",
            "{% if a %}",
            "{% for a %}{% endfor %}",
            "{% for a in b %}",
            "{% endfor %}",
            "{{ 1 / 0 }}",
            "{{ \"a\" * 2 }}",
            "{{ -\"a\" }}",
            "{{ a.b }}",
            "{{ x.b }}",
            "{{ x | nope }}",
            "{{ nope() }}",
            "{{ x is nope }}",
            "{% include \"nope\" %}",
            "{% extends \"nope\" %}",
            "{% block a %}{% endblock %}{% block a %}{% endblock %}",
            "{% set a %}",
            "{% set = 1 %}",
            "{% nope %}",
            "{{ 'a }}",
            "{{ a ? b }}",
            "{{ x[ }}",
            "{{ x[1:\"a\"] }}",
            "{% for i in x %}{% endfor %}",
            "{% for i in 5 %}{% endfor %}",
            "{{ range(end=99999999999) }}",
            "{{ range() }}",
            "{{ x | round(a=) }}",
            "{{ x | first }}",
            "{{ \"a\" | int }}",
            "{{ 9223372036854775807999999999999999999999999999 }}",
            "{{ x | length }}",
            "{{ <a /> }}",
            "{{ super() }}",
            "{{ ((((((((((((((((((((((((((((((((((((((((((((( }}",
            "{{ x | default }}",
            "{% raw %}",
            "{# a",
        ] {
            let mut tera = tera::Tera::new();
            let added = tera.add_raw_templates([("t", template)]);
            let mut context = tera::Context::new();
            context.insert("x", &7);
            let rendered = added.and_then(|_| tera.render("t", &context));
            let Err(error) = rendered else { continue };
            let message = match error.kind() {
                tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
                    report.message().to_owned()
                }
                other => other
                    .to_string()
                    .trim_start_matches("error: ")
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            };
            let chinese = in_chinese(&message);
            assert!(!foreign::is_foreign(&chinese) && !chinese.is_ascii(), "{message}: {chinese}");
        }
    }
}
