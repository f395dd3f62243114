//! 呈阅件, an internal paper that a leader reads: the mark small above the type area, as on a letter, a red rule where that
//! begins, then the title with number and date below it. The standard does not know it; it leaves to the text 20 rows of
//! the first page below a title of one line.

use super::compositor::Compositor;
use super::flow::Flow;
use super::font::Role;
use super::head::{ROW_LEADING, place};
use super::overflow::Overflowing;
use super::page::{PageItem, Rule};
use super::paragraph::{baseline, reported_line};
use super::standard::{
    AREA_BOTTOM, AREA_LEFT, AREA_TOP, AREA_WIDTH, CELL_4, PITCH, RED_RULE, SIZE_2_SMALL, SIZE_4,
};
use super::strip::Strip;
use super::structure::NodeKind;
use super::text::{Line, Style};
use super::title;
use super::unit::Mm;
use crate::color::Color;
use crate::document::FrontMatter;

/// Upper edge of the row of the mark.
const HEAD_TOP: Mm = Mm(AREA_TOP.0 - PITCH.0);
/// Blank between the red rule and the title.
const ABOVE_TITLE: Mm = Mm(1.2);
/// Height of the row of number and date.
const DATE_ROW: Mm = Mm(CELL_4.0 + 1.0);

/// Sets the head of the first page and returns a flow that begins with the first row below the title.
pub fn first_page(compositor: &mut Compositor<'_>, front: &FrontMatter) -> (Vec<PageItem>, Flow) {
    let mut items = Vec::new();
    let style = Style::new(Role::TitleSong, SIZE_2_SMALL).color(Color::RED);
    let organs = front.mark.join("　");
    if let Some(mark) = reported_line(compositor, &organs, style, AREA_WIDTH, Overflowing::Mark) {
        place(compositor, &mark, AREA_LEFT, HEAD_TOP + ROW_LEADING, &mut items);
    }
    let rule =
        Rule { x: AREA_LEFT, y: AREA_TOP, width: AREA_WIDTH, height: RED_RULE, color: Color::RED };
    items.push(PageItem::Rule(rule));
    let top = rule.y + RED_RULE + ABOVE_TITLE;
    let title = title::title(compositor, &front.title, NodeKind::Title);
    let date = date_line(compositor, front);
    let date_height = if date.is_some() { DATE_ROW } else { Mm::ZERO };
    let height = title.iter().map(|strip| strip.height).sum::<Mm>() + date_height;
    let rows = ((top + height - AREA_TOP) / PITCH).ceil();
    let text_top = AREA_TOP + PITCH * rows;
    if text_top + PITCH > AREA_BOTTOM {
        compositor.overflow(Overflowing::Title, &front.title);
        let mut flow = Flow::new(top);
        flow.extend(title.into_iter().map(Strip::alone).collect());
        return (items, flow);
    }
    let mut y = top + (text_top - top - height) / 2.0;
    for strip in title {
        items.extend(strip.items.into_iter().map(|item| item.moved(Mm::ZERO, y)));
        y += strip.height;
    }
    if let Some(date) = date {
        let node = compositor.element(NodeKind::Paragraph);
        let left = AREA_LEFT + (AREA_WIDTH - date.width()) / 2.0;
        items.extend(PageItem::tagged(node, date.place(left, y + baseline(DATE_ROW, SIZE_4))));
    }
    (items, Flow::new(text_top))
}

/// Sets number and date on a line.
fn date_line(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Option<Line> {
    let date = front.date.as_ref().map(|date| date.as_str());
    let words: Vec<&str> = front.number.as_deref().into_iter().chain(date).collect();
    let style = Style::new(Role::Kai, SIZE_4);
    let line = reported_line(compositor, &words.join("　"), style, AREA_WIDTH, Overflowing::Number);
    line.filter(|_| !words.is_empty())
}
