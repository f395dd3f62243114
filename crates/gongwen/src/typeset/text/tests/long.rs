//! Texts that would take hours if the cost of a line grew with the text after it.

use super::*;

/// Returns the number of lines of 28 cells, and of characters in them.
fn counted(text: &str) -> (usize, usize) {
    let style = Style::new(Role::FangSong, SIZE_3).cell(CELL);
    let shaped = Shaper::new(fonts().reader()).shape(&[style.text(text)]);
    let lines = compose(&shaped, Measure::justified(CELL * 28.0));
    let characters = |line: &Line| -> usize {
        let items = line.place(Mm::ZERO, Mm::ZERO);
        let runs = items.iter().map(|item| match item {
            PageItem::Text(run) => run.glyphs.len(),
            _ => 0,
        });
        runs.sum()
    };
    (lines.len(), lines.iter().map(characters).sum())
}

#[test]
fn a_word_of_a_million_letters() {
    // 28 m are 27.3 cells wide.
    let count: usize = 1_000_000;
    assert_eq!(counted(&"m".repeat(count)), (count.div_ceil(28), count));
}

#[test]
fn a_name_of_many_thousand_characters_held_by_joiners() {
    let count: usize = 200_000;
    assert_eq!(counted(&"国\u{2060}".repeat(count)), (count.div_ceil(28), count));
}

#[test]
fn a_paragraph_of_a_million_characters() {
    let count = 100_000;
    let (_, characters) = counted(&"关于5万亩，《（a b".repeat(count));
    // Blanks vanish at line ends only.
    assert!((11 * count..=12 * count).contains(&characters));
}

#[test]
fn marks_blanks_accents_and_halves_of_numbers_without_end() {
    let count = 20_000;
    for piece in [
        "（",
        "，",
        "—",
        "·",
        "%",
        "①",
        "〔",
        "〔2018〕",
        "\u{301}",
        "第1",
        "1 ",
        "1十",
        "1/",
        "https://a",
        "\u{200B}",
        "\u{3000}",
        "《“",
        "»",
        "กา",
    ] {
        let text = format!("国{}国", piece.repeat(count));
        let (lines, _) = counted(&text);
        assert!(lines >= 1, "{piece}");
    }
}
