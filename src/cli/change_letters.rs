//! What commands say about letters about changes (调整函).

use crate::job::{Made, Session};

/// Returns the number of letters and their folder, in a line; `None` where nothing changes.
pub(super) fn summary(session: &Session, made: &Made) -> Option<String> {
    let first = made.files.first()?;
    let folder = first.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = session.output.join(folder);
    let (count, pages) = (made.files.len(), made.pages());
    Some(format!("调整函 {count} 份，共 {pages} 页：{}", folder.display()))
}
