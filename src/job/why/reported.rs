//! The lines on what was reported for a target, by whom and in which cell.

use super::{CountedCells, Question};
use crate::assess::{Kind, Origin, TargetMark};
use crate::plan::TargetId;
use crate::registry::UnitId;
use crate::report::claim::Source;
use crate::report::evidence;
use crate::report::wording::{self, exactly};
use crate::returns::{DefectKind, Field, Key, Return, VERIFIED_FILE};

impl Question<'_> {
    fn report(&self, target: TargetId, unit: UnitId) -> Option<&Return> {
        self.evidence.basis.progress.of(self.month).get(&Key { target, unit })
    }

    /// Returns what a unit reported.
    pub(super) fn reported_by(
        &self,
        id: TargetId,
        unit: UnitId,
        owed: bool,
        cells: &mut CountedCells<'_>,
    ) -> String {
        match self.report(id, unit) {
            Some(report) => self.statement(id, report, cells),
            None => {
                let zero_reports = self.evidence.basis.progress.zero_reports.get(&self.month);
                match zero_reports.is_some_and(|units| units.contains_key(&unit)) {
                    true => "单位报来零报告，没有这一项的数".to_owned(),
                    false if owed => "没有报送".to_owned(),
                    false => "没有报送，也不须报送".to_owned(),
                }
            }
        }
    }

    /// Returns what was reported for the province.
    pub(super) fn reported_for_province(
        &self,
        id: TargetId,
        province: &TargetMark,
        cells: &mut CountedCells<'_>,
    ) -> String {
        let primary = self.item.primary();
        let lead = primary.map_or_else(|| "牵头单位".to_owned(), |unit| self.name(unit));
        let missing = format!("{lead}没有报送");
        let of = |unit: UnitId, cells: &mut CountedCells<'_>| {
            let report = self.report(id, unit)?;
            Some(format!("{}{}", self.name(unit), self.statement(id, report, cells)))
        };
        match province.origin {
            Origin::Lead => primary.and_then(|unit| of(unit, cells)).unwrap_or(missing),
            Origin::CoLead(unit) => {
                let said = of(unit, cells).unwrap_or_default();
                format!("{missing}，用共同牵头单位的：{said}")
            }
            Origin::Contradiction => {
                let leads = evidence::leads(self.item).into_iter();
                let said: Vec<String> = leads.filter_map(|unit| of(unit, cells)).collect();
                format!("{missing}，共同牵头单位所报结论不一：{}", said.join("；"))
            }
            Origin::Sum(sum) => {
                let places = self.evidence.summed_cells(self.item, id);
                let total = self
                    .words(id)
                    .map_or_else(|| exactly(sum.total, 0), |words| words.spoken_exactly(sum.total));
                let places = cells.words(&places);
                let said = format!("已报的{}个实施单位合计{total}（{places}）", sum.reported);
                match (sum.complete, province.mark.value) {
                    (true, _) => format!("{missing}，用{said}"),
                    (false, Some(_)) => format!("{missing}，用{said}，尚有单位未报"),
                    (false, None) => format!("{missing}；{said}，没有报齐，不能据此评价"),
                }
            }
        }
    }

    /// Returns what a return states: the figure by which the target is judged, or why it cannot be used.
    fn statement(&self, id: TargetId, report: &Return, cells: &mut CountedCells<'_>) -> String {
        let fields: &[Field] = match self.item.target(id).map(Kind::of) {
            None => &[Field::Percent, Field::Status],
            Some(Kind::Amount) => &[Field::Value, Field::Percent],
            Some(_) => &[Field::Value],
        };
        let mut said = Vec::new();
        for &field in fields {
            let Some(figure) = self.figure(id, report, field) else { continue };
            if report.defect(field).is_some() {
                continue;
            }
            let verb = match (&report.verified, report.sources.get(&field)) {
                (Some(_), Some(source)) if source.sheet.file == VERIFIED_FILE => "核定为",
                _ if field == Field::Status => "自评",
                _ => "报送",
            };
            said.push(format!("{verb}{figure}{}", place(report, field, cells)));
            break;
        }
        if let Some(verified) = &report.verified {
            let mut words = vec![format!("依据：{}", verified.evidence)];
            let by = &verified.verified_by;
            words.push(format!("核定人：{by}"));
            let was = Return {
                value: verified.reported.value,
                percent: verified.reported.percent,
                status: verified.reported.status,
                ..Return::default()
            };
            for &field in fields {
                let figure = self.figure(id, &was, field);
                if let Some((figure, source)) = figure.zip(verified.replaced.get(&field)) {
                    let cell = cells.words(&[Source::from(source)]);
                    words.push(format!("原报{figure}（{cell}）"));
                    break;
                }
            }
            said.push(words.join("，"));
        }
        for defect in &report.defects {
            let cell = cells.words(&[Source::from(&defect.source.place())]);
            let figure = self.figure(id, report, defect.field);
            said.push(match (&defect.kind, figure) {
                (DefectKind::Doubt(doubt), Some(figure)) => {
                    format!("报送{figure}，存疑，未采用（{cell}）：{doubt}")
                }
                (kind, _) => {
                    let (field, reason) =
                        (defect.field.title(), wording::defect(kind, defect.code));
                    format!("{field}{reason}，未采用（{cell}）")
                }
            });
        }
        if said.is_empty() {
            said.push("报送了情况，没有可评价的数".to_owned());
        }
        if report.corrected {
            said.push("后报的更正了先报的".to_owned());
        }
        format!("{}{}", said.join("；"), filed_by(report))
    }

    /// Returns a statement of a return in words: 增长5.0%, 完成率61%, 滞后.
    fn figure(&self, id: TargetId, report: &Return, field: Field) -> Option<String> {
        match field {
            Field::Value => {
                let value = report.value?;
                Some(
                    self.words(id)
                        .map_or_else(|| exactly(value, 0), |words| words.spoken_exactly(value)),
                )
            }
            Field::Percent => {
                report.percent.map(|percent| format!("完成率{}%", exactly(percent, 0)))
            }
            Field::Status => report.status.map(|status| status.word().to_owned()),
            _ => None,
        }
    }
}

/// Returns the cell of a field in brackets.
fn place(report: &Return, field: Field, cells: &mut CountedCells<'_>) -> String {
    let source = report.sources.get(&field).map(|source| Source::from(&source.place()));
    source.map_or_else(String::new, |source| format!("（{}）", cells.words(&[source])))
}

/// Returns who filed a return, and when.
fn filed_by(report: &Return) -> String {
    let day = report.reported_on.map(|day| day.to_string());
    let words = [Some(report.reporter.clone()).filter(|name| !name.is_empty()), day];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if words.is_empty() { String::new() } else { format!("，{}填报", words.join(" ")) }
}
