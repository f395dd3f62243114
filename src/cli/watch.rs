//! Waiting until a file is saved, or Ctrl-C is pressed.
//!
//! Files are looked at again and again: network shares send no events, and editors that save by renaming send several.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::job::{Preview, Stamps};

/// The shortest pause between two looks.
const PAUSE: Duration = Duration::from_millis(40);
/// The longest, where there are so many files that a look takes time.
const LONGEST_PAUSE: Duration = Duration::from_millis(120);
/// A pause is so many times as long as a look, which keeps the processor free.
const REST: u32 = 60;
/// The pause in which a file that is being saved changes again.
const SETTLING: Duration = Duration::from_millis(10);
/// The time within which a file comes back that an editor has put aside to save it.
const AWAY: Duration = Duration::from_millis(150);
/// The time after which a file that keeps changing is read as it is.
const RESTLESS: Duration = Duration::from_millis(400);

/// Ends when Ctrl-C is pressed, when the terminal is closed, or when the process is asked to end.
#[derive(Debug, Clone, Default)]
pub(super) struct End(Arc<AtomicBool>);

impl End {
    /// Listens from now on. Pressed twice, the process ends at once, without waiting for the document.
    pub(super) fn listen() -> Self {
        let end = Self::default();
        let flag = Arc::clone(&end.0);
        let pressed = move || {
            if flag.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        };
        // Where the system does not let it listen, Ctrl-C ends the process as it always did.
        let _ = ctrlc::set_handler(pressed);
        end
    }

    pub(super) fn has_come(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Waits until a file of the preview is not as `seen` any more, and has been saved. Returns the state of the files; `None`
/// if the end comes.
pub(super) fn saved(preview: &Preview, seen: &Stamps, end: &End) -> Option<Stamps> {
    let mut pause = PAUSE;
    while !end.has_come() {
        thread::sleep(pause);
        let begun = Instant::now();
        let now = preview.stamps();
        pause = (begun.elapsed() * REST).clamp(PAUSE, LONGEST_PAUSE);
        if now != *seen {
            return Some(settled(preview, seen, now));
        }
    }
    None
}

/// Waits until nothing changes any more.
fn settled(preview: &Preview, seen: &Stamps, mut now: Stamps) -> Stamps {
    let begun = Instant::now();
    while begun.elapsed() < RESTLESS {
        thread::sleep(SETTLING);
        let next = preview.stamps();
        let is_away = next.lacks_any_of(seen) && begun.elapsed() < AWAY;
        let is_settled = next == now;
        now = next;
        if is_settled && !is_away {
            break;
        }
    }
    now
}
