//! The bytes of a file (ISO 32000-1, 7.5): streams one after another, all other objects packed into
//! object streams, and a cross-reference stream.
//!
//! lopdf could write them too, but it does not compress its cross-reference streams, and a dictionary
//! for each of a document's thousands of elements takes more memory than their text.

use lopdf::{Document, Object, dictionary};
use sha2::{Digest, Sha256};

use super::deflate::deflated;
use super::syntax;

/// Objects in an object stream. More of them make the file smaller, but a reader takes longer to reach
/// one of them.
const PACKED_TOGETHER: usize = 200;
/// The second line of a file: bytes above 127, so that programs treat it as binary (7.5.2).
const BINARY_MARK: &[u8] = b"%\xE2\xE3\xCF\xD3\n";
/// Widths of the fields of a cross-reference entry, in bytes: kind, place, number in its stream.
const ENTRY: [usize; 3] = [1, 4, 2];

/// Objects other than streams, in PDF syntax.
pub(super) struct Objects {
    /// The number of the next object.
    next: u32,
    /// Object numbers and the offsets at which the objects begin.
    starts: Vec<(u32, usize)>,
    text: Vec<u8>,
}

impl Objects {
    /// Makes an empty set whose numbers begin above those of `document`.
    pub(super) fn above(document: &Document) -> Self {
        Self { next: document.max_id + 1, starts: Vec::new(), text: Vec::new() }
    }

    /// Reserves a number for an object to come.
    pub(super) fn reserve(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Begins the object of this number, which is then appended to the returned bytes.
    pub(super) fn begin(&mut self, id: u32) -> &mut Vec<u8> {
        self.text.push(b'\n');
        self.starts.push((id, self.text.len()));
        &mut self.text
    }
}

/// The place of an object.
#[derive(Clone, Copy)]
enum Entry {
    /// No object has this number.
    Free,
    /// The object is at this byte of the file.
    At(usize),
    /// The object is the n-th in an object stream.
    Packed(u32, usize),
}

/// A file being written.
struct File {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// Returns the bytes of a document with additional objects. Streams are written as they are. The file's
/// identifier is a hash of its content.
pub(super) fn bytes(document: Document, mut objects: Objects) -> Vec<u8> {
    let mut file = File { bytes: Vec::new(), entries: vec![Entry::Free] };
    file.bytes.extend_from_slice(b"%PDF-1.7\n");
    file.bytes.extend_from_slice(BINARY_MARK);
    for ((id, _), object) in document.objects {
        match object {
            Object::Stream(mut stream) => {
                let content = std::mem::take(&mut stream.content);
                stream.dict.set("Length", content.len() as i64);
                file.stream(id, |out| syntax::dictionary(out, &stream.dict), &content);
            }
            other => syntax::object(objects.begin(id), &other),
        }
    }
    for start in (0..objects.starts.len()).step_by(PACKED_TOGETHER) {
        let id = objects.reserve();
        file.pack(id, &objects, start);
    }
    let id = Object::String(identifier(&file.bytes), lopdf::StringFormat::Hexadecimal);
    let mut trailer = document.trailer;
    trailer.set("ID", vec![id.clone(), id]);
    file.cross_reference(objects.reserve(), trailer);
    file.bytes
}

/// The identifier of a file whose objects are these bytes.
fn identifier(objects: &[u8]) -> Vec<u8> {
    Sha256::digest(objects)[..16].to_vec()
}

/// Returns whether a file is as [`write`](super::write) made it: its identifier is the hash of its objects. A program that
/// adds a remark to a PDF appends objects and a new end, or writes all of it anew.
pub fn is_as_written(file: &[u8]) -> bool {
    let end = file.strip_suffix(b"\n%%EOF\n").unwrap_or_default();
    let Some(digits) = end.rsplit(|&byte| byte == b'\n').next() else { return false };
    let place = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    let Some((objects, rest)) = place.and_then(|place: usize| file.split_at_checked(place)) else {
        return false;
    };
    let mut id = Vec::new();
    let hash = Object::String(identifier(objects), lopdf::StringFormat::Hexadecimal);
    syntax::object(&mut id, &hash);
    let count = |words: &[u8]| rest.windows(words.len()).filter(|bytes| *bytes == words).count();
    // The identifier is written twice.
    count(&id) == 2 && count(b"%%EOF") == 1
}

impl File {
    fn remember(&mut self, id: u32, entry: Entry) {
        let index = id as usize;
        if self.entries.len() <= index {
            self.entries.resize(index + 1, Entry::Free);
        }
        self.entries[index] = entry;
    }

    fn stream(&mut self, id: u32, dictionary: impl FnOnce(&mut Vec<u8>), content: &[u8]) {
        self.remember(id, Entry::At(self.bytes.len()));
        syntax::integer(&mut self.bytes, id.into());
        self.bytes.extend_from_slice(b" 0 obj\n");
        dictionary(&mut self.bytes);
        self.bytes.extend_from_slice(b"\nstream\n");
        self.bytes.extend_from_slice(content);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Writes an object stream with the objects from position `start` on (7.5.7).
    fn pack(&mut self, id: u32, objects: &Objects, start: usize) {
        let end = objects.starts.len().min(start + PACKED_TOGETHER);
        let from = objects.starts[start].1;
        let to = objects.starts.get(end).map_or(objects.text.len(), |&(_, place)| place);
        let mut content = Vec::with_capacity(to - from);
        for (index, &(packed, place)) in objects.starts[start..end].iter().enumerate() {
            self.remember(packed, Entry::Packed(id, index));
            syntax::numbers(&mut content, &[packed.into(), (place - from) as f64]);
            content.push(b' ');
        }
        let first = content.len();
        content.extend_from_slice(&objects.text[from..to]);
        let packed = deflated(&content);
        let dictionary = dictionary! {
            "Type" => "ObjStm",
            "N" => (end - start) as i64,
            "First" => first as i64,
            "Filter" => "FlateDecode",
            "Length" => packed.len() as i64,
        };
        self.stream(id, |out| syntax::dictionary(out, &dictionary), &packed);
    }

    /// Writes the cross-reference stream (7.5.8). Each row is written as its difference from the one
    /// above, which compresses to almost nothing.
    fn cross_reference(&mut self, id: u32, mut trailer: lopdf::Dictionary) {
        let place = self.bytes.len();
        self.remember(id, Entry::At(place));
        let length: usize = ENTRY.iter().sum();
        let mut above = vec![0; length];
        let mut rows = Vec::with_capacity(self.entries.len() * (length + 1));
        for entry in &self.entries {
            let row = row(*entry);
            rows.push(UP);
            rows.extend(row.iter().zip(&above).map(|(a, b): (&u8, &u8)| a.wrapping_sub(*b)));
            above = row;
        }
        let packed = deflated(&rows);
        trailer.set("Type", "XRef");
        trailer.set("Size", self.entries.len() as i64);
        trailer.set("W", ENTRY.map(|bytes| Object::from(bytes as i64)).to_vec());
        trailer.set("Filter", "FlateDecode");
        trailer.set("DecodeParms", dictionary! { "Predictor" => 12, "Columns" => length as i64 });
        trailer.set("Length", packed.len() as i64);
        self.stream(id, |out| syntax::dictionary(out, &trailer), &packed);
        self.bytes.extend_from_slice(format!("startxref\n{place}\n%%EOF\n").as_bytes());
    }
}

/// The PNG filter that subtracts the row above.
const UP: u8 = 2;

fn row(entry: Entry) -> Vec<u8> {
    let (kind, place, index) = match entry {
        Entry::Free => (0, 0, 0xFFFF),
        Entry::At(place) => (1, place, 0),
        Entry::Packed(stream, index) => (2, stream as usize, index),
    };
    let mut row = vec![kind];
    row.extend_from_slice(&(place as u32).to_be_bytes());
    row.extend_from_slice(&(index as u16).to_be_bytes());
    row
}
