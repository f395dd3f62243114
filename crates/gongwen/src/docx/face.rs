//! The faces of a document by their names, as offices have them.

use super::xml::Xml;
use crate::typeset::Role;

/// Returns the name of the face of a role (GB/T 9704-2012, 5.2.2 and 7.2.4, as delivered by the makers of the faces).
pub(super) fn name(role: Role) -> &'static str {
    match role {
        Role::FangSong => "仿宋_GB2312",
        Role::Hei => "黑体",
        Role::Kai => "楷体_GB2312",
        Role::TitleSong => "方正小标宋简体",
        Role::Song => "宋体",
    }
}

/// Returns the name under which a face is looked for where it is missing.
fn instead(role: Role) -> &'static str {
    match role {
        Role::FangSong => "仿宋",
        Role::Hei => "SimHei",
        Role::Kai => "楷体",
        Role::TitleSong => "小标宋",
        Role::Song => "SimSun",
    }
}

/// Returns the role of the figures and Latin letters beside text of a role, as on the pages of a PDF.
fn western(role: Role) -> Role {
    match role {
        Role::FangSong | Role::Kai => Role::Song,
        Role::Hei | Role::TitleSong | Role::Song => role,
    }
}

/// Writes the faces of text of a role.
pub(super) fn fonts(xml: &mut Xml, role: Role) {
    let (chinese, western) = (name(role), name(western(role)));
    xml.empty(
        "w:rFonts",
        &[
            ("w:hint", &"eastAsia"),
            ("w:ascii", &western),
            ("w:hAnsi", &western),
            ("w:eastAsia", &chinese),
            ("w:cs", &western),
        ],
    );
}

/// Writes the faces of signs that are Chinese and that other languages have too: all take the Chinese one.
pub(super) fn chinese(xml: &mut Xml, role: Role) {
    let name = name(role);
    xml.empty(
        "w:rFonts",
        &[
            ("w:hint", &"eastAsia"),
            ("w:ascii", &name),
            ("w:hAnsi", &name),
            ("w:eastAsia", &name),
            ("w:cs", &name),
        ],
    );
}

/// Returns whether a character is a sign that Chinese shares with other languages: “ ” ‘ ’ — … · ① × ≥. Without a word
/// about its face, a reader takes the Western one.
pub(super) fn is_shared(c: char) -> bool {
    let is_western = matches!(
        c,
        '\u{0}'..='\u{A0}' | '°' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}'
            | '\u{1E00}'..='\u{1EFF}'
    );
    c < '\u{2E80}' && !is_western
}

/// Writes the table of faces, with names under which to look for those that are missing.
pub(super) fn table() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.start("w:fonts", &[("xmlns:w", &super::package::WORD)]);
    for role in Role::ALL {
        xml.start("w:font", &[("w:name", &name(role))]);
        xml.value("w:altName", &instead(role));
        xml.value("w:charset", &"86");
        xml.value("w:family", &if role == Role::Kai { "script" } else { "auto" });
        xml.value("w:pitch", &"default");
        xml.end("w:font");
    }
    xml.end("w:fonts");
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_dashes_and_dots_take_the_chinese_face() {
        for c in "“”‘’—…·①×≥".chars() {
            assert!(is_shared(c), "{c}");
        }
        for c in "督，。（A1%é°".chars() {
            assert!(!is_shared(c), "{c}");
        }
    }
}
