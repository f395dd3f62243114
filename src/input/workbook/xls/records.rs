//! The records of a BIFF8 stream ([MS-XLS] 2.1.4): a kind, a length, and so many bytes.
//!
//! Lengths and offsets come from the file and are never trusted: what reaches beyond the end is `None`.

/// The kinds of records that are looked at ([MS-XLS] 2.3).
pub(super) mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const EOF: u16 = 0x000a;
    pub const NOTE: u16 = 0x001c;
    pub const DATE_1904: u16 = 0x0022;
    pub const FILE_PASS: u16 = 0x002f;
    pub const FONT: u16 = 0x0031;
    pub const CONTINUE: u16 = 0x003c;
    pub const OBJ: u16 = 0x005d;
    pub const COL_INFO: u16 = 0x007d;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MUL_RK: u16 = 0x00bd;
    pub const RICH_STRING: u16 = 0x00d6;
    pub const XF: u16 = 0x00e0;
    pub const DRAWING: u16 = 0x00ec;
    pub const MERGE_CELLS: u16 = 0x00e5;
    pub const SST: u16 = 0x00fc;
    pub const LABEL_SST: u16 = 0x00fd;
    pub const TXO: u16 = 0x01b6;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_ERR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const RK: u16 = 0x027e;
    pub const FORMAT: u16 = 0x041e;
    pub const BOF: u16 = 0x0809;
}

/// Goes through a stream record by record.
#[derive(Debug)]
pub(super) struct Records<'s> {
    rest: &'s [u8],
}

/// The content of a record, read from its beginning; goes on in the CONTINUE records behind it.
#[derive(Debug, Clone)]
pub(super) struct Fields<'s> {
    here: &'s [u8],
    /// The stream behind the part that is being read.
    behind: &'s [u8],
}

impl<'s> Records<'s> {
    /// The records of `stream` from the byte `offset` on.
    pub(super) fn from(stream: &'s [u8], offset: usize) -> Option<Self> {
        let rest = stream.get(offset..)?;
        Some(Self { rest })
    }

    /// Kind and content of the next record; `None` where the stream ends or breaks off.
    pub(super) fn next(&mut self) -> Option<(u16, Fields<'s>)> {
        let (kind, here, behind) = split(self.rest)?;
        self.rest = behind;
        Some((kind, Fields { here, behind }))
    }
}

/// Splits off the first record of a stream: its kind, its content, and the rest.
fn split(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (head, rest) = stream.split_first_chunk::<4>()?;
    let [kind, length] = [[head[0], head[1]], [head[2], head[3]]].map(u16::from_le_bytes);
    let (content, behind) = rest.split_at_checked(length.into())?;
    Some((kind, content, behind))
}

impl<'s> Fields<'s> {
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.bytes().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    /// Reads the next `N` bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        if let Some((&bytes, rest)) = self.here.split_first_chunk() {
            self.here = rest;
            return Some(bytes);
        }
        // They are split by a CONTINUE record.
        let mut bytes = [0; N];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Some(bytes)
    }

    fn byte(&mut self) -> Option<u8> {
        while self.here.is_empty() {
            self.go_on()?;
        }
        let (&byte, rest) = self.here.split_first()?;
        self.here = rest;
        Some(byte)
    }

    /// Leaves out so many bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.here.len() {
            count -= self.here.len();
            self.go_on()?;
        }
        self.here = &self.here[count..];
        Some(())
    }

    /// Takes at most `most` of the bytes before the next CONTINUE record.
    pub(super) fn run(&mut self, most: usize) -> &'s [u8] {
        let (run, rest) = self.here.split_at(most.min(self.here.len()));
        self.here = rest;
        run
    }

    /// Returns the number of bytes before the next CONTINUE record.
    pub(super) fn left(&self) -> usize {
        self.here.len()
    }

    /// Turns to the CONTINUE record that follows; `None` when none does.
    pub(super) fn go_on(&mut self) -> Option<()> {
        let (kind, here, behind) = split(self.behind)?;
        (kind == kind::CONTINUE).then(|| *self = Self { here, behind })
    }
}
