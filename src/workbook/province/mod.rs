//! The province's workbook, 分解表.xlsx.
//!
//! [`decomposition`] writes its sheets in their order. Those that other sheets look things up in
//! (`data`, `targets`, `parts`, `duties`, `leader_duties`, `progress`, `unit_progress`, `months`) are tables with names for their
//! columns; what follows from them is formulas with stored results. `contents` and `overview`, written last, come first.

mod breakdown;
mod contents;
mod data;
mod duties;
mod heat;
mod leader_columns;
mod leader_duties;
mod months;
mod overview;
mod parts;
mod progress;
mod targets;
mod unit_progress;
mod units;
mod words;

use std::collections::BTreeMap;

use rust_xlsxwriter::Workbook;

use self::contents::Entry;
use self::data::ItemRows;
pub use self::words::ProvinceWords;
use super::cell::Cell;
use super::dataset::RangeNames;
use super::home::CONTENTS;
use super::leaders::counts::Listed;
use super::leaders::{self, Portfolio, References, Statuses, portfolios};
use super::matrix::{self, Grid};
use super::names::SheetNames;
use super::styles::{self, Styles};
use super::{Heading, SheetError, Source, add, annex, fill, page, properties};
use crate::assess::{Assessment, Basis};
use crate::input::demonstration::DEMONSTRATION;
use crate::plan::{Annex, Item, ItemId};
use crate::status::Status;

/// The sheets that every workbook has, whose names no leader's sheet may take.
const SHEETS: [&str; 11] = [
    CONTENTS,
    "附件1",
    "附件2",
    data::NAME,
    targets::NAME,
    breakdown::NAME,
    parts::NAME,
    matrix::NAME,
    units::NAME,
    progress::NAME,
    leaders::counts::NAME,
];

/// Makes 分解表.xlsx, with the progress by the last of `months`, the assessments of the year's months with returns, where there
/// are any.
///
/// # Errors
/// When the plan has more rows or units than a worksheet, a name or title is longer than a cell can
/// hold, or the date is outside Excel's calendar.
pub fn decomposition(
    basis: &Basis<'_>,
    months: &[Assessment],
    heading: &Heading,
    words: &ProvinceWords,
) -> Result<Vec<u8>, SheetError> {
    let mut book = Workbook::new();
    let title = words.title.to_string();
    let (author, company) = (&heading.author, &heading.issuer);
    book.set_properties(&properties(title, author, company, heading.date)?);
    styles::set_default(&mut book).map_err(SheetError::Pack)?;
    let styles = Styles::new(words.page.clone());
    let mut writer = Writer {
        book,
        source: Source {
            basis,
            heading,
            styles: &styles,
            words: &words.sheets,
            values: &words.values,
        },
        words,
        entries: Vec::new(),
        names: RangeNames::new(),
    };
    writer.write(months)?;
    writer.book.set_zip_compression_level(COMPRESSION).save_to_buffer().map_err(SheetError::Pack)
}

/// The level of compression: a tenth more bytes than at the usual 6, packed in half the time.
const COMPRESSION: u8 = 4;

/// The workbook, as far as it is written.
struct Writer<'a> {
    book: Workbook,
    source: Source<'a>,
    /// The words of its template.
    words: &'a ProvinceWords,
    /// The sheets that the contents list.
    entries: Vec<Entry>,
    /// The names of the columns of data sheets.
    names: RangeNames,
}

impl Writer<'_> {
    fn write(&mut self, months: &[Assessment]) -> Result<(), SheetError> {
        add(&mut self.book, CONTENTS, |_| Ok(()))?;
        if !months.is_empty() {
            let words = &self.words.overview;
            add(&mut self.book, &words.sheet, |_| Ok(()))?;
            self.list(&words.sheet, &*words.about, Cell::BLANK, "");
        }
        let places = self.annexes()?;
        let rows = self.data(&places)?;
        self.targets(&rows)?;
        let grid = self.matrix()?;
        self.units(grid.as_ref())?;
        let newest = months.last();
        self.duties(&rows, newest)?;
        if let [earlier @ .., now] = months {
            let periods = (now, earlier.last());
            self.progress(&rows, months, periods)?;
            self.heat(now)?;
            self.leaders(&rows, newest)?;
            let (source, words) = (self.source, &self.words.overview);
            fill(&mut self.book, &words.sheet, |sheet| {
                overview::write(sheet, source, words, now, &rows)
            })?;
        } else {
            self.leaders(&rows, None)?;
        }
        for (name, range) in &self.names {
            let named = self.book.define_name(name, range);
            named.map_err(SheetError::Pack)?;
        }
        let (entries, source) = (&self.entries, self.source);
        fill(&mut self.book, CONTENTS, |sheet| contents::write(sheet, source, entries))?;
        self.mark_pages()
    }

    /// Marks the printed pages of the sheets that show made-up data: all but those that repeat the notice.
    fn mark_pages(&mut self) -> Result<(), SheetError> {
        if !self.source.heading.is_demonstration {
            return Ok(());
        }
        let annexes: Vec<String> = self.source.basis.plan.annexes().map(Annex::words).collect();
        let of_notice = |name: &str| {
            [targets::NAME, matrix::NAME, units::NAME].contains(&name)
                || annexes.iter().any(|annex| annex == name)
        };
        let listed = self.entries.iter().map(|entry| entry.sheet.as_str());
        for name in listed.chain([CONTENTS]).filter(|name| !of_notice(name)) {
            fill(&mut self.book, name, |sheet| {
                page::mark(sheet, DEMONSTRATION);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Lists a sheet in the contents.
    fn list(&mut self, name: &str, about: impl Into<String>, count: Cell, measure: &str) {
        self.entries.push(Entry {
            sheet: name.to_owned(),
            about: about.into(),
            count,
            measure: measure.to_owned(),
        });
    }

    /// Writes 附件1 and 附件2. Returns the rows of their items.
    fn annexes(&mut self) -> Result<ItemRows, SheetError> {
        let source = self.source;
        let mut places = BTreeMap::new();
        for annex in source.basis.plan.annexes() {
            let name = &annex.words();
            let written = add(&mut self.book, name, |sheet| annex::write(sheet, source, annex))?;
            let about = source.annex(annex).about;
            let counted = format!("=COUNTIF({},{annex})", data::ANNEX);
            self.list(
                name,
                about,
                Cell::count_by(counted, written.len()),
                &source.words.contents.measures.item,
            );
            places.extend(written);
        }
        Ok(places)
    }

    /// Writes 数据. Returns the rows of the items.
    fn data(&mut self, places: &ItemRows) -> Result<ItemRows, SheetError> {
        let source = self.source;
        let (names, rows) =
            add(&mut self.book, data::NAME, |sheet| data::write(sheet, source, places))?;
        let about = &*source.words.data.about;
        let count = Cell::count_by(format!("=COUNT({})", data::ANNEX), rows.len());
        self.list(data::NAME, about, count, &source.words.contents.measures.item);
        self.names.extend(names);
        Ok(rows)
    }

    /// Writes 指标, 分解数据 and 目标分解.
    fn targets(&mut self, rows: &ItemRows) -> Result<(), SheetError> {
        let source = self.source;
        let items = source.basis.plan.items().iter();
        let count = items.clone().map(|item| item.targets.len()).sum();
        let handed_down = items
            .flat_map(Item::numbered)
            .map(|(id, _)| source.basis.breakdown.parts(id).count())
            .sum();
        let targets =
            add(&mut self.book, targets::NAME, |sheet| targets::write(sheet, source, rows))?;
        let parts = add(&mut self.book, parts::NAME, |sheet| parts::write(sheet, source))?;
        let lines = add(&mut self.book, breakdown::NAME, |sheet| breakdown::write(sheet, source))?;
        let count = Cell::count_by(format!("=COUNT({})", targets::VALUE), count);
        self.list(
            targets::NAME,
            &*source.words.targets.about,
            count,
            &source.words.contents.measures.target,
        );
        let about = &*source.words.parts.about;
        let count = Cell::count_by(format!("=COUNT({})", parts::VALUE), handed_down);
        self.list(parts::NAME, about, count, &source.words.contents.measures.target);
        let about = &*source.words.breakdown.about;
        self.list(
            breakdown::NAME,
            about,
            Cell::count(lines),
            &source.words.contents.measures.target,
        );
        self.names.extend(targets.into_iter().chain(parts));
        Ok(())
    }

    /// Writes 责任矩阵.
    fn matrix(&mut self) -> Result<Option<Grid>, SheetError> {
        let source = self.source;
        let grid = add(&mut self.book, matrix::NAME, |sheet| matrix::write(sheet, source))?;
        let about = &*source.words.matrix.about;
        self.list(matrix::NAME, about, Cell::BLANK, "");
        Ok(grid)
    }

    /// Writes 单位统计.
    fn units(&mut self, grid: Option<&Grid>) -> Result<(), SheetError> {
        let source = self.source;
        let count = add(&mut self.book, units::NAME, |sheet| units::write(sheet, source, grid))?;
        let about = &*source.words.units.about;
        self.list(units::NAME, about, Cell::count(count), &source.words.contents.measures.unit);
        Ok(())
    }

    /// Writes 分工.
    fn duties(
        &mut self,
        rows: &ItemRows,
        assessment: Option<&Assessment>,
    ) -> Result<(), SheetError> {
        let (source, words) = (self.source, &self.words.duties);
        let statuses = assessment.map(statuses);
        let statuses = statuses.as_ref().map(looked_up);
        let (names, count) = add(&mut self.book, &words.sheet, |sheet| {
            duties::write(sheet, source, words, rows, statuses.as_ref())
        })?;
        self.list(
            &words.sheet,
            &*words.about,
            Cell::count(count),
            &source.words.contents.measures.row,
        );
        self.names.extend(names);
        Ok(())
    }

    /// Writes 进展, 各单位进展 and 月度数据.
    fn progress(
        &mut self,
        rows: &ItemRows,
        months: &[Assessment],
        periods @ (now, _): (&Assessment, Option<&Assessment>),
    ) -> Result<(), SheetError> {
        let (source, ProvinceWords { units, months: words, .. }) = (self.source, self.words);
        for name in [progress::NAME, &units.sheet] {
            add(&mut self.book, name, |_| Ok(()))?;
        }
        let (names, month_rows, courses) = add(&mut self.book, &words.sheet, |sheet| {
            months::write(sheet, source, words, months, rows)
        })?;
        self.names.extend(names);
        let names = fill(&mut self.book, progress::NAME, |sheet| {
            progress::write(sheet, source, periods, rows, &courses)
        })?;
        self.names.extend(names);
        let (names, unit_rows) = fill(&mut self.book, &units.sheet, |sheet| {
            unit_progress::write(sheet, source, units, periods, rows)
        })?;
        self.names.extend(names);
        let about = &*source.words.progress.about;
        self.list(
            progress::NAME,
            about,
            Cell::count(now.items.len()),
            &source.words.contents.measures.item,
        );
        self.list(
            &units.sheet,
            &*units.about,
            Cell::count(unit_rows),
            &source.words.contents.measures.row,
        );
        self.list(
            &words.sheet,
            &*words.about,
            Cell::count(month_rows),
            &source.words.contents.measures.row,
        );
        Ok(())
    }

    /// Writes 市州热力图, where there is anything to show.
    fn heat(&mut self, assessment: &Assessment) -> Result<(), SheetError> {
        let (source, words) = (self.source, &self.words.heat);
        if !heat::is_needed(source, assessment) {
            return Ok(());
        }
        let count = add(&mut self.book, &words.sheet, |sheet| {
            heat::write(sheet, source, words, assessment)
        })?;
        self.list(
            &words.sheet,
            &*words.about,
            Cell::count(count),
            &source.words.contents.measures.unit,
        );
        Ok(())
    }

    /// Writes 领导汇总, and a sheet for each leader who leads an item.
    fn leaders(
        &mut self,
        rows: &ItemRows,
        assessment: Option<&Assessment>,
    ) -> Result<(), SheetError> {
        let (source, words) = (self.source, &self.words.leaders);
        let mut names = SheetNames::default();
        let sheets = self.words.sheets();
        let annexes: Vec<String> = source.basis.plan.annexes().map(Annex::words).collect();
        let of_annexes = annexes.iter().map(|name| &**name).filter(|name| !SHEETS.contains(name));
        let named = sheets.iter().map(|(_, sheet)| &***sheet);
        for name in SHEETS.into_iter().chain(of_annexes).chain(named) {
            names.claim(name);
        }
        let statuses = assessment.map(statuses);
        let references =
            References { items: (data::NAME, rows), statuses: statuses.as_ref().map(looked_up) };
        add(&mut self.book, leaders::counts::NAME, |_| Ok(()))?;
        let (columns, count) = add(&mut self.book, &words.sheet, |sheet| {
            leader_duties::write(sheet, source, words, rows, references.statuses.as_ref())
        })?;
        self.names.extend(columns);
        let at = self.entries.len();
        self.list(
            &words.sheet,
            &*words.about,
            Cell::count(count),
            &source.words.contents.measures.row,
        );
        let mut all: Vec<(Portfolio<'_>, Option<Listed>)> = Vec::new();
        for portfolio in portfolios(source) {
            let mut listed = None;
            if !portfolio.items.is_empty() {
                let sheet = names.claim(portfolio.name);
                let list = add(&mut self.book, &sheet, |sheet| {
                    leaders::write(sheet, source, &portfolio, &references)
                })?;
                let about = format!("{}{}", portfolio.who(), source.words.leader.about);
                self.list(
                    &sheet,
                    about,
                    Cell::count(portfolio.items.len()),
                    &source.words.contents.measures.item,
                );
                listed = Some(Listed { sheet, list });
            }
            all.push((portfolio, listed));
        }
        let about = &*source.words.leaders.about;
        self.list(
            leaders::counts::NAME,
            about,
            Cell::count(all.len()),
            &source.words.contents.measures.leader,
        );
        self.entries[at..].rotate_right(1);
        fill(&mut self.book, leaders::counts::NAME, |sheet| {
            leaders::counts::write(sheet, source, &all)
        })
    }
}

/// Returns the statuses with the columns in which formulas look them up.
fn looked_up(of: &BTreeMap<ItemId, Status>) -> Statuses<'_> {
    Statuses { of, ids: progress::ID, words: progress::STATUS }
}

/// Returns the status of each item.
fn statuses(assessment: &Assessment) -> BTreeMap<ItemId, Status> {
    let items = assessment.items.iter();
    items.map(|item| (item.id, item.status)).collect()
}
