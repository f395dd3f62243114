//! 脚注: notes at the foot of the page that refers to them.
//!
//! The standard does not know them; books and their typesetters do: figures in circles, counted anew on each page, raised
//! in the text; the notes above the lower edge of the type area, below a short rule, in 五号. Two lines of a note take a
//! row of the text, so that the rows of the text keep their places. A note that is referred to on several pages is
//! printed on the first of them; the others say where it is.
//!
//! `refer` makes the notes of a text, with their lines, and tags its lines; `room` is what they take on a page; `area`
//! collects them page by page; `draw` numbers and draws them when all pages are full.

mod area;
mod draw;
mod refer;
mod room;

pub use area::{Area, Laid};
pub use draw::draw;
pub use refer::{of, refer, tagged};
pub use room::Room;

use super::standard::PITCH;
use super::unit::Mm;

/// The height of a line of a note: two in a row of the text.
pub const LINE: Mm = Mm(PITCH.0 / 2.0);
/// The height of the blank with the rule, above the notes.
pub const ABOVE: Mm = LINE;
