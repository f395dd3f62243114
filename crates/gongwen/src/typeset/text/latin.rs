//! The places at which a line may end inside Latin text: UAX #14 (strict) by `icu_segmenter`, and the
//! parts of an address.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::class::Class;

/// The characters after which an address may be broken, so that it does not leave half a line empty.
const PARTS_OF_ADDRESS: &str = "/?&=#";

/// Returns for each of `chars` whether a line may end right after it. Only the result for two neighbours
/// of a Latin run counts: everything else is decided elsewhere.
pub fn opportunities(chars: &[char]) -> Vec<bool> {
    let mut breaks = vec![false; chars.len()];
    let mut segmenter = None;
    let mut start = 0;
    while start < chars.len() {
        let length = chars[start..].iter().take_while(|&&c| is_foreign(c));
        let end = start + length.count();
        let run = &chars[start..end];
        if !is_one_word(run) {
            let segmenter = segmenter
                .get_or_insert_with(|| LineSegmenter::new_auto(LineBreakOptions::default()));
            let text: String = run.iter().collect();
            let mut places = segmenter.segment_str(&text).peekable();
            let mut at = 0;
            for (c, may_end) in run.iter().zip(&mut breaks[start..end - 1]) {
                at += c.len_utf8();
                while places.next_if(|&place| place < at).is_some() {}
                *may_end = places.peek() == Some(&at);
            }
            part_address(run, &mut breaks[start..end]);
        }
        // The character that ends the run is not foreign.
        start = end + 1;
    }
    breaks
}

fn is_foreign(c: char) -> bool {
    matches!(
        Class::of(c),
        Class::Narrow | Class::Digit | Class::Space | Class::Attached | Class::Invisible
    )
}

/// Returns whether a run holds together without consulting UAX #14: letters and figures with points and
/// commas among figures, such as 2018 and 7.5%.
fn is_one_word(run: &[char]) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| run.get(at)).is_some_and(char::is_ascii_digit);
    run.iter().enumerate().all(|(i, c)| match c {
        '.' | ',' => digit(i.checked_sub(1)) && digit(Some(i + 1)),
        '%' => digit(i.checked_sub(1)) && i + 1 == run.len(),
        _ => c.is_ascii_alphanumeric(),
    })
}

/// Lets an address (https://…, www.…) be broken after its parts.
fn part_address(run: &[char], breaks: &mut [bool]) {
    let mut start = 0;
    for word in run.split_inclusive(|c| *c == ' ') {
        let begins =
            |with: &str| word.windows(with.len()).any(|w| w.iter().copied().eq(with.chars()));
        if begins("://") || begins("www.") {
            for (i, pair) in word.windows(2).enumerate() {
                let parts = PARTS_OF_ADDRESS.contains(pair[0]) && pair[1].is_ascii_alphanumeric();
                let after_scheme = word[..i].ends_with(&[':', '/']);
                breaks[start + i] |= parts && !after_scheme;
                breaks[start + i] &= parts || !"-".contains(pair[0]);
                breaks[start + i] &= !after_scheme;
            }
        }
        start += word.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `text` with a bar at every place at which a line may end.
    fn parted(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let breaks = opportunities(&chars);
        let mut out = String::new();
        for (c, may_end) in chars.iter().zip(breaks) {
            out.push(*c);
            if may_end {
                out.push('|');
            }
        }
        out.trim_end_matches('|').to_owned()
    }

    #[test]
    fn words_are_parted_at_blanks_and_after_hyphens() {
        assert_eq!(parted("Office 365 on-line"), "Office |365 |on-|line");
        assert_eq!(parted("XYZ-2018-001"), "XYZ-2018-001");
        assert_eq!(parted("PM2.5"), "PM2.5");
        assert_eq!(parted("don't stop"), "don't |stop");
    }

    #[test]
    fn each_run_is_judged_for_itself() {
        assert_eq!(parted("a b中c d"), "a |b中c |d");
        assert_eq!(parted("中文é b"), "中文é |b");
        assert_eq!(parted("中"), "中");
    }

    #[test]
    fn an_address_is_parted_after_its_slashes_only() {
        assert_eq!(
            parted("https://www.gansu.gov.cn/zwgk/2018/12/a-b.html?id=3"),
            "https://www.gansu.gov.cn/|zwgk/|2018/|12/|a-b.html?|id=|3"
        );
        assert_eq!(parted("ducha@gansu.gov.cn"), "ducha@gansu.gov.cn");
    }
}
