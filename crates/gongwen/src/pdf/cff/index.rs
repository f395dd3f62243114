//! INDEX structures: byte strings one after another, with a table of their offsets (section 5).

use super::Malformed;

/// An INDEX that was read.
#[derive(Clone, Copy)]
pub(super) struct Index<'a> {
    count: usize,
    /// The size of an offset, in bytes.
    width: usize,
    /// The offsets of all entries and of the end, which count from the byte before `data`.
    offsets: &'a [u8],
    data: &'a [u8],
}

impl<'a> Index<'a> {
    /// Reads the INDEX at the start of `bytes`; returns it with what follows it.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), Malformed> {
        let (&[high, low], rest) = bytes.split_first_chunk().ok_or(Malformed("INDEX"))?;
        let count = usize::from(u16::from_be_bytes([high, low]));
        if count == 0 {
            return Ok((Self { count, width: 1, offsets: &[], data: &[] }, rest));
        }
        let (&width, rest) = rest.split_first().ok_or(Malformed("INDEX"))?;
        let width = usize::from(width);
        if !(1..=4).contains(&width) {
            return Err(Malformed("INDEX"));
        }
        let (offsets, data) =
            rest.split_at_checked((count + 1) * width).ok_or(Malformed("INDEX"))?;
        let whole = Self { count, width, offsets, data };
        let end = whole.offset(count).ok_or(Malformed("INDEX"))?;
        let (data, rest) = data.split_at_checked(end).ok_or(Malformed("INDEX"))?;
        Ok((Self { data, ..whole }, rest))
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Returns an entry by its number, from 0.
    pub(super) fn get(&self, number: usize) -> Option<&'a [u8]> {
        if number >= self.count {
            return None;
        }
        self.data.get(self.offset(number)?..self.offset(number + 1)?)
    }

    /// Returns the place in `data` at which an entry begins.
    fn offset(&self, number: usize) -> Option<usize> {
        let start = number * self.width;
        let bytes = self.offsets.get(start..start + self.width)?;
        let offset = bytes.iter().fold(0, |sum, &byte| sum << 8 | usize::from(byte));
        offset.checked_sub(1)
    }
}

/// Writes an INDEX.
pub(super) fn write(out: &mut Vec<u8>, entries: &[&[u8]]) {
    out.extend_from_slice(&(entries.len() as u16).to_be_bytes());
    if entries.is_empty() {
        return;
    }
    let end = 1 + entries.iter().map(|entry| entry.len()).sum::<usize>();
    let width = (1..4).find(|width| end >> (8 * width) == 0).unwrap_or(4);
    out.push(width as u8);
    let mut offset = 1_usize;
    let lengths = entries.iter().map(|entry| entry.len());
    for length in std::iter::once(0).chain(lengths) {
        offset += length;
        out.extend_from_slice(&(offset as u32).to_be_bytes()[4 - width..]);
    }
    for entry in entries {
        out.extend_from_slice(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_read_as_it_was_written() {
        let long = vec![7; 300];
        for entries in [vec![], vec![&b""[..]], vec![b"ab", b"", b"c"], vec![&long, b"z"]] {
            let mut bytes = Vec::new();
            write(&mut bytes, &entries);
            bytes.extend_from_slice(b"rest");
            let (index, rest) = Index::read(&bytes).expect("it was just written");
            assert_eq!(rest, b"rest");
            assert_eq!(index.len(), entries.len());
            let read: Vec<&[u8]> = (0..).map_while(|number| index.get(number)).collect();
            assert_eq!(read, entries);
        }
    }

    #[test]
    fn offsets_take_as_many_bytes_as_the_last_one_needs() {
        let mut bytes = Vec::new();
        write(&mut bytes, &[&[7; 254]]);
        assert_eq!(bytes[..5], [0, 1, 1, 1, 255]);
        bytes.clear();
        write(&mut bytes, &[&[7; 255]]);
        assert_eq!(bytes[..7], [0, 1, 2, 0, 1, 1, 0]);
    }

    #[test]
    fn an_index_that_is_cut_or_whose_offsets_go_back_is_refused_or_has_gaps() {
        let whole = [0, 2, 1, 1, 3, 4, b'a', b'b', b'c'];
        for end in 0..whole.len() {
            assert!(Index::read(&whole[..end]).is_err(), "{end}");
        }
        let (index, _) =
            Index::read(&[0, 2, 1, 3, 1, 4, b'a', b'b', b'c']).expect("the end is right");
        assert_eq!(index.get(0), None);
        assert_eq!(index.get(1), Some(&b"abc"[..]));
        assert!(Index::read(&[0, 1, 5, 0, 0, 0, 0, 1]).is_err());
        assert!(Index::read(&[0, 1, 1, 0, 0]).is_err());
    }
}
