//! The characters that a reader of the page can see.

/// Returns the text without blanks, line ends, and characters that draw nothing.
pub fn visible(text: &str) -> String {
    text.chars().filter(|&c| !c.is_whitespace() && !is_ignorable(c)).collect()
}

/// Returns whether a character is a Default_Ignorable_Code_Point of Unicode, or a control of interlinear
/// annotations.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
