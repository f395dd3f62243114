//! Lists that share their ending: 张掖、金昌、武威市政府.

use crate::registry::names::{Lexicon, Piece};

/// Completes each of `pieces` that lacks the ending of the one after it; returns whether there was one.
///
/// 金昌 before 武威市政府 becomes 金昌市政府 because that is a known name. If several endings make a known
/// name, the longest is taken.
pub(super) fn complete(pieces: &mut [Piece], lexicon: &Lexicon) -> bool {
    let mut any = false;
    for at in (1..pieces.len()).rev() {
        let [.., piece, next] = &mut pieces[..=at] else {
            continue;
        };
        if let Some(name) = completed(&piece.name, &next.name, lexicon) {
            piece.name = name;
            piece.known = true;
            any = true;
        }
    }
    any
}

/// Returns `name` with an ending of `next`, if that makes a known name other than `next` itself.
fn completed(name: &str, next: &str, lexicon: &Lexicon) -> Option<String> {
    // A name that already has such an ending is whole; at least two characters of `next` are its own.
    let endings = next.char_indices().skip(2).map(|(at, _)| &next[at..]);
    let mut lacking = endings.take_while(|ending| !name.ends_with(ending));
    lacking
        .find(|ending| {
            let whole = format!("{name}{ending}");
            whole != next && lexicon.knows(&whole)
        })
        .map(|ending| format!("{name}{ending}"))
}

#[cfg(test)]
mod tests {
    use super::complete;
    use crate::registry::names::{Lexicon, Shape};

    fn completed(cell: &str) -> (Vec<String>, bool) {
        let lexicon = Lexicon::new(
            Shape::Units,
            [
                "张掖",
                "张掖市政府",
                "金昌市政府",
                "武威市政府",
                "武威市",
                "兰州",
                "兰州市政府",
                "白银市政府",
                "兰州新区管委会",
                "兰州海关",
                "省财政厅",
                "省委",
            ],
        );
        let mut pieces = lexicon.tell_apart(cell);
        let any = complete(&mut pieces, &lexicon);
        (pieces.into_iter().map(|piece| piece.name).collect(), any)
    }

    #[test]
    fn the_shared_ending_is_given_to_each() {
        let (names, any) = completed("张掖、金昌、武威市政府");
        assert_eq!(names, ["张掖市政府", "金昌市政府", "武威市政府"]);
        assert!(any);
        let (names, _) = completed("兰州、白银市政府、兰州新区管委会");
        assert_eq!(names, ["兰州市政府", "白银市政府", "兰州新区管委会"]);
    }

    #[test]
    fn whole_names_stay_as_they_are() {
        for cell in [
            "兰州市政府、兰州新区管委会",
            "省委、省财政厅",
            "兰州、兰州海关",
            "张掖、兰州新区管委会",
            "某某、武威市政府",
        ] {
            let (names, any) = completed(cell);
            assert_eq!(names.join("、"), cell);
            assert!(!any, "{cell}");
        }
    }
}
