//! The cost of the Excel workbooks: `cargo bench --bench sheets`.
//!
//! The province workbook and the workbooks of all units are made from the data of this repository and
//! written to a temporary folder: assessed, worded, laid out and packed. Then the same cells (every text, number, formula
//! with its result, and blank cell of a table, each with as many different formats, but no widths, merges, tables, charts or
//! validations) are written with rust_xlsxwriter alone, as a plain program would write them. Both run on one thread; rust_xlsxwriter has its own. Prints the processor
//! time of a run of each, in milliseconds, the mean of five, and fails if the former takes more than 1.4 times the latter.
//! On systems without `/proc` the elapsed time is measured.

use std::error::Error;
use std::fs;
use std::io::{Cursor, Read as _};
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
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook};
use zip::ZipArchive;

const RUNS: u32 = 5;
const MOST: f64 = 1.4;

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
        localities: config.assessment.localities().to_owned(),
        issuer: heading.issuer.clone(),
        indicators: session.plan.indicators_name(),
        tasks: session.plan.tasks_name(),
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

/// A cell: row, column, number of its format, and content.
type Cell = (u32, u16, u16, Content);

enum Content {
    Blank,
    Text(String),
    Number(f64),
    Formula(String, String),
}

/// The cells of a workbook, by worksheet.
struct Book(Vec<(String, Vec<Cell>)>);

impl Book {
    fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let bytes = fs::read(path)?;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes))?;
        let mut parts = ZipArchive::new(Cursor::new(&bytes))?;
        let mut sheets = Vec::new();
        for (number, name) in (1..).zip(book.sheet_names()) {
            let formulas = book.worksheet_formula(&name)?;
            let values = book.worksheet_range(&name)?;
            let mut part = String::new();
            parts
                .by_name(&format!("xl/worksheets/sheet{number}.xml"))?
                .read_to_string(&mut part)?;
            let mut cells = Vec::new();
            for (row, column, format) in formats(&part)? {
                let at = (row, column.into());
                let formula = formulas.get_value(at).filter(|formula| !formula.is_empty());
                let content = match (formula, values.get_value(at)) {
                    (_, None | Some(Data::Empty)) => Content::Blank,
                    (Some(formula), Some(value)) => {
                        Content::Formula(format!("={formula}"), value.to_string())
                    }
                    (_, Some(Data::Float(number))) => Content::Number(*number),
                    (_, Some(value)) => Content::Text(value.to_string()),
                };
                cells.push((row, column, format, content));
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
        let last =
            self.0.iter().flat_map(|(_, cells)| cells).map(|&(_, _, format, _)| format).max();
        let formats: Vec<Format> = (0..=last.unwrap_or(0)).map(format).collect();
        for (name, cells) in &self.0 {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            for &(row, column, format, ref content) in cells {
                let format = &formats[usize::from(format)];
                match content {
                    Content::Blank => sheet.write_blank(row, column, format)?,
                    Content::Text(text) => {
                        sheet.write_string_with_format(row, column, text, format)?
                    }
                    Content::Number(number) => {
                        sheet.write_number_with_format(row, column, *number, format)?
                    }
                    Content::Formula(formula, result) => {
                        let formula = Formula::new(formula).set_result(result);
                        sheet.write_formula_with_format(row, column, formula, format)?
                    }
                };
            }
        }
        Ok(book.save_to_buffer()?)
    }
}

/// Row, column and number of the format of a cell.
type Formatted = (u32, u16, u16);

/// Returns the formats of all cells of a worksheet, blank ones too.
fn formats(part: &str) -> Result<Vec<Formatted>, Box<dyn Error>> {
    let mut cells = Vec::new();
    for tag in part.split("<c r=\"").skip(1) {
        let (name, rest) = tag.split_once('"').ok_or("a cell without a name")?;
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let column = letters.bytes().fold(0, |sum, b| sum * 26 + u16::from(b - b'A') + 1) - 1;
        let row: u32 = name[letters.len()..].parse()?;
        let format = rest.strip_prefix(" s=\"").and_then(|rest| rest.split_once('"'));
        cells.push((row - 1, column, format.map_or(Ok(0), |(format, _)| format.parse())?));
    }
    Ok(cells)
}

/// Returns a format as cells of a table have it, a different one for each number.
fn format(number: u16) -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_font_name("仿宋")
        .set_font_size(8.0 + f64::from(number) / 4.0)
}
