//! Compression for `FlateDecode` (ISO 32000-1, 7.4.4) by libdeflate.

use libdeflater::{CompressionLvl, Compressor};

/// The level: higher ones take longer than everything else and save one part in a hundred
/// (docs/performance.md).
const LEVEL: i32 = 1;

/// Compresses bytes.
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let level = CompressionLvl::new(LEVEL).expect("libdeflate has levels 0 to 12");
    let mut compressor = Compressor::new(level);
    let mut out = vec![0; compressor.zlib_compress_bound(bytes.len())];
    let length = compressor.zlib_compress(bytes, &mut out).expect("the bound is long enough");
    out.truncate(length);
    out
}
