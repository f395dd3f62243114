//! The container of old Office files: a compound file ([MS-CFB]), which holds streams of bytes under names.
//!
//! It is read leniently, since many programs write files that break the rules and that Excel opens all the same:
//! entries of the directory in any order, an allocation table that names more sectors than the file has, a last
//! sector that is cut off, a short stream among the long ones. Nothing that the file states is trusted: a chain of
//! sectors is never longer than the file, and what cannot be followed is no stream.

/// The first bytes of a compound file.
const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The largest number of a sector ([MS-CFB] 2.1); those above are marks.
const LAST_SECTOR: u32 = 0xffff_fffa;

/// The size of an entry of the directory, in bytes.
const ENTRY: usize = 128;

/// The number of sectors of the allocation table that the header itself names.
const IN_HEADER: usize = 109;

/// The kinds of entries.
const STREAM: u8 = 2;
const ROOT: u8 = 5;

/// A compound file.
#[derive(Debug)]
pub(super) struct Container<'b> {
    bytes: &'b [u8],
    /// The size of a sector as a power of two.
    shift: u32,
    /// The same of the sectors that short streams consist of.
    short_shift: u32,
    /// Streams below this length consist of short sectors.
    cutoff: u64,
    /// The sector that follows each sector.
    next: Vec<u32>,
    /// The short sector that follows each short sector.
    next_short: Vec<u32>,
    /// The sectors that the short ones are in.
    short: Vec<u8>,
    entries: Vec<Entry>,
}

/// An entry of the directory.
#[derive(Debug)]
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    length: u64,
}

/// Returns whether the bytes begin as a compound file does.
pub(super) fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

impl<'b> Container<'b> {
    /// Opens a compound file; `None` if it has no directory.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        if !is_container(bytes) {
            return None;
        }
        let shift = u32::from(u16_at(bytes, 30)?);
        let short_shift = u32::from(u16_at(bytes, 32)?);
        if !(7..=16).contains(&shift) || !(3..=shift).contains(&short_shift) {
            return None;
        }
        let mut this = Self {
            bytes,
            shift,
            short_shift,
            cutoff: u64::from(u32_at(bytes, 56)?),
            next: Vec::new(),
            next_short: Vec::new(),
            short: Vec::new(),
            entries: Vec::new(),
        };
        this.next = this.table()?;
        let directory = this.chain(u32_at(bytes, 48)?, usize::MAX);
        let (entries, _) = directory.as_chunks::<ENTRY>();
        this.entries = entries.iter().map(Entry::read).collect();
        let root = this.entries.iter().find(|entry| entry.kind == ROOT)?;
        let (start, length) = (root.start, root.length);
        let wanted = usize::try_from(length).unwrap_or(usize::MAX);
        this.short = this.chain(start, wanted);
        this.next_short = words(&this.chain(u32_at(bytes, 60)?, usize::MAX));
        Some(this)
    }

    /// Returns whether the file has a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Returns the content of a stream. It may be shorter than the directory says, where the file is cut off.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.find(name)?;
        let length = usize::try_from(entry.length).ok()?;
        if entry.length < self.cutoff {
            let short = self.short_chain(entry.start, length);
            // Some writers put short streams among the long ones.
            if !short.is_empty() || length == 0 {
                return Some(short);
            }
        }
        Some(self.chain(entry.start, length))
    }

    /// Finds a stream by its name, whose letters may be large or small: one directly below the root if there is
    /// one, else the first. Embedded files have streams of the same names further down.
    fn find(&self, name: &str) -> Option<&Entry> {
        let is_it = |entry: &&Entry| entry.kind == STREAM && entry.name.eq_ignore_ascii_case(name);
        let mut top = self.top().into_iter();
        top.find(is_it).or_else(|| {
            let found = self.entries.iter().find(is_it);
            // A directory whose tree is broken is read as a list.
            found.filter(|_| self.top().is_empty())
        })
    }

    /// Returns the entries directly below the root.
    fn top(&self) -> Vec<&Entry> {
        let mut seen = vec![false; self.entries.len()];
        let root = self.entries.iter().find(|entry| entry.kind == ROOT);
        let mut open: Vec<u32> = root.map(|root| root.child).into_iter().collect();
        let mut found = Vec::new();
        while let Some(at) = open.pop() {
            let at = at as usize;
            let Some(entry) = self.entries.get(at).filter(|_| !seen[at]) else {
                continue;
            };
            seen[at] = true;
            found.push(entry);
            open.extend([entry.left, entry.right]);
        }
        found
    }

    /// Returns the allocation table: the sector that follows each sector.
    fn table(&self) -> Option<Vec<u32>> {
        let most = self.sectors();
        let per_sector = (1_usize << self.shift) / 4;
        let mut table = Vec::new();
        let mut add = |sectors: &[u32]| {
            for &sector in sectors {
                if sector <= LAST_SECTOR && table.len() < most {
                    let mut words = words(self.sector(sector));
                    words.resize(per_sector, LAST_SECTOR + 1);
                    table.extend(words);
                }
            }
        };
        add(&words(self.bytes.get(76..76 + 4 * IN_HEADER)?));
        let mut at = u32_at(self.bytes, 68)?;
        for _ in 0..most {
            let words = words(self.sector(at));
            let Some((&last, sectors)) = words.split_last() else { break };
            add(sectors);
            at = last;
        }
        table.truncate(most);
        Some(table)
    }

    /// Returns the number of sectors of the file, the last of which may be cut off.
    fn sectors(&self) -> usize {
        (self.bytes.len() >> self.shift) + 1
    }

    /// Returns the content of a sector, which is empty behind the end of the file.
    fn sector(&self, number: u32) -> &'b [u8] {
        let start = (number as usize).checked_add(1).and_then(|at| at.checked_mul(1 << self.shift));
        let rest = start.and_then(|start| self.bytes.get(start..)).unwrap_or_default();
        rest.get(..1 << self.shift).unwrap_or(rest)
    }

    /// Returns the first `wanted` bytes of a chain of sectors, as far as it goes.
    fn chain(&self, start: u32, wanted: usize) -> Vec<u8> {
        follow(start, &self.next, wanted, |sector| self.sector(sector))
    }

    /// The same of a chain of short sectors.
    fn short_chain(&self, start: u32, wanted: usize) -> Vec<u8> {
        let size = 1_usize << self.short_shift;
        follow(start, &self.next_short, wanted, |sector| {
            let start = (sector as usize).checked_mul(size);
            let rest = start.and_then(|start| self.short.get(start..)).unwrap_or_default();
            rest.get(..size).unwrap_or(rest)
        })
    }
}

/// Collects the first `wanted` bytes of the sectors of a chain. A chain that comes back to itself ends after as many
/// sectors as there are.
fn follow<'s>(
    start: u32,
    next: &[u32],
    wanted: usize,
    sector: impl Fn(u32) -> &'s [u8],
) -> Vec<u8> {
    let mut content = Vec::new();
    let mut at = start;
    for _ in 0..next.len() {
        let part = sector(at);
        if part.is_empty() || content.len() >= wanted {
            break;
        }
        content.extend_from_slice(part);
        let Some(&after) = next.get(at as usize).filter(|&&after| after <= LAST_SECTOR) else {
            break;
        };
        at = after;
    }
    content.truncate(wanted);
    content
}

impl Entry {
    fn read(bytes: &[u8; ENTRY]) -> Self {
        let word = |at| u32_at(bytes, at).unwrap_or(0);
        // The length of the name counts the zero behind it.
        let length = usize::from(u16_at(bytes, 64).unwrap_or(0)).clamp(2, 64) - 2;
        let units: Vec<u16> = bytes[..length]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&unit| u16::from_le_bytes(unit))
            .collect();
        Self {
            name: String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned(),
            kind: bytes[66],
            left: word(68),
            right: word(72),
            child: word(76),
            start: word(116),
            // Version 3 leaves the upper half undefined, and no file that is read is that long.
            length: word(120).into(),
        }
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|&word| u32::from_le_bytes(word)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}
