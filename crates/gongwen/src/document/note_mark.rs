//! The marks of notes: figures in circles, raised in the text.
//!
//! A raised mark is a private character of Unicode, which the typesetter draws as the figure in a circle. Texts are
//! read without such characters.

/// The character before that of the first raised mark, in a private plane.
const BEFORE_FIRST: u32 = 0x10_0000;
/// The raised mark of the first note.
pub const FIRST_RAISED: &str = "\u{100001}";
/// The last figure that Unicode has in a circle.
pub const LAST_CIRCLED: usize = 50;
/// The raised figures.
const RAISED_FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Returns the mark of the note with this number: ①, and 51 where Unicode has no figure in a circle.
pub fn printed(number: usize) -> String {
    circled(number).map_or_else(|| number.to_string(), String::from)
}

/// Returns the raised mark of the note with this number.
pub fn raised(number: usize) -> String {
    let private = u32::try_from(number).ok().and_then(|n| char::from_u32(BEFORE_FIRST + n));
    match private.filter(|_| circled(number).is_some()) {
        Some(mark) => mark.to_string(),
        None => {
            let figures = number.to_string();
            figures.bytes().map(|b| RAISED_FIGURES[usize::from(b - b'0') % 10]).collect()
        }
    }
}

/// Returns the figure in a circle that a raised mark is drawn as; `None` for all other characters.
pub fn of_raised(c: char) -> Option<char> {
    let number = u32::from(c).checked_sub(BEFORE_FIRST)?;
    circled(usize::try_from(number).ok()?)
}

/// Returns a figure in a circle.
fn circled(number: usize) -> Option<char> {
    let from =
        |first: char, number: usize| char::from_u32(u32::from(first) + u32::try_from(number).ok()?);
    match number {
        1..=20 => from('①', number - 1),
        21..=35 => from('㉑', number - 21),
        36..=LAST_CIRCLED => from('㊱', number - 36),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_circled_as_far_as_there_are_such_figures() {
        for (number, expected) in
            [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "51")]
        {
            assert_eq!(printed(number), expected);
            let raised: Vec<Option<char>> = raised(number).chars().map(of_raised).collect();
            let circled = (number <= LAST_CIRCLED).then(|| expected.chars().next().unwrap());
            assert_eq!(raised[0], circled);
        }
        assert_eq!((raised(120), raised(1)), ("¹²⁰".to_owned(), FIRST_RAISED.to_owned()));
        assert_eq!(of_raised('①'), None);
    }
}
