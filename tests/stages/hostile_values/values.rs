//! Values with a meaning for a part of the program that they must not reach, or with characters that text
//! seldom holds.

/// Returns values for each stage that their characters have to pass: the template engine, TOML, Markdown, JSON,
/// the line breaker, the typefaces, PDF.
pub fn values() -> Vec<String> {
    let mut values: Vec<String> = VALUES.iter().map(|&value| value.to_owned()).collect();
    values.push("x".repeat(10_000));
    values.push("督".repeat(10_000));
    values.push("9".repeat(1_000));
    values.push("e\u{301}".repeat(2_000));
    values
}

const VALUES: [&str; 74] = [
    // Nothing, and blanks.
    "",
    " ",
    "  两端  ",
    "\t",
    "\u{3000}\u{3000}缩进",
    "\u{A0}",
    "    缩进四格",
    // The template engine.
    "{{ 7*7 }}",
    "{% raw %}",
    "{% endraw %}{{ v }}",
    "{# 说明 #}",
    "}}",
    "{%- if true -%}是{%- endif -%}",
    // TOML.
    "+++",
    "甲\n+++\n乙",
    "\n+++\n",
    "\"\"\"",
    "\"",
    "'",
    "\\",
    "甲\\\"乙",
    "\\u0041",
    "\"\ntitle = \"换了",
    // Markdown.
    "|",
    "a|b",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "#",
    "# 附件",
    "## 标题",
    "*",
    "**x**",
    "_x_",
    "***",
    "<b>粗</b>",
    "<!-- 说明 -->",
    "<script>alert(1)</script>",
    "`",
    "`x`",
    "```",
    "```table\n{}\n```",
    "~~~",
    "[a](b)",
    "![图](http://例.cn/a.png)",
    "<http://a.cn>",
    "&#x41;",
    "&amp;",
    "&lt;b&gt;",
    "1. ",
    "- ",
    "+ x",
    "> ",
    "---",
    "===",
    "甲\n===",
    "甲\n---\n乙",
    "\n\n另一段",
    "行末两格  \n下一行",
    "行末\\\n下一行",
    "一、",
    "（一）",
    // Line ends and control characters.
    "甲\r乙",
    "甲\r\n乙",
    "甲\0乙",
    "\u{1B}[31m红\u{1B}[0m",
    "甲\u{85}乙\u{2028}丙\u{2029}丁",
    "\u{FEFF}甲\u{FFFD}乙",
    // Characters of many kinds: rare names, emoji, marks, directions, blanks without width.
    "䶮 𬭛 㛃 𠅤",
    "👨‍👩‍👧‍👦🇨🇳👍🏽",
    "é ñ̃ a\u{300}\u{301}\u{302} \u{301}独",
    "甲\u{202E}乙\u{200F}丙\u{202C} مرحبا بالعالم שלום",
    "甲\u{200B}乙\u{200C}丙\u{200D}丁\u{2060}戊\u{AD}己",
    "\u{E000}\u{10FFFD}ꙮ𝕏",
    "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899",
    "-0.00000000000000000000000000000000000000000000000001",
];
