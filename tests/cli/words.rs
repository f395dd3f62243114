//! Whatever is wrong, the program says so in Chinese; settings and templates may be in GBK.

use gongwen::foreign::is_foreign;

use crate::support::{Case, Run};

/// Asserts that no line of a run's output holds a sentence in Latin letters, but lines quoted from the user's files.
#[track_caller]
fn in_chinese(run: &Run) {
    for line in run.stderr.lines().chain(run.stdout.lines()) {
        let is_quoted = line.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '|');
        let words = line.split("可用的有").next().unwrap_or_default();
        assert!(is_quoted || !is_foreign(words), "{line}\nin:\n{}", run.stderr);
    }
    assert!(!run.stderr.trim().is_empty(), "nothing is said");
}

const HEAD: &str = "+++\nformat = \"letter\"\nmark = \"厅\"\ntitle = \"题\"\n+++\n";

#[test]
fn mistakes_on_the_command_line() {
    let case = Case::tiny();
    for arguments in [
        &["nope"][..],
        &["--nope"],
        &["letters", "--date", "2018-13-40"],
        &["letters", "--date"],
        &["check", "--format", "yaml"],
        &["bulletin", "--period", "Q9"],
        &["collect"],
        &["-j", "0", "check"],
        &["-j", "a", "check"],
        &["check", "-q", "-q"],
        &["export"],
        &["typeset", "nope.md"],
        &["collect", "nope.xlsx"],
        &["import", "nope.txt"],
        &["-C", "/nope", "check"],
        &["-o", "/dev/null/x", "letters"],
    ] {
        let run = match *arguments {
            [one] => case.duban([one]),
            [one, two] => case.duban([one, two]),
            [one, two, three] => case.duban([one, two, three]),
            _ => panic!("{arguments:?}"),
        };
        if run.status != 0 {
            in_chinese(&run);
        }
    }
}

#[test]
fn damaged_files_of_every_library() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    for (name, bytes) in [
        ("a.xlsx", &b"PK\x03\x04damaged"[..]),
        ("b.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1damaged"),
        ("c.zip", b"PK\x05\x06damaged"),
        ("d.csv", b"\xFF\xFF\xFF"),
        ("e.csv", b"a,b\n1,2\n"),
    ] {
        case.write(&format!("seeds/progress/{name}"), bytes);
    }
    in_chinese(&case.duban(["check"]).exits(1));
    case.write("font.otf", "no font");
    let config = String::from_utf8(case.read("duban.toml")).unwrap();
    let line = config.lines().find(|line| line.starts_with("hei = ")).unwrap();
    case.write("duban.toml", config.replace(line, "hei = \"font.otf\""));
    in_chinese(&case.duban(["letters"]));
    case.write("duban.toml", config.replace(line, "hei = \"nope.otf\""));
    in_chinese(&case.duban(["letters"]));
    case.write("duban.toml", config.as_str());
    for (name, seal) in
        [("a.png", &b"\x89PNG\r\n\x1a\n damaged"[..]), ("b.jpg", b"\xFF\xD8\xFF damaged")]
    {
        case.write(name, seal);
        let head = HEAD.replace(
            "title",
            &format!("seals = [\"{name}\"]\nsignature = [\"厅\"]\ndate = 2018-02-13\ntitle"),
        );
        case.write("a.md", format!("{head}\n正文。\n"));
        in_chinese(&case.duban(["typeset", "a.md"]));
    }
}

#[test]
fn mistakes_in_documents_of_the_offices_own() {
    let case = Case::tiny();
    for text in [
        HEAD.replace("title = \"题\"", "titel = \"题\""),
        HEAD.replace("title = \"题\"", "title = 题"),
        HEAD.replace("\"letter\"", "\"leter\""),
        HEAD.replace("title = \"题\"", "title = 5"),
        HEAD.replace("title = \"题\"", "title = [\"题\""),
        format!("{HEAD}{{{{ a.b.c }}}}"),
        format!("{HEAD}{{% if %}}"),
        format!("{HEAD}{{{{ 1 / 0 }}}}"),
        format!("{HEAD}{{{{ table(rows=[1]) }}}}"),
        format!("{HEAD}{{{{ table() }}}}"),
        format!("{HEAD}{{{{ chart(kind=\"nope\") }}}}"),
        format!("{HEAD}{{{{ chart(kind=\"bars\", rows=5) }}}}"),
        format!("{HEAD}```table\n{{\"columns\": 5}}\n```\n"),
        format!("{HEAD}```table\n{{\"columns\"\n```\n"),
        format!("{HEAD}```table\n{{\"columns\":[{{\"title\":5}}],\"rows\":[],\"nope\":1}}\n```\n"),
        format!("{HEAD}```chart\n{{\"kind\": \"nope\"}}\n```\n"),
        format!("{HEAD}```chart\n[]\n```\n"),
    ] {
        case.write("a.md", text.as_str());
        in_chinese(&case.duban(["typeset", "a.md"]).exits(1));
    }
    case.write("a.md", format!("{HEAD}正文。"));
    for json in ["[]", "{", "{\"a\": nul}", "{\"a\": 1e999999}", "\u{1}"] {
        case.write("a.json", json);
        in_chinese(&case.duban(["typeset", "a.md", "--data", "a.json"]).exits(2));
    }
}

#[test]
fn settings_and_templates_in_gbk_are_read() {
    let (utf8, gbk) = (Case::tiny(), Case::tiny());
    let template = "+++\nformat = \"letter\"\nmark = \"{{ issuer.name }}\"\ntitle = \"关于任务的函\"\n\
        addressee = \"{{ unit.full }}\"\nsignature = \"厅\"\ndate = \"{{ date }}\"\n+++\n\n请抓好落实。\n";
    let encoded = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    for case in [&utf8, &gbk] {
        case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
        case.write("templates/letter.md", template);
    }
    gbk.write("templates/letter.md", encoded(template));
    let config = String::from_utf8(gbk.read("duban.toml")).unwrap();
    gbk.write("duban.toml", encoded(&config));
    for case in [&utf8, &gbk] {
        case.duban(["letters"]).exits(0).says("任务函 3 份");
    }
    let path = "output/letters/003-兰州市.pdf";
    assert!(utf8.read(path) == gbk.read(path));
}
