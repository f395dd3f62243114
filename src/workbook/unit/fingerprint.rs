//! The fingerprint of a unit's workbook: a hash of all that it shows, by which a run finds the workbooks that would
//! come out as they are.

use super::UnitBooks;
use crate::output::Fingerprint;
use crate::plan::Role;
use crate::registry::UnitId;
use crate::report::verification;
use crate::workbook::annex::milestone_cells;

/// The roles of the rows of its list, in order.
const ROLES: [Role; 4] = [Role::Lead, Role::Support, Role::Implement, Role::Possible];

impl UnitBooks<'_> {
    /// Returns the hash of all that the workbook of a unit shows, its template left aside.
    pub fn fingerprint(&self, unit: UnitId) -> String {
        let mut shown = Fingerprint::default();
        let basis = self.basis;
        shown.value(&self.context(unit));
        shown.value(&(&self.config.issuer, self.config.notice_date(), self.month));
        shown.value(basis.registry.unit(unit));
        shown.value(&self.open.get(&unit));
        for row in self.rows(unit) {
            shown.value(&(row.item.id, row.role, row.expected, row.target));
            [&*row.goal, row.measure, &*row.last].into_iter().for_each(|text| shown.text(text));
        }
        for role in ROLES {
            shown.text(role.word());
            for item in basis.duties.in_role(unit, role) {
                if let Some(item) = self.items.get(&item.id) {
                    shown.text(item);
                }
                self.timing.get(&item.id).into_iter().flatten().for_each(|text| shown.text(text));
                for (id, _) in item.numbered() {
                    shown.value(&basis.breakdown.value(id, unit));
                }
                for milestone in milestone_cells(item, basis.schedule, self.month.number()) {
                    shown.text(&milestone);
                }
                let Some(assessed) = &self.assessed else { continue };
                for verified in verification::of_unit(item, unit, basis.progress, assessed.month) {
                    shown.text(&verified);
                }
                let part = assessed.item(item.id).and_then(|item| item.unit(unit));
                shown.text(part.map_or("", |part| part.status.word()));
            }
        }
        shown.finish()
    }
}
