//! Places changed in a text of the office, which is otherwise left as it is.

use std::ops::Range;

use encoding_rs::Encoding;

use super::append::encoded;
use super::decode;

/// Returns `bytes`, of which the text is `text`, with each of these ranges of the text replaced; in its encoding, with its
/// mark. The ranges do not overlap.
pub fn amend(bytes: &[u8], text: &str, mut changes: Vec<(Range<usize>, String)>) -> Vec<u8> {
    changes.sort_by_key(|(range, _)| range.start);
    let mut changed = text.to_owned();
    for (range, new) in changes.into_iter().rev() {
        changed.replace_range(range, &new);
    }
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let mut all = bytes[..mark].to_vec();
    all.extend(encoded(&changed, decode::encoding(bytes)));
    all
}
