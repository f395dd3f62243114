//! The files of the workspace that documents are made from, as the manifest lists them.

use crate::numbers::NUMBERS_FILE;
use crate::plan::{
    Annex, CHANGES_FILE, INSTRUCTIONS_FILE, SCHEDULE_FILE, TARGETS_FILE, TITLES_FILE, WEIGHTS_FILE,
};
use crate::registers::{CONTACTS_FILE, LEDGER_FILE, PLANS_FILE, REFERRALS_FILE};
use crate::registry::{GROUPS_FILE, LEADERS_FILE, UNITS_FILE};
use crate::returns::{PROGRESS_DIR, VERIFIED_FILE};
use crate::workspace::{CONFIG_FILE, TEMPLATE_DIR};

/// The files that say what is to be done, and by whom.
fn plan() -> impl Iterator<Item = String> {
    let annexes = Annex::all().map(Annex::file);
    let files =
        [INSTRUCTIONS_FILE, CHANGES_FILE, TITLES_FILE, UNITS_FILE, GROUPS_FILE, LEADERS_FILE];
    [CONFIG_FILE].into_iter().chain(annexes).chain(files).map(str::to_owned)
}

/// Those, and the files that say what was reached.
pub(super) fn with_returns() -> Vec<String> {
    let files = [TARGETS_FILE, WEIGHTS_FILE, SCHEDULE_FILE, PROGRESS_DIR, VERIFIED_FILE];
    plan().chain(files.map(str::to_owned)).collect()
}

/// The files that a workbook is made from.
pub(super) fn of_workbook(template: &str) -> Vec<String> {
    let mut files = with_returns();
    files.push(self::template(template));
    files
}

/// The files that a letter is made from.
pub(super) fn of_letter(template: &str) -> Vec<String> {
    let files = [TARGETS_FILE, WEIGHTS_FILE, SCHEDULE_FILE, NUMBERS_FILE].map(str::to_owned);
    plan().chain(files).chain([self::template(template)]).collect()
}

/// The files that a letter about changes is made from.
pub(super) fn of_change(template: &str) -> Vec<String> {
    plan().chain([NUMBERS_FILE.to_owned(), self::template(template)]).collect()
}

/// The files that a bulletin is made from.
pub(super) fn of_bulletin(template: &str) -> Vec<String> {
    let mut files = with_returns();
    files.extend([NUMBERS_FILE, LEDGER_FILE].map(str::to_owned));
    files.push(self::template(template));
    files
}

/// The files that a monthly paper is made from.
pub(super) fn of_notice(template: &str) -> Vec<String> {
    of_bulletin(template)
}

/// The files that a leader's papers are made from.
pub(super) fn of_leader(template: &str) -> Vec<String> {
    let mut files = of_notice(template);
    files.push(CONTACTS_FILE.to_owned());
    files
}

/// The files that a paper on a case, or the draft of a referral, is made from.
pub(super) fn of_case(template: &str) -> Vec<String> {
    let mut files = of_notice(template);
    files.extend([PLANS_FILE, REFERRALS_FILE].map(str::to_owned));
    files
}

/// The path of a template.
pub(super) fn template(name: &str) -> String {
    format!("{TEMPLATE_DIR}/{name}")
}
