//! Pictures: seals, as an office scans or draws them.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};

/// The widest and highest picture, in pixels: a seal of 4.2 cm scanned at 2,400 dpi.
pub const MOST_PIXELS: u32 = 4096;
/// What decoding may take, in bytes: that picture with 16 bits a channel.
const MOST_MEMORY: u64 = MOST_PIXELS as u64 * MOST_PIXELS as u64 * 8;

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

/// Why a picture cannot be used.
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
    /// It is cut short or damaged.
    #[error("图片已损坏，无法读取：{0}")]
    Damaged(String),
}

impl Image {
    /// Decodes a PNG or a JPEG. Which of them it is, is told by its first bytes, not by a name.
    ///
    /// # Errors
    /// [`ImageError`] when it is of another kind, larger than [`MOST_PIXELS`] or damaged. The size
    /// is looked at before any pixel is, so that a small file cannot fill the memory.
    pub fn decode(bytes: &[u8]) -> Result<Self, ImageError> {
        let damaged = |error: image::ImageError| ImageError::Damaged(error.to_string());
        let format = image::guess_format(bytes).map_err(|_| ImageError::Format)?;
        if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
            return Err(ImageError::Format);
        }
        let reader = || ImageReader::with_format(Cursor::new(bytes), format);
        let (width, height) = reader().into_dimensions().map_err(damaged)?;
        if width > MOST_PIXELS || height > MOST_PIXELS {
            return Err(ImageError::Size { width, height });
        }
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(MOST_MEMORY);
        let mut reader = reader();
        reader.limits(limits);
        let rgba = reader.decode().map_err(damaged)?.into_rgba8().into_raw();
        Ok(Self {
            width,
            height,
            rgba,
        })
    }

    /// Whether any pixel lets through what lies below it.
    pub fn is_transparent(&self) -> bool {
        self.rgba.chunks_exact(4).any(|pixel| pixel[3] != u8::MAX)
    }
}

/// Without the pixels, which nobody reads.
impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image {}×{}", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32, rgba: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::codecs::png::PngEncoder::new(&mut bytes)
            .write_image(rgba, width, height, ExtendedColorType::Rgba8)
            .expect("the picture is well-formed");
        bytes
    }

    #[test]
    fn a_png_keeps_its_pixels_and_their_opacity() {
        let rgba = [255, 0, 0, 128, 1, 2, 3, 255];
        let image = Image::decode(&png(2, 1, &rgba)).unwrap();
        assert_eq!((image.width, image.height), (2, 1));
        assert_eq!(image.rgba, rgba);
        assert!(image.is_transparent());
    }

    #[test]
    fn a_jpeg_is_opaque() {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(RgbaImage::from_pixel(16, 8, image::Rgba([255, 0, 0, 255])))
            .into_rgb8()
            .write_to(&mut bytes, ImageFormat::Jpeg)
            .unwrap();
        let image = Image::decode(bytes.get_ref()).unwrap();
        assert_eq!((image.width, image.height), (16, 8));
        assert!(!image.is_transparent());
        // JPEG gives colours back only nearly.
        assert!(image.rgba[0] > 250 && image.rgba[1] < 5 && image.rgba[2] < 5);
    }

    #[test]
    fn other_kinds_are_told_by_their_bytes() {
        for bytes in [&b""[..], b"GIF89a\x01\x00\x01\x00", b"<svg/>"] {
            assert_eq!(Image::decode(bytes), Err(ImageError::Format));
        }
    }

    #[test]
    fn damage_is_an_error() {
        let whole = png(64, 64, &[7; 64 * 64 * 4]);
        for length in [8, 20, 40, whole.len() / 2] {
            let error = Image::decode(&whole[..length]).unwrap_err();
            assert!(matches!(error, ImageError::Damaged(_)), "{length}: {error}");
        }
    }

    /// A header that promises 60,000 × 60,000 pixels takes 33 bytes.
    #[test]
    fn a_picture_that_unpacks_to_gigabytes_is_refused_unread() {
        let mut bytes = png(1, 1, &[0; 4]);
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let checksum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
        let error = Image::decode(&bytes).unwrap_err();
        assert_eq!(
            error.to_string(),
            "图片为 60000×60000 像素，长宽都不能超过 4096 像素"
        );
    }

    fn crc32(bytes: &[u8]) -> u32 {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum()
    }
}
