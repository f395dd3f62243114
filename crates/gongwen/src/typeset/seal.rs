//! 印章: the picture of a seal.

use std::sync::Arc;

use super::compositor::Compositor;
use super::image::Image;
use super::page::{Area, PageItem, PlacedImage, Point};
use super::structure::NodeKind;
use super::text::plain;
use super::unit::Mm;
use crate::document::FrontMatter;

/// A seal with its size.
pub struct Seal {
    image: Arc<Image>,
    /// The organ whose seal it is.
    organ: String,
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
        let organ = front.signature.get(index).map(|organ| plain(organ)).unwrap_or_default();
        Some(Self { image, organ, width, height: height.min(width) })
    }

    /// Returns the seal with its middle at a point, relative to the page's left and the strip's upper edge, as a figure.
    pub fn draw(&self, compositor: &mut Compositor<'_>, place: Point) -> Vec<PageItem> {
        let (x, y) = (place.x - self.width / 2.0, place.y - self.height / 2.0);
        let (width, height) = (self.width, self.height);
        let alt = if self.organ.is_empty() {
            "印章".to_owned()
        } else {
            format!("印章：{}", self.organ)
        };
        let node = compositor.element(NodeKind::Figure { alt });
        let image = Arc::clone(&self.image);
        let image = PageItem::Image(PlacedImage { image, x, y, width, height });
        let area = PageItem::Area(Area { x, y, width, height, node });
        PageItem::tagged(node, vec![area, image])
    }
}
