//! The province's workbook, 分解表.xlsx.
//!
//! [`decomposition`] writes its sheets in their order. Those that other sheets look things up in
//! (`data`, `targets`, `parts`, `progress`) are tables with names for their columns; what follows from
//! them is formulas with stored results. `contents`, written last, stands first.

mod breakdown;
mod contents;
mod data;
mod parts;
mod progress;
mod targets;
mod units;

use std::collections::BTreeMap;

use rust_xlsxwriter::{RowNum, Workbook};

use self::contents::Entry;
use super::dataset::Dataset;
use super::home::CONTENTS;
use super::leaders::counts::Listed;
use super::leaders::{self, Portfolio, References, Statuses, portfolios};
use super::matrix::{self, Grid};
use super::names::SheetNames;
use super::styles::{self, Styles};
use super::{Heading, SheetError, add, annex, annex_name, fill, properties};
use crate::assess::{Assessment, Basis};
use crate::plan::{Annex, Item, ItemId};
use gongwen::status::Status;

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

/// Makes 分解表.xlsx, with the progress of `assessment` where there is one.
///
/// # Errors
/// When the plan has more rows or units than a worksheet, a name or title is longer than a cell can
/// hold, or the date is outside Excel's calendar.
pub fn decomposition(
    basis: &Basis<'_>,
    assessment: Option<&Assessment>,
    heading: &Heading,
) -> Result<Vec<u8>, SheetError> {
    let mut book = Workbook::new();
    let title = format!("{}年目标任务分解表", heading.year);
    let (author, company) = (&heading.author, &heading.issuer);
    book.set_properties(&properties(title, author, company, heading.date)?);
    styles::set_default(&mut book).map_err(SheetError::Pack)?;
    let styles = Styles::new();
    let mut writer = Writer {
        book,
        basis,
        heading,
        styles: &styles,
        entries: Vec::new(),
        datasets: Vec::new(),
    };
    writer.write(assessment)?;
    writer.book.save_to_buffer().map_err(SheetError::Pack)
}

/// The workbook, as far as it is written.
struct Writer<'a> {
    book: Workbook,
    basis: &'a Basis<'a>,
    heading: &'a Heading,
    styles: &'a Styles,
    /// What the contents list.
    entries: Vec<Entry>,
    /// The tables whose columns get names.
    datasets: Vec<Dataset>,
}

impl Writer<'_> {
    fn write(&mut self, assessment: Option<&Assessment>) -> Result<(), SheetError> {
        add(&mut self.book, CONTENTS, |_| Ok(()))?;
        let places = self.annexes()?;
        let rows = self.data(&places)?;
        self.targets(&rows)?;
        let grid = self.matrix()?;
        self.units(grid.as_ref())?;
        if let Some(assessment) = assessment {
            self.progress(&rows, assessment)?;
        }
        self.leaders(&rows, assessment)?;
        for (name, range) in self.datasets.iter().flat_map(Dataset::names) {
            self.book
                .define_name(name, &range)
                .map_err(SheetError::Pack)?;
        }
        let (entries, heading, styles) = (&self.entries, self.heading, self.styles);
        fill(&mut self.book, CONTENTS, |sheet| {
            contents::write(sheet, entries, heading, styles)
        })
    }

    /// 附件1 and 附件2; gives the rows of their items.
    fn annexes(&mut self) -> Result<BTreeMap<ItemId, RowNum>, SheetError> {
        let (basis, heading, styles) = (self.basis, self.heading, self.styles);
        let mut places = BTreeMap::new();
        for annex in Annex::ALL {
            let name = annex_name(annex);
            let written = add(&mut self.book, name, |sheet| {
                annex::write(sheet, annex, basis.plan, heading, styles)
            })?;
            let about = format!("{}，按印发的格式", heading.title(annex));
            let counted = format!("=COUNTIF(事项_附件,{})", annex.number());
            let entry = Entry::new(name, about).counting(written.len(), "项");
            self.entries.push(entry.by(counted));
            places.extend(written);
        }
        Ok(places)
    }

    /// 数据; gives the rows of the items.
    fn data(
        &mut self,
        places: &BTreeMap<ItemId, RowNum>,
    ) -> Result<BTreeMap<ItemId, RowNum>, SheetError> {
        let (basis, heading, styles) = (self.basis, self.heading, self.styles);
        let (data, rows) = add(&mut self.book, data::NAME, |sheet| {
            data::write(sheet, basis.plan, places, heading, styles)
        })?;
        let about = "全部事项，一行一项，没有合并单元格，供筛选、排序和引用";
        let entry = Entry::new(data::NAME, about).counting(rows.len(), "项");
        self.entries.push(entry.by("=COUNT(事项_序号)".to_owned()));
        self.datasets.push(data);
        Ok(rows)
    }

    /// 指标, 分解数据 and 目标分解.
    fn targets(&mut self, rows: &BTreeMap<ItemId, RowNum>) -> Result<(), SheetError> {
        let (basis, heading, styles) = (self.basis, self.heading, self.styles);
        let items = basis.plan.items().iter();
        let count = items.clone().map(|item| item.targets.len()).sum();
        let handed_down = items
            .flat_map(Item::numbered)
            .map(|(id, _)| basis.breakdown.parts(id).count())
            .sum();
        let targets = add(&mut self.book, targets::NAME, |sheet| {
            targets::write(sheet, basis.plan, rows, heading, styles)
        })?;
        let parts = add(&mut self.book, parts::NAME, |sheet| {
            parts::write(sheet, basis, heading, styles)
        })?;
        let lines = add(&mut self.book, breakdown::NAME, |sheet| {
            breakdown::write(sheet, basis, (&targets, &parts), heading, styles)
        })?;
        let about = "各事项的量化指标";
        let entry = Entry::new(targets::NAME, about).counting(count, "个");
        self.entries
            .push(entry.by("=COUNT(指标_目标值)".to_owned()));
        let about = "分解到各单位的目标数，一行一数；目标分解由此计算";
        let entry = Entry::new(parts::NAME, about).counting(handed_down, "个");
        self.entries
            .push(entry.by("=COUNT(分解_目标值)".to_owned()));
        let about = "各指标分解到各单位的情况，分解合计、差额自动计算，不平衡的有标记";
        self.entries
            .push(Entry::new(breakdown::NAME, about).counting(lines, "个"));
        self.datasets.extend([targets, parts]);
        Ok(())
    }

    /// 责任矩阵.
    fn matrix(&mut self) -> Result<Option<Grid>, SheetError> {
        let (basis, heading, styles) = (self.basis, self.heading, self.styles);
        let grid = add(&mut self.book, matrix::NAME, |sheet| {
            matrix::write(
                sheet,
                basis.plan,
                basis.registry,
                basis.duties,
                heading,
                styles,
            )
        })?;
        self.entries.push(Entry::new(
            matrix::NAME,
            "各单位在各事项中的职责（A3 打印）",
        ));
        Ok(grid)
    }

    /// 单位统计.
    fn units(&mut self, grid: Option<&Grid>) -> Result<(), SheetError> {
        let (basis, heading, styles) = (self.basis, self.heading, self.styles);
        let count = add(&mut self.book, units::NAME, |sheet| {
            units::write(sheet, grid, basis.registry, heading, styles)
        })?;
        let about = "各单位牵头、配合、实施的事项数和图";
        self.entries
            .push(Entry::new(units::NAME, about).counting(count, "个"));
        Ok(())
    }

    /// 进展.
    fn progress(
        &mut self,
        rows: &BTreeMap<ItemId, RowNum>,
        assessment: &Assessment,
    ) -> Result<(), SheetError> {
        let (basis, heading, styles) = (self.basis, self.heading, self.styles);
        let progress = add(&mut self.book, progress::NAME, |sheet| {
            progress::write(sheet, basis, assessment, rows, heading, styles)
        })?;
        let about = format!(
            "截至{}年{}月底各事项的进展和状态",
            assessment.month.year(),
            assessment.month.number()
        );
        let entry = Entry::new(progress::NAME, about).counting(assessment.items.len(), "项");
        self.entries.push(entry);
        self.datasets.push(progress);
        Ok(())
    }

    /// 领导汇总, and a sheet for each leader who leads anything.
    fn leaders(
        &mut self,
        rows: &BTreeMap<ItemId, RowNum>,
        assessment: Option<&Assessment>,
    ) -> Result<(), SheetError> {
        let (basis, heading, styles) = (self.basis, self.heading, self.styles);
        let mut names = SheetNames::default();
        for name in SHEETS {
            names.claim(name);
        }
        let statuses = assessment.map(statuses);
        let references = References {
            items: (data::NAME, rows),
            statuses: statuses.as_ref().map(|of| Statuses {
                of,
                names: [progress::ID, progress::STATUS].map(progress::column),
            }),
        };
        add(&mut self.book, leaders::counts::NAME, |_| Ok(()))?;
        let at = self.entries.len();
        let mut all: Vec<(Portfolio<'_>, Option<Listed>)> = Vec::new();
        for portfolio in portfolios(basis.plan, basis.registry) {
            let mut listed = None;
            if !portfolio.items.is_empty() {
                let sheet = names.claim(portfolio.name);
                let rows = add(&mut self.book, &sheet, |sheet| {
                    leaders::write(sheet, &portfolio, &references, heading, styles)
                })?;
                let about = format!("{}牵头的事项", portfolio.who());
                let entry = Entry::new(&sheet, about).counting(portfolio.items.len(), "项");
                self.entries.push(entry);
                listed = Some(Listed { sheet, rows });
            }
            all.push((portfolio, listed));
        }
        let about = "各位领导牵头的事项数";
        let entry = Entry::new(leaders::counts::NAME, about).counting(all.len(), "位");
        self.entries.insert(at, entry);
        let items = basis.plan.items().len();
        fill(&mut self.book, leaders::counts::NAME, |sheet| {
            leaders::counts::write(sheet, &all, items, heading, styles)
        })
    }
}

/// The status of each item.
fn statuses(assessment: &Assessment) -> BTreeMap<ItemId, Status> {
    let items = assessment.items.iter();
    items.map(|item| (item.id, item.status)).collect()
}
