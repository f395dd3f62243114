//! The positions of cells as a person finds them: in text files the parts of a row are counted, not its characters.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Place;
use crate::input::SourceFile;
use crate::input::csv::CellNumbers;
use crate::report::claim::Source;

/// Maximum number of cells that are named for a figure.
const MOST_NAMED: usize = 2;

/// The cells of a workspace's text files.
#[derive(Debug)]
pub(super) struct CountedCells<'a> {
    root: &'a Path,
    files: BTreeMap<String, CellNumbers>,
}

impl<'a> CountedCells<'a> {
    /// Makes the cells of the workspace at `root`; files are read when a cell of theirs is asked for.
    pub(super) fn new(root: &'a Path) -> Self {
        Self { root, files: BTreeMap::new() }
    }

    /// Returns the source with the position of its cell in place of that of a character.
    pub(super) fn counted(&mut self, source: &Source) -> Source {
        let mut counted = source.clone();
        if source.sheet.is_none() {
            let root = self.root;
            let numbers = self.files.entry(source.file.clone()).or_insert_with(|| {
                SourceFile::read(root, &source.file)
                    .map_or_else(|_| CellNumbers::default(), |file| CellNumbers::of(&file))
            });
            counted.column = numbers.get(source.line, source.column).unwrap_or(source.column);
        }
        counted
    }

    /// Returns cells in words, with their files: seeds/targets.csv第3行第4列.
    pub(super) fn words(&mut self, sources: &[Source]) -> String {
        let named = sources.iter().take(MOST_NAMED).map(|source| {
            let Source { file, sheet, line, column } = self.counted(source);
            let place = Place { sheet, line, column, ..Place::file(file) };
            format!("{} {}", place.file, place.cell())
        });
        let named = named.collect::<Vec<_>>().join("、");
        match sources.len() {
            all if all > MOST_NAMED => format!("{named}等{all}处"),
            _ => named,
        }
    }
}
