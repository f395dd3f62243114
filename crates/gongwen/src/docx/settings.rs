//! The settings of a document: pages on two sides, compressed marks, notes numbered page by page.

use super::package::WORD;
use super::xml::Xml;

/// Returns the part with the settings.
pub(super) fn part(has_notes: bool) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.start("w:settings", &[("xmlns:w", &WORD)]);
    xml.empty("w:zoom", &[("w:percent", &100)]);
    xml.value("w:defaultTabStop", &420);
    xml.empty("w:evenAndOddHeaders", &[]);
    xml.value("w:drawingGridHorizontalSpacing", &105);
    xml.value("w:characterSpacingControl", &"compressPunctuation");
    if has_notes {
        xml.start("w:footnotePr", &[]);
        xml.value("w:numFmt", &"decimalEnclosedCircle");
        xml.value("w:numRestart", &"eachPage");
        xml.empty("w:footnote", &[("w:id", &-1)]);
        xml.empty("w:footnote", &[("w:id", &0)]);
        xml.end("w:footnotePr");
    }
    xml.start("w:compat", &[]);
    xml.empty("w:balanceSingleByteDoubleByteWidth", &[]);
    xml.empty("w:useFELayout", &[]);
    xml.empty(
        "w:compatSetting",
        &[
            ("w:name", &"compatibilityMode"),
            ("w:uri", &"http://schemas.microsoft.com/office/word"),
            ("w:val", &15),
        ],
    );
    xml.end("w:compat");
    xml.value("w:decimalSymbol", &".");
    xml.value("w:listSeparator", &",");
    xml.end("w:settings");
    xml.finish()
}
