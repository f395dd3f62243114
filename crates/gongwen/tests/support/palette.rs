//! A palette of grades, for the tests of tables and charts.

use gongwen::Color;
use gongwen::document::{Category, Look, Mark, Palette, Texture};

/// The codes of the grades in their order.
pub const CODES: [&str; 6] = ["best", "fair", "poor", "worst", "absent", "open"];

/// Returns the grades. A missing value prints as 无数据.
pub fn palette() -> Palette {
    let look = |ink, fill, mark| Look {
        ink: Color::hex(ink),
        fill: Color::hex(fill),
        ink_on_fill: Color::BLACK,
        mark,
        texture: Texture::Solid,
        rates: true,
    };
    let outlined =
        |ink, fill, mark, texture| Look { texture, rates: false, ..look(ink, fill, mark) };
    let worst = Look { ink_on_fill: Color::WHITE, ..look(0xA61C1C, 0x8F1414, Mark::Diamond) };
    let absent = outlined(0x404040, 0xF4F4F4, Mark::Square, Texture::Hatched);
    let open = outlined(0x666666, 0xFFFFFF, Mark::Dash, Texture::Outlined);
    let grades: [(&[&str], Look); 6] = [
        (&["优秀", "优"], look(0x1F5A94, 0xD2E4F4, Mark::Disc)),
        (&["基本达标"], look(0x2A6B30, 0x97CB90, Mark::Ring)),
        (&["较差"], look(0x975400, 0xDB831F, Mark::Triangle)),
        (&["明显落后"], worst),
        (&["无数据"], absent),
        (&["不评级"], open),
    ];
    let grades = CODES.into_iter().zip(grades);
    let grades = grades.map(|(code, (words, look))| Category::new(code, words, look));
    Palette::new(grades, "无数据")
}
