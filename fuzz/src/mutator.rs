//! A simple mutator: the same bytes for the same number.

/// Changes bytes as a number says: some are replaced, taken out, repeated, or come from another seed.
pub fn mutated(seed: &[u8], other: &[u8], number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
    };
    const TELLING: [&str; 12] =
        ["\"", ",", "\n", "、", "%", "9", "附件3", "|", "{{", "+++", "\u{0}", "－"];
    let mut bytes = seed.to_vec();
    for _ in 0..=next(6) {
        let at = next(bytes.len() + 1);
        let to = (at + next(24)).min(bytes.len());
        match next(6) {
            0 => drop(bytes.drain(at..to)),
            1 => drop(bytes.splice(at..to, TELLING[next(TELLING.len())].bytes())),
            2 => {
                let again = bytes[at..to].repeat(next(9));
                bytes.splice(at..at, again);
            }
            3 => {
                let from = next(other.len() + 1);
                let end = (from + next(64)).min(other.len());
                bytes.splice(at..to, other[from..end].iter().copied());
            }
            4 => bytes[at..to].reverse(),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << next(8);
                }
            }
        }
    }
    bytes
}
