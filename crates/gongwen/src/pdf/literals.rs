//! Deflate without repetitions: every byte by a code of its own length, in one block (RFC 1951, 3.2.7).
//!
//! Charstrings hardly repeat. To look for what does takes four times as long as to write the codes, and saves
//! one byte in twenty-five.

/// The end of a block, after the 256 bytes.
const END: usize = 256;
/// The greatest lengths of the codes of bytes and of the codes of their lengths.
const LONGEST: u8 = 15;
const LONGEST_OF_LENGTHS: u8 = 7;
/// The order in which the lengths of the codes of lengths are written (3.2.7).
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/// Distances are not used; old readers want the codes of two.
const DISTANCES: [u8; 2] = [1, 1];

/// Compresses bytes into a zlib stream (RFC 1950).
pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut counts = [0; END + 1];
    counts[END] = 1;
    for &byte in bytes {
        counts[usize::from(byte)] += 1;
    }
    let lengths = lengths(&counts, LONGEST);
    let total: usize =
        counts.iter().zip(&lengths).map(|(count, &length)| count * usize::from(length)).sum();
    // The header, the codes of the lengths, and room for whole words at the end.
    let mut bits = Bits { out: vec![0x78, 0x01], held: 0, count: 0 };
    bits.out.reserve(total / 8 + 512);
    // The last block, with codes of its own, for 257 bytes and ends and for two distances.
    bits.put(1, 1);
    bits.put(2, 2);
    bits.put(0, 5);
    bits.put(DISTANCES.len() as u64 - 1, 5);
    write_lengths(&mut bits, &lengths);
    let codes = codes(&lengths);
    let (threes, rest) = bytes.as_chunks::<3>();
    for three in threes {
        // Three codes of at most 15 bits beside seven that are held.
        for &byte in three {
            let (code, length) = codes[usize::from(byte)];
            bits.hold(code.into(), length.into());
        }
        bits.flush();
    }
    for symbol in rest.iter().map(|&byte| usize::from(byte)).chain([END]) {
        let (code, length) = codes[symbol];
        bits.put(code.into(), length.into());
    }
    let mut out = bits.finish();
    out.extend_from_slice(&adler(bytes).to_be_bytes());
    out
}

/// Writes the lengths of the codes, each by a code for lengths.
fn write_lengths(bits: &mut Bits, lengths: &[u8]) {
    let all: Vec<usize> = lengths.iter().chain(&DISTANCES).map(|&length| length.into()).collect();
    let mut counts = [0; ORDER.len()];
    for &length in &all {
        counts[length] += 1;
    }
    let of_lengths = self::lengths(&counts, LONGEST_OF_LENGTHS);
    bits.put(ORDER.len() as u64 - 4, 4);
    for symbol in ORDER {
        bits.put(of_lengths[symbol].into(), 3);
    }
    let codes = codes(&of_lengths);
    for length in all {
        let (code, length) = codes[length];
        bits.put(code.into(), length.into());
    }
}

/// Returns the lengths of Huffman codes for symbols that occur so often; 0 for those that do not.
fn lengths(counts: &[usize], longest: u8) -> Vec<u8> {
    let mut counts = counts.to_vec();
    loop {
        let lengths = unlimited(&counts);
        if lengths.iter().all(|&length| length <= usize::from(longest)) {
            return lengths.into_iter().map(|length| length as u8).collect();
        }
        // Rare symbols become as frequent as others, until the tree is flat enough.
        for count in &mut counts {
            *count = count.div_ceil(2);
        }
    }
}

/// Returns the depths of the leaves of a Huffman tree.
fn unlimited(counts: &[usize]) -> Vec<usize> {
    let mut leaves: Vec<(usize, usize)> = counts.iter().copied().zip(0..).collect();
    leaves.retain(|&(count, _)| count > 0);
    leaves.sort_unstable();
    let mut lengths = vec![0; counts.len()];
    if let [(_, symbol)] = leaves[..] {
        lengths[symbol] = 1;
        return lengths;
    }
    // Nodes are numbered after the leaves; the lightest of each stand first.
    let mut nodes: Vec<usize> = Vec::with_capacity(leaves.len());
    let mut parents = vec![0; (2 * leaves.len()).saturating_sub(1)];
    let (mut leaf, mut node) = (0, 0);
    while nodes.len() + 1 < leaves.len() {
        let mut weight = 0;
        for _ in 0..2 {
            let lightest = leaves.get(leaf).map(|&(count, _)| count);
            let is_leaf =
                lightest.is_some_and(|count| nodes.get(node).is_none_or(|&other| count <= other));
            let (child, own) = if is_leaf {
                leaf += 1;
                (leaf - 1, leaves[leaf - 1].0)
            } else {
                node += 1;
                (leaves.len() + node - 1, nodes[node - 1])
            };
            parents[child] = leaves.len() + nodes.len();
            weight += own;
        }
        nodes.push(weight);
    }
    let mut depths = vec![0; parents.len()];
    for child in (0..parents.len().saturating_sub(1)).rev() {
        depths[child] = depths[parents[child]] + 1;
    }
    for ((_, symbol), depth) in leaves.into_iter().zip(depths) {
        lengths[symbol] = depth;
    }
    lengths
}

/// Returns the codes of these lengths, their first bit lowest, with the lengths (3.2.2).
fn codes(lengths: &[u8]) -> Vec<(u16, u8)> {
    let mut next = [0_u32; LONGEST as usize + 2];
    for &length in lengths.iter().filter(|&&length| length > 0) {
        next[usize::from(length) + 1] += 1;
    }
    for length in 1..next.len() {
        next[length] = (next[length] + next[length - 1]) << 1;
    }
    let code = |&length: &u8| {
        if length == 0 {
            return (0, 0);
        }
        let code = &mut next[usize::from(length)];
        *code += 1;
        (((*code - 1) as u16).reverse_bits() >> (16 - length), length)
    };
    lengths.iter().map(code).collect()
}

/// A writer of bits, the lowest first.
struct Bits {
    out: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// Holds bits; at most 57 are held before [`flush`](Self::flush).
    fn hold(&mut self, value: u64, count: u32) {
        self.held |= value << self.count;
        self.count += count;
    }

    /// Writes the whole bytes that are held.
    fn flush(&mut self) {
        let whole = self.count / 8;
        self.out.extend_from_slice(&self.held.to_le_bytes());
        self.out.truncate(self.out.len() - 8 + whole as usize);
        self.held >>= 8 * whole;
        self.count -= 8 * whole;
    }

    fn put(&mut self, value: u64, count: u32) {
        self.hold(value, count);
        self.flush();
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.out.push(self.held as u8);
        }
        self.out
    }
}

/// Returns the check sum of zlib streams (RFC 1950, 8.2).
fn adler(bytes: &[u8]) -> u32 {
    const MODULUS: u32 = 65521;
    // As many bytes as sums of 32 bits can take.
    const MOST: usize = 5552;
    let (mut first, mut second) = (1, 0);
    for some in bytes.chunks(MOST) {
        for &byte in some {
            first += u32::from(byte);
            second += first;
        }
        first %= MODULUS;
        second %= MODULUS;
    }
    second << 16 | first
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use proptest::prelude::*;

    use super::*;

    fn inflated(packed: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(packed).read_to_end(&mut out).expect("a sound stream");
        out
    }

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let ramp: Vec<u8> = (0..=255).cycle().take(3000).collect();
        for bytes in [&b""[..], b"a", b"aaaa", b"abc", &ramp] {
            assert_eq!(inflated(&deflated(bytes)), bytes);
        }
    }

    /// Frequencies like Fibonacci's numbers would give codes of more than 15 bits.
    #[test]
    fn no_code_is_too_long() {
        let mut counts = vec![1, 1];
        for n in 2..40 {
            counts.push(counts[n - 1] + counts[n - 2]);
        }
        assert!(unlimited(&counts).iter().any(|&length| length > 15));
        let lengths = lengths(&counts, 15);
        assert!(lengths.iter().all(|length| (1..=15).contains(length)));
        let full: f64 = lengths.iter().map(|&length| 0.5_f64.powi(length.into())).sum();
        assert!((full - 1.0).abs() < 1e-9);
    }

    #[test]
    fn frequent_bytes_have_short_codes() {
        assert_eq!(unlimited(&[8, 4, 2, 1, 0, 1]), [1, 2, 3, 4, 0, 4]);
        assert_eq!(codes(&[2, 1, 3, 3]), [(0b01, 2), (0b0, 1), (0b011, 3), (0b111, 3)]);
        assert_eq!(adler(b"Wikipedia"), 0x11E6_0398);
    }

    proptest! {
        #[test]
        fn any_bytes_come_out_as_they_were(bytes in prop::collection::vec(any::<u8>(), 0..3000), low in 1_u8..) {
            let few: Vec<u8> = bytes.iter().map(|byte| byte % low).collect();
            prop_assert_eq!(inflated(&deflated(&bytes)), bytes);
            prop_assert_eq!(inflated(&deflated(&few)), few);
        }
    }
}
