//! Units that stay whole on a line although UAX #14 would split them: quantities, document numbers,
//! spaced names.

use super::class::Class;
use super::quantity;

/// The greatest length of an issuer's code before its year (甘政办函〔2018〕12号) that is recognized by the
/// mark before it.
const LONGEST_CODE: usize = 8;
/// Otherwise the code begins with a region's short name, if there is one in this many characters,
const LONGEST_FROM_REGION: usize = 6;
/// and without one its beginning is unknown: this many characters of it are held.
const USUAL_CODE: usize = 4;
/// 国 and 中 of the central organs, and the short names of the provinces.
const REGIONS: &str =
    "国中京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新";
/// The longest serial number with blanks, of a draft too: 〔2018〕　　号.
const LONGEST_SERIAL: usize = 8;

/// Returns for each of `chars` (without those that draw nothing) whether the next one belongs to it.
pub fn held(chars: &[char]) -> Vec<bool> {
    let mut held = vec![false; chars.len()];
    quantity::hold(chars, &mut held);
    for (i, &c) in chars.iter().enumerate() {
        match c {
            '〔' => hold_document_number(chars, i, &mut held),
            '\u{3000}' => hold_spaced_name(chars, i, &mut held),
            _ => {}
        }
    }
    held
}

/// Returns for each of `chars` whether a unit that it holds together with the next one may be parted there rather than
/// a line be spread too far: a quantity before its measure word, a document number beside its year and in its code.
pub fn yielding(chars: &[char]) -> Vec<bool> {
    let held = held(chars);
    let parts = |at: usize| match chars[at..] {
        [before, '〔', ..] => Class::of(before) == Class::Wide,
        ['〕', ..] => true,
        [_, _, ..] => quantity::parts_before_measure(chars, at + 1) || is_in_code(chars, at),
        _ => false,
    };
    held.into_iter().enumerate().map(|(at, held)| held && parts(at)).collect()
}

/// Returns whether the characters at `at` and after it belong to the code of a document number.
fn is_in_code(chars: &[char], at: usize) -> bool {
    let rest = chars[at..].iter().take(LONGEST_CODE + 1);
    let words = rest.take_while(|&&c| Class::of(c) == Class::Wide).count();
    words > 1 && chars.get(at + words) == Some(&'〔')
}

/// Holds a document number together, given the position `bracket` of its year's bracket.
fn hold_document_number(chars: &[char], bracket: usize, held: &mut [bool]) {
    let after: Vec<char> = chars[bracket + 1..].iter().copied().take(5).collect();
    let [year @ .., '〕'] = after.as_slice() else {
        return;
    };
    if !year.iter().all(char::is_ascii_digit) {
        return;
    }
    let closing = bracket + 5;
    let serial = chars[closing + 1..].iter().take(LONGEST_SERIAL);
    let serial = serial.take_while(|&&c| c.is_ascii_digit() || Class::of(c) == Class::Space);
    let serial = closing + 1 + serial.count();
    let end = if chars.get(serial) == Some(&'号') { serial } else { closing };
    // Characters that belong to a number before them do not belong to the code.
    let is_free = |&at: &usize| Class::of(chars[at]) == Class::Wide && (at == 0 || !held[at - 1]);
    let words = (0..bracket).rev().take(LONGEST_CODE + 1);
    let code = match words.take_while(is_free).count() {
        length if length <= LONGEST_CODE => length,
        _ => (2..=LONGEST_FROM_REGION)
            .rev()
            .find(|length| REGIONS.contains(chars[bracket - length]))
            .unwrap_or(USUAL_CODE),
    };
    held[bracket - code..end].fill(true);
}

/// Holds a name of two characters spaced to three cells (黄　强), with its blank at `blank`.
fn hold_spaced_name(chars: &[char], blank: usize, held: &mut [bool]) {
    let wide = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(|&c| Class::of(c) == Class::Wide)
    };
    if wide(blank.checked_sub(1)) && !wide(blank.checked_sub(2)) && wide(Some(blank + 1)) {
        held[blank - 1..=blank].fill(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the longest pieces that hold together.
    fn pieces(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let held = held(&chars);
        let mut pieces = vec![String::new()];
        for (c, held) in chars.iter().zip(held) {
            pieces.last_mut().unwrap().push(*c);
            if !held {
                pieces.push(String::new());
            }
        }
        pieces.into_iter().filter(|piece| piece.chars().count() > 1).collect()
    }

    #[test]
    fn a_document_number_is_held_from_its_code_to_its_last_character() {
        assert_eq!(pieces("（国办发〔2016〕88号）"), ["国办发〔2016〕88号"]);
        assert_eq!(pieces("甘政办函〔2018〕　号"), ["甘政办函〔2018〕　号"]);
        assert_eq!(pieces("第12号国办发〔2016〕8号"), ["第12号", "国办发〔2016〕8号"]);
        assert_eq!(pieces("各有关单位请认真贯彻落实国办发〔2018〕12号"), ["国办发〔2018〕12号"]);
        // The beginning of the code cannot be determined.
        assert_eq!(pieces("各有关单位请认真执行兰政发〔2018〕12号"), ["行兰政发〔2018〕12号"]);
    }

    #[test]
    fn brackets_around_anything_else_hold_nothing() {
        assert_eq!(pieces("国办〔某年〕号"), [""; 0]);
        assert_eq!(pieces("国办〔2018"), ["2018"]);
        assert_eq!(pieces("国办〔"), [""; 0]);
    }

    #[test]
    fn a_name_of_two_characters_keeps_its_blank() {
        assert_eq!(pieces("组长：黄　强、张　三"), ["黄　强", "张　三"]);
        assert_eq!(pieces("任务　安排"), [""; 0]);
        assert_eq!(pieces("\u{3000}\u{3000}一"), [""; 0]);
    }
}
