//! The desk's program for PDFs.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::report;

/// The time within which a program that cannot open the file says so.
const PATIENCE: Duration = Duration::from_millis(300);

/// Opens a file with the program that the desk has for it. Where there is none, that is said; the file is there all the
/// same.
pub(super) fn open(file: &Path) {
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    if !opened(&file).unwrap_or(false) {
        report::err("提示：没有找到能打开 PDF 的程序，请自行打开上面的文件");
    }
}

/// Returns whether the program started, and did not fail at once.
fn opened(file: &Path) -> io::Result<bool> {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    command.arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Ctrl-C in the terminal is not meant for it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(end) = child.try_wait()? {
            // Explorer always says that it failed.
            return Ok(end.success() || cfg!(windows));
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok(true)
}
