//! Files of returns that are read several at once, and handed out in their order.

use rayon::prelude::*;

use super::folder::IncomingFile;

/// The maximum number of files that wait for one another.
const FILES: usize = 32;

/// The size of the files that wait for one another, in bytes, beyond which they are read.
const BYTES: usize = 32 << 20;

/// Files of returns that wait to be read.
#[derive(Debug, Default)]
pub struct Batch {
    files: Vec<IncomingFile>,
    bytes: usize,
}

impl Batch {
    /// Adds a file. Returns whether the batch is full.
    pub fn add(&mut self, file: IncomingFile) -> bool {
        self.bytes += file.content.as_ref().map_or(0, Vec::len);
        self.files.push(file);
        self.files.len() >= FILES || self.bytes >= BYTES
    }

    /// Reads the files by `read`. Returns what it made of them, in the order in which they were added; none is left.
    pub fn read<T: Send>(&mut self, read: impl Fn(IncomingFile) -> T + Send + Sync) -> Vec<T> {
        self.bytes = 0;
        std::mem::take(&mut self.files).into_par_iter().map(read).collect()
    }
}
