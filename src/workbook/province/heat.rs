//! 市州热力图: the prefectures beside the indicators. Each has its status, in words and in colour, and below it the figure; both
//! are looked up in 各单位进展.

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, ConditionalFormatFormula, Format, RowNum, Worksheet, XlsxError};

use super::unit_progress::{self, row_key};
use super::words::HeatWords;
use crate::assess::{Assessment, Compared, UnitMark};
use crate::plan::TargetId;
use crate::registry::{Unit, UnitId};
use crate::report::wording::{NONE, Wording};
use crate::status::{Stage, Status};
use crate::targets::Kind;
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{self, Centred, Name};
use crate::workbook::formula::{float, of_whole};
use crate::workbook::home::write_back;
use crate::workbook::page::set_up_table;
use crate::workbook::statuses;
use crate::workbook::styles::{of_column, percent_with};
use crate::workbook::table::{Columns, Table};
use crate::workbook::text::write_merged;

/// An indicator in the columns.
struct Indicator {
    id: TargetId,
    title: String,
    by_completion: bool,
    /// The decimals of all its figures.
    digits: u32,
}

/// A row of a unit: that of its statuses, or that of its figures.
struct HeatLine<'a> {
    unit: &'a Unit,
    id: UnitId,
    /// By indicator; `None` where the unit has no part.
    marks: Vec<Option<&'a UnitMark>>,
    shows_figures: bool,
}

/// Returns whether there is anything to show: an indicator in which a prefecture has a place.
pub(super) fn is_needed(source: Source<'_>, assessment: &Assessment) -> bool {
    !indicators(source, assessment, "").is_empty()
}

/// Writes the map. Returns the number of indicators.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    words: &HeatWords,
    assessment: &Assessment,
) -> Result<usize, XlsxError> {
    let indicators = indicators(source, assessment, &words.percent);
    let lines = lines(source, assessment, &indicators);
    let mut columns: Columns<'_, HeatLine<'_>> = Columns::new();
    columns.add(&*words.unit, 92, Name, |_| Cell::OPEN);
    for (place, indicator) in indicators.iter().enumerate() {
        columns.add(&*indicator.title, 70, Centred, move |line| cell(line, place, indicator));
    }
    let mut table = Table::new(sheet, columns, 0, source.styles)?;
    table.title(&source.marked(&words.title))?;
    table.note(&words.note)?;
    table.header()?;
    for line in &lines {
        let row = table.row(line)?;
        if line.shows_figures {
            let style = of_column(&source.styles.name, &words.sheet, 0);
            write_merged(table.sheet, (row - 1, 0), (row, 0), &line.unit.short, &style)?;
        }
    }
    let last_col = table.last_col();
    let (first, last) = table.rows();
    statuses::colour(table.sheet, Stage::UnderWay, (first, 1), (last, last_col))?;
    colour_figures(table.sheet, (first + 1, 1), (last, last_col))?;
    set_up_table(&mut table, 1)?;
    table.sheet.set_print_fit_to_pages(1, 1);
    write_back(&mut table, source.back())?;
    Ok(indicators.len())
}

/// Returns the cell of an indicator.
fn cell(line: &HeatLine<'_>, place: usize, indicator: &Indicator) -> Cell {
    let Some(mark) = line.marks.get(place).copied().flatten() else {
        return Cell::text(NONE);
    };
    let look_up = |column| {
        let key = row_key(indicator.id, line.id);
        format!("=INDEX({column},MATCH(\"{key}\",{},0))", unit_progress::KEY)
    };
    if !line.shows_figures {
        return match mark.mark.status {
            Status::Unrated => Cell::text(NONE),
            status => Cell::formula(look_up(unit_progress::STATUS), status.word()).formatted(Name),
        };
    }
    let digits = indicator.digits;
    let (column, figure) = match indicator.by_completion {
        true => (
            unit_progress::PERCENT,
            mark.mark.percent.map(|percent| {
                let pattern = percent_with(digits.max(1));
                (of_whole(percent), CellFormat::Pattern(pattern.into()))
            }),
        ),
        false => (
            unit_progress::VALUE,
            mark.mark.value.map(|value| (float(value), CellFormat::decimals(value, digits))),
        ),
    };
    figure.map_or_else(
        || Cell::text(NONE),
        |(number, format)| Cell::formula(look_up(column), number).formatted(format),
    )
}

/// Returns the targets of indicators in which a prefecture has a place.
fn indicators(source: Source<'_>, assessment: &Assessment, completion: &str) -> Vec<Indicator> {
    let mut indicators = Vec::new();
    for item in source.basis.plan.indicators() {
        let Some(assessed) = assessment.item(item.id) else { continue };
        for (id, target) in item.numbered() {
            let mut marks = assessed.units.iter().filter_map(|unit| unit.targets.get(id.index()));
            if !marks.any(|mark| mark.rank.is_some()) {
                continue;
            }
            let wording = Wording::new(target);
            let kind = assessed.targets.get(id.index()).map(|target| target.kind);
            let by_completion = kind == Some(Kind::Amount);
            let measure = if by_completion { completion } else { &target.measure };
            let title = format!("{}\n（{measure}）", wording.noun());
            let figures = assessed
                .units
                .iter()
                .filter_map(|unit| Compared::of(kind?, &unit.targets.get(id.index())?.mark));
            let digits = Compared::digits(&figures.collect::<Vec<_>>());
            indicators.push(Indicator { id, title, by_completion, digits });
        }
    }
    indicators
}

/// Returns two lines for each prefecture, and for each unit that lies inside one.
fn lines<'a>(
    source: Source<'a>,
    assessment: &'a Assessment,
    indicators: &[Indicator],
) -> Vec<HeatLine<'a>> {
    let basis = source.basis;
    let territory = basis.territory();
    let units = basis.registry.units();
    let shown = units.filter(|&(id, _)| territory.is_ranked(id) || territory.is_enclosed(id));
    let mut lines = Vec::new();
    for (id, unit) in shown {
        let mark = |indicator: &Indicator| {
            let part = assessment.item(indicator.id.item)?.unit(id)?;
            part.targets.get(indicator.id.index())
        };
        let marks: Vec<_> = indicators.iter().map(mark).collect();
        if marks.iter().all(Option::is_none) {
            continue;
        }
        for shows_figures in [false, true] {
            lines.push(HeatLine { unit, id, marks: marks.clone(), shows_figures });
        }
    }
    lines
}

/// Colours figures as the statuses in the cells above them.
fn colour_figures(
    sheet: &mut Worksheet,
    first: (RowNum, ColNum),
    last: (RowNum, ColNum),
) -> Result<(), XlsxError> {
    if first.0 > last.0 {
        return Ok(());
    }
    let above = row_col_to_cell(first.0 - 1, first.1);
    for status in Stage::UnderWay.statuses() {
        let (fill, ink) = statuses::colours(status);
        let format = Format::new().set_background_color(fill).set_font_color(ink);
        let rule = format!("={above}=\"{}\"", status.word());
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        sheet.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
    }
    Ok(())
}
