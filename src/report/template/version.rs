//! The versions of the built-in templates: what has changed since a template of a workspace was made from one of them.

use std::path::Path;

use super::BUILT_IN;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::SourceFile;
use crate::output::sha256;

/// The words before a version, in a comment of a template.
const MARK: &str = "模板版本";

/// The version of templates that name none.
const FIRST: u32 = 1;

/// What is new in a version of a template.
struct Change {
    name: &'static str,
    version: u32,
    what: &'static str,
}

const fn second(name: &'static str, what: &'static str) -> Change {
    Change { name, version: 2, what }
}

/// The changes of the built-in templates, the earliest first.
const CHANGES: [Change; 15] = [
    second("letter.md", "政府和地区的称呼取自 duban.toml；没有填写的时限不印"),
    second("bulletin.md", "主送机关、政府和地区的称呼、参加排名的单位取自 duban.toml 和名录"),
    second("bulletin-year.md", "主送机关、政府和地区的称呼、参加排名的单位取自 duban.toml 和名录"),
    second("bulletin-month.md", "主送机关取自 duban.toml 和名录"),
    second("brief.md", "改动限于说明"),
    second("form.md", "改动限于说明"),
    second("bulletin-workbook.md", "参加排名的单位的称呼取自 duban.toml"),
    second("workbook.md", "参加排名的单位的称呼取自 duban.toml"),
    Change { name: "bulletin-year.md", version: 3, what: "各单位年度评价的得分" },
    second("listing.md", "整改台账和销号申请表在一页上"),
    second("notice.md", "全年的督办单说没有完成年度目标，不说进度"),
    Change { name: "workbook.md", version: 3, what: "没有好转、后退的不印0项" },
    Change { name: "bulletin.md", version: 3, what: "挂牌督办事项" },
    Change { name: "bulletin-year.md", version: 4, what: "挂牌督办事项" },
    Change {
        name: "form.md", version: 3, what: "责任分工、回执、整改情况、延期申请、销号申请"
    },
];

/// The hashes of earlier built-in templates: a file with one of them was never edited.
const EARLIER: [&str; 15] = [
    "e5f403d5e679f31cc7799911a5db744039c2e62a69f31f619a76f5ba13fd467d",
    "8c7a243b268d8f832daa1787ba9f24b0e2b05a6ffff711f24ddb3c9df9b78888",
    "b5b02fc8d585c0267a8060094ddc514e34ef4e04fcb27060bed8263eec6ed6e7",
    "5846846ba57b3b174f2f598c2f7095aa9795843bcd11e6d899637c1ff0b6a73c",
    "019a04212f9220dce7d20b44e26f8306cac13d6f9cf62153d19a5d091e221f22",
    "966cd9ae783c6f1c428f846b3ada64fcd519b679c3a25a2ab72ea9c097a19959",
    "af46a33a5472f58a26ebef61a7240f257a8550c0414c9ec39d1c6340b77424d5",
    "028a1ab6e10d4a7db41431861f7c04d9d749e202273971201f336fba6a98211e",
    "4271a381a1641375d9c31a06765cbb159851aee044d5d70e0c8d4d6a24bd0418",
    "0d9575a0058b1a17fb95f31728b9ea42becee5d361cd3cb7edf85e0b0781738f",
    "b3e614b4579e7f2086020cf9226b247121bfe6fe6339efab75743c7255c3838f",
    "6fae66c5dc3ad973c692132a68b24eae5d34f4d6607a96a7064e2a8c19d781b8",
    "91274df1c323ac91f16b072e1c08bc7d9e585213e7d377448537adc98741a04f",
    "d074ccb91e84358a050cca2b2c59f1e253bbd350943085cd8745ad613b4590a6",
    "e409a36eee1490eb4b3bb97f01920eafd14069ee9500d8da7cad671c03753f50",
];

/// Returns the templates of a workspace that are older than those that come with the program (F212).
pub fn outdated(root: &Path, folder: &str) -> Vec<Diagnostic> {
    let own = BUILT_IN.iter().filter_map(|(name, text)| {
        let source = SourceFile::read(root, &format!("{folder}/{name}")).ok()?;
        older(name, &source, text)
    });
    own.collect()
}

/// Returns whether `bytes` are an earlier built-in template as it was.
pub fn is_earlier(bytes: &[u8]) -> bool {
    EARLIER.contains(&&*sha256(bytes))
}

/// Returns what a person should know of a template that is older than the built-in one, `text`.
fn older(name: &str, own: &SourceFile, text: &str) -> Option<Diagnostic> {
    let (then, now) = (version(own.text()).unwrap_or(FIRST), version(text).unwrap_or(FIRST));
    if then >= now || own.text() == text {
        return None;
    }
    let changes = CHANGES.iter().filter(|change| change.name == name && change.version > then);
    let changes = changes.map(|change| format!("第{}版：{}", change.version, change.what));
    let changes = changes.collect::<Vec<_>>().join("；");
    let message = match version(own.text()) {
        Some(then) => format!("模板是第{then}版，程序带的是第{now}版。{changes}"),
        None => format!("模板没有写明版本，程序带的是第{now}版。{changes}"),
    };
    let hint = match is_earlier(own.text().as_bytes()) {
        true => "这个文件没有改动过，删除它即用程序带的新版".to_owned(),
        false => format!(
            "仍按这个文件生成；需要的改动照抄过来，再在开头的注释中写“{MARK} {now}”；不需要自拟的，删除这个文件"
        ),
    };
    let at = own.text().find(MARK).map_or(0..0, |start| start..start + MARK.len());
    let place = if at.is_empty() { Place::file(own.name()) } else { own.place(at) };
    Some(Diagnostic::new(Code::TemplateOlder, message).at(place).hint(hint))
}

/// Returns the version that a template names.
fn version(text: &str) -> Option<u32> {
    let (_, rest) = text.split_once(MARK)?;
    let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, text: &str) -> Option<(String, String)> {
        let (_, built_in) = BUILT_IN.iter().find(|(known, _)| *known == name).unwrap();
        let problem = older(name, &SourceFile::from_text(name, text), built_in)?;
        Some((problem.message, problem.hint.unwrap()))
    }

    #[test]
    fn every_template_names_its_version_and_what_is_new_in_it() {
        for &(name, text) in BUILT_IN {
            let now = version(text).unwrap();
            let told = CHANGES.iter().filter(|change| change.name == name);
            // A first version has nothing new.
            assert_eq!(told.map(|change| change.version).max().unwrap_or(1), now, "{name}");
            assert_eq!(
                version(text.lines().take(20).collect::<Vec<_>>().join("\n").as_str()),
                Some(now)
            );
        }
    }

    #[test]
    fn an_older_template_is_told_with_what_has_changed() {
        let (_, letter) = BUILT_IN[0];
        assert_eq!(told("letter.md", letter), None);
        assert_eq!(told("letter.md", &(letter.to_owned() + "\n再加一段。\n")), None);
        let old = letter.replace("模板版本 2", "");
        let (message, hint) = told("letter.md", &old).unwrap();
        assert_eq!(
            message,
            "模板没有写明版本，程序带的是第2版。第2版：政府和地区的称呼取自 duban.toml；没有填写的时限不印"
        );
        assert!(hint.contains("写“模板版本 2”"), "{hint}");
        let (message, _) = told("letter.md", &letter.replace("模板版本 2", "模板版本 1")).unwrap();
        assert!(message.starts_with("模板是第1版，程序带的是第2版"), "{message}");
    }
}
