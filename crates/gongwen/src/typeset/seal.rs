//! 印章: the picture of a seal.

use std::sync::Arc;

use super::compositor::Compositor;
use super::image::Image;
use super::page::{PageItem, PlacedImage, Point};
use super::unit::Mm;
use crate::document::FrontMatter;

/// A seal with its size.
pub struct Seal {
    image: Arc<Image>,
    /// The width.
    pub width: Mm,
    /// The height, by the picture's proportions.
    pub height: Mm,
}

impl Seal {
    /// Returns the seal of the organ at `index` of the signature; `None` if it is pressed by hand.
    pub fn of(compositor: &Compositor<'_>, front: &FrontMatter, index: usize) -> Option<Self> {
        let image = compositor.image(front.seals.get(index)?)?;
        let width = Mm(front.seal_width);
        let height = width * (f64::from(image.height) / f64::from(image.width.max(1)));
        Some(Self { image, width, height: height.min(width) })
    }

    /// Returns the seal with its middle at a point, relative to the page's left and the strip's upper edge.
    pub fn draw(&self, place: Point) -> PageItem {
        PageItem::Image(PlacedImage {
            image: Arc::clone(&self.image),
            x: place.x - self.width / 2.0,
            y: place.y - self.height / 2.0,
            width: self.width,
            height: self.height,
        })
    }
}
