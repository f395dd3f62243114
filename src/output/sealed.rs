//! The archive is sealed: whatever a run writes, it writes nothing there.

use std::path::{Path, PathBuf};

/// The folder of what was issued, relative to the workspace.
pub const ARCHIVE_DIR: &str = "archive";

/// Returns whether a path leads into the archive of the workspace `root`, also through a link.
pub fn is_in_archive(root: &Path, path: &Path) -> bool {
    let archive = root.join(ARCHIVE_DIR);
    let is_below = |path: &Path, archive: &Path| path.starts_with(archive);
    let whole = |path: &Path| std::path::absolute(path).ok();
    if let (Some(path), Some(archive)) = (whole(path), whole(&archive))
        && is_below(&path, &archive)
    {
        return true;
    }
    // Without an archive no link leads there.
    let Ok(archive) = archive.canonicalize() else { return false };
    real(path).is_some_and(|path| is_below(&path, &archive))
}

/// Returns the path behind all links, as far as it exists.
fn real(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find_map(|outer| {
        let rest = path.strip_prefix(outer).ok()?;
        Some(outer.canonicalize().ok()?.join(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_followed_to_where_they_lead() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        assert!(is_in_archive(root, &root.join("archive/2018/a.pdf")));
        assert!(!is_in_archive(root, &root.join("output/archive/a.pdf")));
        assert!(!is_in_archive(root, &root.join("archived/a.pdf")));
        std::fs::create_dir_all(root.join("archive/2018")).unwrap();
        assert!(is_in_archive(root, &root.join("archive")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root.join("archive/2018"), root.join("output")).unwrap();
            assert!(is_in_archive(root, &root.join("output/letters/a.pdf")));
        }
    }
}
