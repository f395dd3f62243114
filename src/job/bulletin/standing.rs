//! The standings of the units for the bulletin of the year, and the proposals that follow from them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::assess::{Assessment, Basis, Punctuality};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::csv_writer;
use crate::job::Session;
use crate::job::run::Run;
use crate::period::Month;
use crate::registers::EventKind;
use crate::registry::Registry;
use crate::supervision::{Lapses, Proposal, Standing, standings};
use gongwen::rounding::print;

/// The proposals for commendation and criticism, relative to the workspace; never read.
const PROPOSED_FILE: &str = "seeds/standing.proposed.csv";

/// The word of a proposal to commend, which stand before those to criticize.
const COMMEND: &str = "表扬";

/// Returns the standings of the units at the end of the year, as they are known on a day.
pub(super) fn of_year(
    session: &Session,
    basis: &Basis<'_>,
    close: Month,
    day: Date,
) -> Vec<Standing> {
    if !close.closes_year() {
        return Vec::new();
    }
    let present = |unit| basis.registry.present(unit);
    let config = &session.workspace.config;
    let mut lapses = Lapses::default();
    for month in close.months().filter(|month| !basis.progress.of(*month).is_empty()) {
        let assessment = Assessment::new(basis, month);
        let due = config.returns_due(month);
        let punctuality = Punctuality::of_present(&assessment, basis.progress, due, present);
        for delay in punctuality.late {
            lapses.late.entry(delay.unit).or_default().push(month);
        }
    }
    let listed = session.registers.ledger.events().iter().filter(|event| {
        event.kind == EventKind::List && event.date <= day && event.date.year() == config.year
    });
    for event in listed {
        *lapses.listings.entry(present(event.unit)).or_default() += 1;
    }
    let assessment = Assessment::new(basis, close);
    standings(&assessment, basis.duties, &lapses, &config.standing, present)
}

/// Writes the proposals for commendation and criticism, for a person to decide. A file that a person has edited stays.
pub(super) fn propose(
    session: &Session,
    run: &Run<'_>,
    registry: &Registry,
    standings: &[Standing],
    problems: &mut Diagnostics,
) {
    let titles = ["单位", "得分", "建议", "迟报的月份", "挂牌项数"].map(str::to_owned).to_vec();
    let row = |standing: &Standing| {
        let proposal = match standing.proposal(&session.workspace.config.standing)? {
            Proposal::Commend => COMMEND,
            Proposal::Criticize => "通报批评",
        };
        let months: Vec<_> = standing.late.iter().map(ToString::to_string).collect();
        Some(vec![
            registry.unit(standing.unit).short.clone(),
            print(standing.score?, Some(1)),
            proposal.to_owned(),
            months.join("、"),
            standing.listings.to_string(),
        ])
    };
    let mut rows: Vec<_> = standings.iter().filter_map(row).collect();
    rows.sort_by_key(|row| row[2] != COMMEND);
    if rows.is_empty() {
        return;
    }
    let bytes = csv_writer::bytes(std::iter::once(titles).chain(rows));
    let files = BTreeMap::from([(PROPOSED_FILE.to_owned(), bytes)]);
    match run.propose(&files) {
        Ok(true) => {}
        Ok(false) => problems.push(
            Diagnostic::new(
                Code::ProposalEdited,
                format!("{PROPOSED_FILE} 已由人工修改，没有覆盖"),
            )
            .at(Place::file(PROPOSED_FILE))
            .hint("需要新的建议时，先移走这个文件"),
        ),
        Err(problem) => problems.push(problem),
    }
}
