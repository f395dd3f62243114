//! The made-up returns of 2018: the units' reports, and the files in which they send them.
//!
//! `world` is the data known before; `figures` decides every number, `breakdown` the parts of the
//! prefectures; `departments` and `local` word them as rows, `flaws` spoils some, `files` distributes them
//! over files of several kinds.

mod breakdown;
mod csv_file;
mod departments;
mod dice;
mod figures;
mod files;
mod flaws;
mod local;
mod places;
mod quarter;
mod rates;
mod row;
mod scenario;
mod spellings;
mod words;
mod workbook;
mod world;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

/// Returns every file, by its path below `seeds`, for the plan of the workspace `root`.
///
/// # Errors
/// The workspace cannot be read, or its plan does not match the scenario.
pub fn files(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let world = world::World::load(root)?;
    let figures = figures::Figures::new(&world);
    let mut files = BTreeMap::from([("targets.csv".to_owned(), breakdown::file(&world))]);
    for quarter in quarter::Quarter::ALL {
        let mut rows = departments::rows(&world, &figures, quarter);
        rows.extend(local::rows(&world, &figures, quarter));
        let corrections = flaws::put_in(&mut rows, quarter);
        files.extend(files::of(quarter, rows, corrections)?);
    }
    Ok(files)
}
