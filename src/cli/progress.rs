//! A progress bar, on a terminal only.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressStyle};

/// Makes a bar over `length` documents; it is invisible if `quiet` is set or the output is not a terminal.
pub(super) fn bar(length: usize, what: &'static str, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}")
        .expect("the template is ours and well-formed");
    ProgressBar::new(length as u64).with_style(style).with_message(what)
}
