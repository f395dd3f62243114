//! The cost of the Excel workbooks: `cargo bench --bench sheets`.
//!
//! The province workbook and the workbooks of all units are made from the data of this repository and
//! written to a temporary folder: assessed, worded, laid out and packed. Then the same cells (every text, number and formula
//! with its result, but no formats, widths, merges or validations) are written with rust_xlsxwriter alone, which is the
//! least that any program could spend with it. Both run on one thread; rust_xlsxwriter has its own. Prints the processor
//! time of a run of each, in milliseconds, the mean of five, and fails if the former takes more than three times the latter.
//! On systems without `/proc` the elapsed time is measured.

use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{Data, Reader as _, Xlsx};
use duban::assess::Assessment;
use duban::diagnostic::Diagnostics;
use duban::job::{self, Options, Session};
use duban::plan::Duties;
use duban::report::ProvinceBook;
use duban::report::template::{FORM, Templates, WORKBOOK};
use duban::workbook::{Heading, ProvinceWords, UnitBooks, decomposition};
use duban::workspace::{TEMPLATE_DIR, Workspace};
use rust_xlsxwriter::{Formula, Workbook};

const RUNS: u32 = 5;
const MOST: f64 = 3.0;

fn main() -> Result<(), Box<dyn Error>> {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let folder = tempfile::tempdir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let session =
        Session::load(Workspace::open(Some(root))?, Options::default(), &mut Diagnostics::new())?;
    let ours = time(|| make(&session, folder.path()))?;
    let files = workbooks(folder.path())?;
    let books = files.iter().map(|file| Book::read(file));
    let books = books.collect::<Result<Vec<_>, _>>()?;
    let bare_folder = tempfile::tempdir()?;
    let bare = time(|| {
        for (number, book) in books.iter().enumerate() {
            let path = bare_folder.path().join(format!("{number}.xlsx"));
            fs::write(path, book.write()?)?;
        }
        Ok(())
    })?;
    let cells: usize = books.iter().map(Book::cells).sum();
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!(
        "{} workbooks with {cells} cells: {:.0} ms; bare {:.0} ms; {ratio:.2} times",
        books.len(),
        milliseconds(ours),
        milliseconds(bare),
    );
    if ratio > MOST {
        return Err(format!("more than {MOST} times the bare program").into());
    }
    Ok(())
}

/// Makes all workbooks from the loaded data.
fn make(session: &Session, folder: &Path) -> Result<(), Box<dyn Error>> {
    let (root, config) = (&session.workspace.root, &session.workspace.config);
    let templates = |name: &str| Templates::load(root, TEMPLATE_DIR, name).map_err(|it| it.message);
    let duties = Duties::new(&session.plan, &session.registry);
    let months = session.progress.months.keys();
    let months = months.map(|&month| Assessment::new(&session.basis(&duties), month));
    let months: Vec<Assessment> = months.collect();
    let heading = Heading::new(config, true);
    let context = ProvinceBook {
        year: heading.year,
        region: heading.region.clone(),
        government: heading.government.clone(),
        issuer: heading.issuer.clone(),
        total: session.plan.items().len(),
        ..ProvinceBook::default()
    };
    let words = ProvinceWords::new(&templates(WORKBOOK)?, &context.with_months(&months));
    let words = words.map_err(|problem| problem.message)?;
    let province = decomposition(&session.basis(&duties), &months, &heading, &words)?;
    fs::write(folder.join("province.xlsx"), province)?;
    let forms = templates(FORM)?;
    let month = job::form_month(session, None)?;
    let books = UnitBooks::new(session.basis(&duties), config, month);
    for unit in duties.units() {
        let words = books.words(&forms, unit).map_err(|problem| problem.message)?;
        let name = format!("{}.xlsx", session.registry.unit(unit).code);
        fs::write(folder.join(name), books.workbook(unit, &words)?)?;
    }
    Ok(())
}

/// Returns the processor time of a run, the mean of five after a first one.
fn time(run: impl Fn() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    run()?;
    let (before, start) = (processor_time(), Instant::now());
    for _ in 0..RUNS {
        run()?;
    }
    let elapsed = start.elapsed();
    let used = processor_time().zip(before).map(|(after, before)| after - before);
    Ok(used.unwrap_or(elapsed) / RUNS)
}

/// Returns the processor time that all threads of this program have used, in the system's hundredths of a second.
fn processor_time() -> Option<Duration> {
    const USER: usize = 11;
    const TICK: Duration = Duration::from_millis(10);
    let numbers = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may have blanks.
    let mut behind_name = numbers.rsplit_once(')')?.1.split_whitespace().skip(USER);
    let (user, system) = (behind_name.next()?.parse::<u32>(), behind_name.next()?.parse::<u32>());
    Some(TICK * (user.ok()? + system.ok()?))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Returns all workbooks in a folder.
fn workbooks(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let found = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut found = found.collect::<Result<Vec<_>, std::io::Error>>()?;
    found.sort();
    Ok(found)
}

/// A cell with content: row, column and content.
type Cell = (u32, u16, Content);

enum Content {
    Text(String),
    Number(f64),
    Formula(String, String),
}

/// The cells of a workbook, by worksheet.
struct Book(Vec<(String, Vec<Cell>)>);

impl Book {
    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(path)?))?;
        let mut sheets = Vec::new();
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name)?;
            let range = book.worksheet_range(&name)?;
            let (top, left) = range.start().unwrap_or_default();
            let mut cells = Vec::new();
            for (row, column, value) in range.used_cells() {
                let (row, column) = (top + u32::try_from(row)?, left + u32::try_from(column)?);
                let formula = formulas.get_value((row, column));
                let content = match (formula, value) {
                    (Some(formula), value) if !formula.is_empty() => {
                        Content::Formula(format!("={formula}"), value.to_string())
                    }
                    (_, Data::Float(number)) => Content::Number(*number),
                    (_, value) => Content::Text(value.to_string()),
                };
                cells.push((row, u16::try_from(column)?, content));
            }
            sheets.push((name, cells));
        }
        Ok(Self(sheets))
    }

    fn cells(&self) -> usize {
        self.0.iter().map(|(_, cells)| cells.len()).sum()
    }

    fn write(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut book = Workbook::new();
        for (name, cells) in &self.0 {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            for (row, column, content) in cells {
                match content {
                    Content::Text(text) => sheet.write_string(*row, *column, text)?,
                    Content::Number(number) => sheet.write_number(*row, *column, *number)?,
                    Content::Formula(formula, result) => {
                        let formula = Formula::new(formula).set_result(result);
                        sheet.write_formula(*row, *column, formula)?
                    }
                };
            }
        }
        Ok(book.save_to_buffer()?)
    }
}
