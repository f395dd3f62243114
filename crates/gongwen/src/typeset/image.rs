//! Pictures: seals as scanned or drawn by an office.

use std::io::Cursor;
use std::path::Path;

use png::{ColorType, Decoder, Limits, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::{foreign, regular_file};

/// The greatest width and height of a picture, in pixels: a seal of 4.2 cm scanned at 2,400 dpi.
pub const MOST_PIXELS: u32 = 4096;
/// The greatest memory for decoding, in bytes: the largest picture with 16 bits per channel.
const MOST_MEMORY: usize = MOST_PIXELS as usize * MOST_PIXELS as usize * 8;
/// The first bytes of a PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The first bytes of a JPEG.
const JPEG: &[u8] = b"\xff\xd8\xff";

/// A decoded picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, row by row from the top.
    pub rgba: Vec<u8>,
}

/// The reasons for which a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// It is neither a PNG nor a JPEG.
    #[error("图片既不是 PNG，也不是 JPEG")]
    Format,
    /// It has too many pixels.
    #[error("图片为 {width}×{height} 像素，长宽都不能超过 {MOST_PIXELS} 像素")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Its file cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// The picture was not provided.
    #[error("没有给出这张图片")]
    Absent,
    /// The data is cut short or damaged.
    #[error("图片已损坏，无法读取")]
    Damaged(String),
}

impl Image {
    /// Reads and decodes a file.
    ///
    /// # Errors
    ///
    /// [`ImageError`] if the file cannot be read, or as for [`Image::decode`].
    pub fn load(file: &Path) -> Result<Self, ImageError> {
        let bytes = regular_file::read(file);
        let bytes = bytes.map_err(|error| ImageError::Unreadable(foreign::system(&error)))?;
        Self::decode(&bytes)
    }

    /// Decodes a PNG or a JPEG. The first bytes determine the format, not a name.
    ///
    /// # Errors
    ///
    /// [`ImageError`] if the data is in another format, larger than 4096 pixels a side, or damaged. The
    /// size is checked before any pixel is decoded, so that a small file cannot fill the memory.
    pub fn decode(bytes: &[u8]) -> Result<Self, ImageError> {
        if bytes.starts_with(PNG) {
            decode_png(bytes)
        } else if bytes.starts_with(JPEG) {
            decode_jpeg(bytes)
        } else {
            Err(ImageError::Format)
        }
    }

    /// Returns whether any pixel is at least partly transparent.
    pub fn is_transparent(&self) -> bool {
        self.rgba.chunks_exact(4).any(|pixel| pixel[3] != u8::MAX)
    }
}

fn decode_png(bytes: &[u8]) -> Result<Image, ImageError> {
    let damaged = |error: png::DecodingError| ImageError::Damaged(error.to_string());
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_MEMORY });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let header = decoder.read_header_info().map_err(damaged)?;
    let (width, height) = (header.width, header.height);
    check_size(width, height)?;
    let mut reader = decoder.read_info().map_err(damaged)?;
    let length = reader.output_buffer_size().ok_or(ImageError::Size { width, height })?;
    let mut pixels = vec![0; length];
    reader.next_frame(&mut pixels).map_err(damaged)?;
    // With these transformations there are two kinds: grey and colour, both with opacity.
    if reader.output_color_type().0 == ColorType::GrayscaleAlpha {
        pixels = pixels
            .chunks_exact(2)
            .flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]])
            .collect();
    }
    Ok(Image { width, height, rgba: pixels })
}

fn decode_jpeg(bytes: &[u8]) -> Result<Image, ImageError> {
    let damaged = |error: zune_jpeg::errors::DecodeErrors| ImageError::Damaged(error.to_string());
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder
        .info()
        .map(|info| (u32::from(info.width), u32::from(info.height)))
        .ok_or_else(|| ImageError::Damaged("no header".to_owned()))?;
    check_size(width, height)?;
    Ok(Image { width, height, rgba: decoder.decode().map_err(damaged)? })
}

fn check_size(width: u32, height: u32) -> Result<(), ImageError> {
    if width > MOST_PIXELS || height > MOST_PIXELS {
        return Err(ImageError::Size { width, height });
    }
    Ok(())
}

/// Without the pixels, which are of no use in messages.
impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image {}×{}", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, kind: ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(kind);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(pixels))
            .expect("the picture is well-formed");
        bytes
    }

    #[test]
    fn a_png_keeps_its_pixels_and_their_opacity() {
        let rgba = [255, 0, 0, 128, 1, 2, 3, 255];
        let image = Image::decode(&png(2, 1, ColorType::Rgba, &rgba)).unwrap();
        assert_eq!((image.width, image.height), (2, 1));
        assert_eq!(image.rgba, rgba);
        assert!(image.is_transparent());
    }

    #[test]
    fn grey_becomes_colour() {
        let image = Image::decode(&png(2, 1, ColorType::Grayscale, &[0, 200])).unwrap();
        assert_eq!(image.rgba, [0, 0, 0, 255, 200, 200, 200, 255]);
        assert!(!image.is_transparent());
    }

    /// Sixteen by eight pixels of one red, as libjpeg writes them.
    const RED_JPEG: &[u8] = include_bytes!("../../tests/images/red.jpg");

    #[test]
    fn a_jpeg_is_opaque() {
        let image = Image::decode(RED_JPEG).unwrap();
        assert_eq!((image.width, image.height), (16, 8));
        assert!(!image.is_transparent());
        // JPEG reproduces colours only approximately.
        assert!(image.rgba[0] > 250 && image.rgba[1] < 5 && image.rgba[2] < 5);
    }

    #[test]
    fn other_kinds_are_told_by_their_bytes() {
        for bytes in [&b""[..], &b"GIF89a\x01\x00\x01\x00"[..], &b"<svg/>"[..]] {
            assert_eq!(Image::decode(bytes), Err(ImageError::Format));
        }
    }

    #[test]
    fn damage_is_an_error() {
        let whole = png(64, 64, ColorType::Rgba, &[7; 64 * 64 * 4]);
        for length in [8, 20, 40, whole.len() / 2] {
            let error = Image::decode(&whole[..length]).unwrap_err();
            assert!(matches!(error, ImageError::Damaged(_)), "{length}: {error}");
        }
        for length in [3, 20, 100, RED_JPEG.len() / 2] {
            let error = Image::decode(&RED_JPEG[..length]).unwrap_err();
            assert!(matches!(error, ImageError::Damaged(_)), "{length}: {error}");
        }
    }

    /// A header that promises 60,000 × 60,000 pixels takes 33 bytes.
    #[test]
    fn a_picture_that_unpacks_to_gigabytes_is_refused_unread() {
        let mut bytes = png(1, 1, ColorType::Rgba, &[0; 4]);
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let checksum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
        let error = Image::decode(&bytes).unwrap_err();
        assert_eq!(error.to_string(), "图片为 60000×60000 像素，长宽都不能超过 4096 像素");
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum()
    }
}
