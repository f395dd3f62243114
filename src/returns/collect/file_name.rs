//! The unit in a file's name, which may be another one than the file's own.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::registry::spelling::normalize;
use crate::registry::{UnitId, Who};
use crate::returns::read::Index;

/// The fewest characters of a name that counts inside other words.
const SHORTEST: usize = 3;

/// Words before a name that make it the recipient.
const TO: [&str; 4] = ["报", "送", "致", "交"];

/// Words behind a name that make it the author of the request.
const BY: [&str; 4] = ["关于", "通知", "印发", "督查"];

/// Returns G216 if the name of a file names another unit than those of its rows, and none of these.
pub(super) fn doubt(
    file: &str,
    owners: impl Iterator<Item = UnitId> + Clone,
    index: &Index<'_>,
) -> Option<Diagnostic> {
    let owner = owners.clone().next()?;
    let name = file.rsplit(['/', '\\']).next()?;
    let name = normalize(name.rsplit_once('.').map_or(name, |(name, _)| name));
    let mut other: Option<(usize, UnitId)> = None;
    for (written, who) in index.registry.names() {
        let Who::Unit(unit) = who else { continue };
        let written = normalize(written);
        let own = owners.clone().any(|owner| index.related(owner, unit));
        if own && name.contains(&written) {
            return None;
        }
        let length = written.chars().count();
        let is_longer = other.is_none_or(|(longest, _)| length > longest);
        if !own && length >= SHORTEST && is_longer && names(&name, &written) {
            other = Some((length, unit));
        }
    }
    let (_, other) = other?;
    let [own, other] = [owner, other].map(|unit| &index.registry.unit(unit).short);
    let message = format!("文件名写的是{other}，表中是{own}的，按{own}收");
    let problem = Diagnostic::new(Code::FileNameUnit, message).at(Place::file(file));
    Some(problem.hint("请核对是不是放错了、存错了名，或用了别的单位的报送表"))
}

/// Returns whether a file's name has a unit's name in it, not as that of the recipient or of who asked for the file.
fn names(file: &str, unit: &str) -> bool {
    let mut found = file.match_indices(unit);
    found.any(|(at, _)| {
        let (before, behind) = (&file[..at], &file[at + unit.len()..]);
        !TO.iter().any(|word| before.ends_with(word))
            && !BY.iter().any(|word| behind.starts_with(word))
    })
}
