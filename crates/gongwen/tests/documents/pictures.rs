//! The appearance of pages: parts of them are painted by another program (hayro) and compared with pictures
//! that a person has checked.
//!
//! If a difference is intended, look at the new picture that the failure names, and replace the old one in
//! `tests/documents/pictures` by it.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::{pages, written};

/// Pixels per millimetre: 76.2 dpi.
const PIXELS_PER_MM: f64 = 3.0;
/// Maximum mean difference of grey values, of 255: faces are smoothed slightly differently on other
/// processors.
const MEAN_TOLERANCE: f64 = 1.0;
/// Difference from which a grey value counts as different.
const PIXEL_TOLERANCE: u8 = 64;
/// Maximum share of pixels with a different grey value.
const SHARE_TOLERANCE: f64 = 0.005;

/// A picture in grey values, 0 for black.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// A part of a page, in millimetres.
#[derive(Debug, Clone, Copy)]
struct Part {
    page: usize,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Grey {
    /// Paints a part of a page.
    fn painted(pdf: Vec<u8>, part: Part) -> Self {
        let pdf = Pdf::new(Arc::new(pdf)).expect("hayro reads the PDF");
        let page = &pdf.pages()[part.page];
        let scale = (PIXELS_PER_MM * 25.4 / 72.0) as f32;
        let sheet = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        // Hinted glyphs would show the painter's work instead of the outlines.
        let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
        let interpreter = InterpreterSettings::default();
        let picture = render(page, &RenderCache::new(), &interpreter, &settings, &sheet);
        let pixel = |mm: f64| (mm * PIXELS_PER_MM).round() as usize;
        let (width, height) = (pixel(part.width), pixel(part.height));
        let (left, top) = (pixel(part.left), pixel(part.top));
        let stride = usize::from(picture.width());
        let pixels = (top..top + height)
            .flat_map(|y| (left..left + width).map(move |x| y * stride + x))
            .map(|at| {
                let pixel = picture.data()[at];
                // Luma of ITU-R BT.601, in thousandths.
                let shares = [(pixel.r, 299), (pixel.g, 587), (pixel.b, 114)];
                let sum: u32 = shares.map(|(part, share)| u32::from(part) * share).iter().sum();
                (sum / 1000) as u8
            })
            .collect();
        Self { width, height, pixels }
    }

    fn read(path: &Path) -> Option<Self> {
        let file = BufReader::new(File::open(path).ok()?);
        let mut reader = png::Decoder::new(file).read_info().expect("the picture is a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("it is small")];
        let frame = reader.next_frame(&mut pixels).expect("the picture is whole");
        assert_eq!(frame.color_type, png::ColorType::Grayscale);
        Some(Self { width: frame.width as usize, height: frame.height as usize, pixels })
    }

    fn write(&self, path: &Path) {
        let file = File::create(path).expect("the picture can be written");
        let mut encoder = png::Encoder::new(file, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("the picture can be written");
        writer.write_image_data(&self.pixels).expect("the picture can be written");
    }

    /// Describes the difference between two pictures; `None` if smoothing of faces explains it.
    fn difference(&self, other: &Self) -> Option<String> {
        if (self.width, self.height) != (other.width, other.height) {
            return Some("another size".to_owned());
        }
        let pairs = self.pixels.iter().zip(&other.pixels);
        let differences: Vec<u8> = pairs.map(|(&a, &b)| a.abs_diff(b)).collect();
        let count = differences.len() as f64;
        let mean = differences.iter().map(|&d| f64::from(d)).sum::<f64>() / count;
        let far = differences.iter().filter(|&&d| d > PIXEL_TOLERANCE).count() as f64 / count;
        (mean > MEAN_TOLERANCE || far > SHARE_TOLERANCE)
            .then(|| format!("grey values differ by {mean:.2}, {:.2} % of them much", far * 100.0))
    }
}

/// Compares a part of a document with its picture.
#[track_caller]
fn looks(document: &str, name: &str, part: Part) {
    let painted = Grey::painted(written(&pages(document)), part);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/pictures");
    let known = Grey::read(&folder.join(name));
    let difference = match &known {
        Some(known) => painted.difference(known),
        None => Some("there was no picture of it".to_owned()),
    };
    if let Some(difference) = difference {
        let new = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        painted.write(&new);
        panic!("{name}: {difference}; the new picture: {}", new.display());
    }
}

#[test]
fn head_of_a_letter() {
    let part = Part { page: 0, left: 15.0, top: 25.0, width: 180.0, height: 110.0 };
    looks(include_str!("letter.md"), "letter.png", part);
}

#[test]
fn head_of_an_official_document() {
    let part = Part { page: 0, left: 20.0, top: 30.0, width: 170.0, height: 160.0 };
    looks(include_str!("official.md"), "official.png", part);
}

#[test]
fn end_matter() {
    let part = Part { page: 3, left: 20.0, top: 235.0, width: 170.0, height: 45.0 };
    looks(include_str!("official.md"), "end_matter.png", part);
}

#[test]
fn table() {
    let part = Part { page: 1, left: 20.0, top: 30.0, width: 170.0, height: 60.0 };
    looks(include_str!("table.md"), "table.png", part);
}

#[test]
fn charts() {
    let part = Part { page: 0, left: 20.0, top: 75.0, width: 170.0, height: 190.0 };
    looks(include_str!("charts.md"), "charts.png", part);
}

#[test]
fn a_line_that_moves_by_half_a_millimetre_is_seen() {
    let part = Part { page: 0, left: 15.0, top: 25.0, width: 180.0, height: 110.0 };
    let pdf = written(&pages(include_str!("letter.md")));
    let moved = Part { top: part.top + 0.5, ..part };
    let (here, there) = (Grey::painted(pdf.clone(), part), Grey::painted(pdf, moved));
    assert_eq!(here.difference(&here), None);
    assert!(here.difference(&there).is_some());
}
