//! The lock of a workspace: only one run at a time writes to it, and others learn whose it is.
//!
//! A lock of the system is the first choice: it ends with its process, however that ends. File systems without such locks,
//! as some network shares are, get a file with a beat that its owner renews.

mod beat;
mod owner;

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;
use std::time::Duration;

use crate::output::WriteError;

use beat::Beat;
pub use owner::Owner;

/// The file of the lock, relative to the workspace.
pub const FILE: &str = ".duban/lock";
/// The time between two attempts.
const PAUSE: Duration = Duration::from_millis(100);

/// The right to write to a workspace, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    held: Held,
    /// The output folder, where it lies outside of the workspace and other workspaces may write to it.
    _output: Option<File>,
}

#[derive(Debug)]
enum Held {
    System(File),
    Beat(#[expect(dead_code, reason = "it is held")] Beat),
}

/// The reason why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another run has it.
    #[error("{0}；没有改动任何文件，请稍后再试，或加 --wait 等它结束")]
    Held(Owner),
    /// The file of the lock cannot be written.
    #[error("{0}；工作区不能写入，没有改动任何文件")]
    Write(#[from] WriteError),
}

impl Lock {
    /// Takes the lock of the workspace `root` for a run with the words `command`, which writes to `output` where that is
    /// not the workspace's own folder. With `wait` it waits for other runs, and names each of them once.
    ///
    /// # Errors
    /// Another run has it, or it cannot be made.
    pub fn take(
        root: &Path,
        output: Option<&Path>,
        command: &str,
        wait: Option<&dyn Fn(&Owner)>,
    ) -> Result<Self, LockError> {
        let mut named = None;
        let mut await_end = |owner: Owner| match wait {
            None => Err(LockError::Held(owner)),
            Some(name) => {
                if named.as_ref() != Some(&owner) {
                    name(&owner);
                    named = Some(owner);
                }
                std::thread::sleep(PAUSE);
                Ok(())
            }
        };
        let path = root.join(FILE);
        let failed = |source| LockError::Write(WriteError { path: path.clone(), source });
        let me = Owner::me(command);
        let held = loop {
            match attempt(&path, &me).map_err(failed)? {
                Ok(held) => break held,
                Err(owner) => await_end(owner)?,
            }
        };
        let output = loop {
            match output.map(lock_folder) {
                Some(Err(())) => await_end(Owner::of_folder(output.unwrap_or(root)))?,
                Some(Ok(folder)) => break folder,
                None => break None,
            }
        };
        Ok(Self { held, _output: output })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Held::System(file) = &self.held {
            // What is left in it is no lock: that ends with the file's being closed.
            let _ = file.set_len(0);
        }
    }
}

/// Tries to take the lock at `path`; fails with its owner.
fn attempt(path: &Path, me: &Owner) -> io::Result<Result<Held, Owner>> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    let mut file =
        File::options().create(true).truncate(false).read(true).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) if is_still_at(&file, path) => {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(me.line().as_bytes())?;
            Ok(Ok(Held::System(file)))
        }
        // Somebody has deleted the folder meanwhile.
        Ok(()) => attempt(path, me),
        Err(TryLockError::WouldBlock) => {
            let mut line = String::new();
            // Windows lets nobody read what is locked.
            let _ = file.read_to_string(&mut line);
            Ok(Err(Owner::read(&line)))
        }
        Err(TryLockError::Error(_)) => {
            Ok(Beat::take(&path.with_extension("owner"), me)?.map(Held::Beat))
        }
    }
}

/// Locks a folder itself, so that no file is left in it; `None` where the system has no such locks. Fails if another run
/// has it.
fn lock_folder(folder: &Path) -> Result<Option<File>, ()> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(()),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Returns whether a file that was opened is still the one at `path`.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(one), Ok(other)) = (file.metadata(), path.metadata()) else { return false };
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Returns whether a file that was opened is still the one at `path`: Windows deletes no open file.
#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> bool {
    true
}
