//! The lock of file systems that have none: a file that its owner writes again and again.

use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::owner::Owner;
use gongwen::regular_file;

/// The time between two beats.
const BEAT: Duration = Duration::from_secs(2);
/// The time without a beat after which the owner on another computer is gone.
const DEAD: Duration = Duration::from_secs(10);

/// A lock that is held, until it is dropped.
#[derive(Debug)]
pub(super) struct Beat {
    path: PathBuf,
    /// Dropped, it ends the beat.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Beat {
    /// Takes the lock at `path`; fails with its owner. The rest of a killed run is recognised: its process is gone, or it
    /// has no beat any more.
    pub(super) fn take(path: &Path, me: &Owner) -> io::Result<Result<Self, Owner>> {
        Self::take_from(path, me, DEAD)
    }

    fn take_from(path: &Path, me: &Owner, dead: Duration) -> io::Result<Result<Self, Owner>> {
        loop {
            match File::create_new(path) {
                Ok(mut file) => {
                    file.write_all(content(me, 0).as_bytes())?;
                    return Self::begin(path, me).map(Ok);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
            let Some(found) = read(path)? else { continue };
            let owner = Owner::read(found.split_once('\n').map_or(&*found, |(line, _)| line));
            if owner.host == me.host && is_gone(&owner.process) == Some(false)
                || is_beating(path, &found, &owner, me, dead)?
            {
                return Ok(Err(owner));
            }
            take_away(path, &found)?;
        }
    }

    fn begin(path: &Path, me: &Owner) -> io::Result<Self> {
        let (end, ended) = channel::<()>();
        let (file, owner) = (path.to_owned(), me.clone());
        let thread = std::thread::Builder::new().spawn(move || {
            let mut beats = 1;
            while ended.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                // A beat that is missed is made up for by the next.
                let _ = std::fs::write(&file, content(&owner, beats));
                beats += 1;
            }
        })?;
        Ok(Self { path: path.to_owned(), end: Some(end), thread: Some(thread) })
    }
}

impl Drop for Beat {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        let _ = std::fs::remove_file(&self.path);
    }
}

fn content(owner: &Owner, beats: u64) -> String {
    format!("{}{beats}\n", owner.line())
}

/// Reads the file; `None` if it is gone.
fn read(path: &Path) -> io::Result<Option<String>> {
    match regular_file::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns whether a process of this computer is gone; `None` where nobody can say.
fn is_gone(process: &str) -> Option<bool> {
    let processes = Path::new("/proc");
    let number: u32 = process.parse().ok()?;
    processes.join("self").exists().then(|| !processes.join(number.to_string()).exists())
}

/// Returns whether the owner of the file, in which `found` was read, writes it again within the time `dead`.
fn is_beating(
    path: &Path,
    found: &str,
    owner: &Owner,
    me: &Owner,
    dead: Duration,
) -> io::Result<bool> {
    if owner.host == me.host && is_gone(&owner.process) == Some(true) {
        return Ok(false);
    }
    let start = Instant::now();
    while start.elapsed() < dead {
        std::thread::sleep(dead / 10);
        if read(path)?.as_deref() != Some(found) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes away the file of an owner that is gone, unless another run was faster.
fn take_away(path: &Path, found: &str) -> io::Result<()> {
    let aside = path.with_extension(format!("gone-{}", std::process::id()));
    match std::fs::rename(path, &aside) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        result => result?,
    }
    if read(&aside)?.as_deref() == Some(found) {
        std::fs::remove_file(&aside)
    } else {
        std::fs::rename(&aside, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(50);

    fn place() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock.owner");
        (dir, path)
    }

    #[test]
    fn only_one_has_it_and_the_other_learns_whose_it_is() {
        let (_dir, path) = place();
        let me = Owner::me("duban build");
        let held = Beat::take_from(&path, &me, SHORT).unwrap().unwrap();
        let second = Beat::take_from(&path, &Owner::me("duban letters"), SHORT).unwrap();
        assert_eq!(second.unwrap_err(), me);
        drop(held);
        assert!(!path.exists());
        assert!(Beat::take_from(&path, &me, SHORT).unwrap().is_ok());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_rest_of_a_process_that_is_gone_is_taken_over_at_once() {
        let (_dir, path) = place();
        // No process has a number as large as this.
        let mut gone = Owner::me("duban build");
        gone.process = u32::MAX.to_string();
        std::fs::write(&path, content(&gone, 7)).unwrap();
        let start = Instant::now();
        assert!(Beat::take(&path, &Owner::me("duban")).unwrap().is_ok());
        assert!(start.elapsed() < DEAD / 2);
    }

    #[test]
    fn a_file_of_another_computer_counts_as_long_as_it_beats() {
        let (_dir, path) = place();
        let mut other = Owner::me("duban build");
        other.host = "another".to_owned();
        std::fs::write(&path, content(&other, 7)).unwrap();
        let beating = path.clone();
        let line = content(&other, 8);
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(100));
            std::fs::write(beating, line).unwrap();
        });
        let long = Duration::from_secs(5);
        let refused = Beat::take_from(&path, &Owner::me("duban"), long).unwrap();
        thread.join().unwrap();
        assert_eq!(refused.unwrap_err(), other);
        assert!(Beat::take_from(&path, &Owner::me("duban"), SHORT).unwrap().is_ok());
    }

    #[test]
    fn whatever_else_is_in_the_file_is_no_owner() {
        let (_dir, path) = place();
        std::fs::write(&path, [0xff, 0, b'\n']).unwrap();
        assert!(Beat::take_from(&path, &Owner::me("duban"), SHORT).unwrap().is_ok());
    }
}
