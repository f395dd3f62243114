//! Pictures as objects of a file (ISO 32000-1, 8.9.5).

use lopdf::{Dictionary, Document, ObjectId, Stream, dictionary};

use super::deflate::deflated;
use crate::typeset::Image;

/// Adds a picture, with its opacity if it has any.
pub(super) fn add(document: &mut Document, image: &Image) -> ObjectId {
    let channels = |range: std::ops::Range<usize>| -> Vec<u8> {
        let pixels = image.rgba.chunks_exact(4);
        pixels.flat_map(|pixel| &pixel[range.clone()]).copied().collect()
    };
    let mut dictionary = entries(image, "DeviceRGB");
    if image.is_transparent() {
        let opacity = Stream::new(entries(image, "DeviceGray"), deflated(&channels(3..4)));
        dictionary.set("SMask", document.add_object(opacity));
    }
    document.add_object(Stream::new(dictionary, deflated(&channels(0..3))))
}

fn entries(image: &Image, colors: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(image.width),
        "Height" => i64::from(image.height),
        "ColorSpace" => colors,
        "BitsPerComponent" => 8,
        "Filter" => "FlateDecode",
    }
}
