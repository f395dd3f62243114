//! The threads that a command works with.

use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;

/// The maximum number of threads: more than the machine has make nothing faster.
const MOST: usize = 64;

/// The number of attempts to start a thread whose predecessor is only just ending.
const ATTEMPTS: usize = 100;

/// Starts the threads of this run: as many as asked for, or as the machine has; if the system does not start so many,
/// as many as it does. With none the command works in the thread that it has.
pub(super) fn start(asked: Option<usize>) {
    let own = || thread::available_parallelism().map_or(1, usize::from);
    let count = asked.unwrap_or_else(own).clamp(1, MOST);
    let started = startable(count);
    // Where the system has so few, one is left for others: the lock of the workspace needs one.
    let count = if started < count { started.saturating_sub(1) } else { started };
    let pool = ThreadPoolBuilder::new();
    // Fails only if a pool exists already: in tests that run commands in one process.
    let _ = match count {
        0 | 1 => pool.num_threads(1).use_current_thread().build_global(),
        _ => pool.num_threads(count).spawn_handler(spawn).build_global(),
    };
}

/// Returns how many of `count` threads the system starts at once. A pool of threads that cannot be started could not be
/// built a second time, so that this is tried before.
fn startable(count: usize) -> usize {
    let mut waiting = Vec::new();
    for _ in 0..count {
        let (end, ended) = mpsc::channel::<()>();
        let Ok(thread) = thread::Builder::new().spawn(move || ended.recv()) else { break };
        waiting.push((end, thread));
    }
    let (ends, threads): (Vec<_>, Vec<_>) = waiting.into_iter().unzip();
    drop(ends);
    threads.into_iter().map(|thread| usize::from(thread.join().is_ok())).sum()
}

/// Starts a thread of the pool.
fn spawn(thread: rayon::ThreadBuilder) -> std::io::Result<()> {
    let (give, take) = mpsc::channel::<rayon::ThreadBuilder>();
    let take = Arc::new(Mutex::new(take));
    for attempt in 1.. {
        let take = Arc::clone(&take);
        let started = thread::Builder::new().spawn(move || {
            let thread = take.lock().ok().and_then(|take| take.recv().ok());
            thread.into_iter().for_each(rayon::ThreadBuilder::run);
        });
        match started {
            Ok(_) => break,
            Err(error) if attempt == ATTEMPTS => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(1)),
        }
    }
    give.send(thread).map_err(|_| std::io::ErrorKind::Other.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_that_the_machine_has_start() {
        assert_eq!(startable(2), 2);
    }
}
