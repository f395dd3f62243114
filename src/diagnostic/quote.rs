//! Quotations in messages: of a cell of 100 KB a person needs its beginning and its end.

/// The most characters of a quotation that is kept whole.
const MOST_QUOTED: usize = 300;
/// The characters that are kept at its beginning and at its end.
const BEGINNING: usize = 120;
const END: usize = 40;

/// Returns a message in which very long texts between “ and ” are cut in the middle.
pub(super) fn shortened(message: String) -> String {
    if message.len() <= MOST_QUOTED {
        return message;
    }
    let mut out = String::with_capacity(message.len().min(4 * MOST_QUOTED));
    let mut rest = message.as_str();
    while let Some(start) = rest.find('“').map(|at| at + '“'.len_utf8()) {
        let Some(length) = rest[start..].find('”') else { break };
        out.push_str(&rest[..start]);
        push_quotation(&mut out, &rest[start..start + length]);
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    out
}

fn push_quotation(out: &mut String, words: &str) {
    let count = words.chars().count();
    let at = |index: usize| words.char_indices().nth(index).map_or(words.len(), |(at, _)| at);
    if count <= MOST_QUOTED {
        return out.push_str(words);
    }
    out.push_str(&words[..at(BEGINNING)]);
    out.push_str(&format!("……（共{count}字）……"));
    out.push_str(&words[at(count - END)..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_long_quotation_is_left_out() {
        let long = format!("{}中{}", "甲".repeat(150), "乙".repeat(150));
        let message = format!("“丙”和“{long}”不在名录中，“丁”也不在");
        assert_eq!(
            shortened(message),
            format!(
                "“丙”和“{}……（共301字）……{}”不在名录中，“丁”也不在",
                "甲".repeat(120),
                "乙".repeat(40)
            )
        );
    }

    #[test]
    fn what_is_not_quoted_and_what_is_not_closed_stays() {
        for message in ["甲".repeat(1000), format!("“{}", "甲".repeat(1000)), "“甲”".repeat(400)]
        {
            assert_eq!(shortened(message.clone()), message);
        }
    }
}
