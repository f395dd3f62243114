//! The made-up returns of 2018: what the units report, and the files they send it in.
//!
//! `world` is what is known before; `figures` decides every number, `breakdown` the parts of the
//! prefectures; `departments` and `local` word them as rows, `flaws` spoils some, `files` spreads them
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

/// Every file, by its path below `seeds`, for the plan of the workspace `root`.
///
/// # Errors
/// The workspace cannot be read, or the plan is not the one that the scenario tells of.
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
