//! The cost of a year of returns: `cargo bench --bench returns`.
//!
//! 100,000 rows in 200 CSV files, as twelve months of all items and units with a correction of every
//! second row would make them, are written to a temporary folder. Then they are read, checked and assessed
//! month by month, on one core. Prints the fastest and the median time of five runs, in milliseconds, and the
//! peak memory of the process, and fails above the promised limits of two seconds and 300 MiB.

#[path = "support/memory.rs"]
mod memory;
#[path = "../tests/support/province.rs"]
mod province;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use duban::assess::{Assessment, Basis, Change, Rules};
use duban::diagnostic::{Diagnostics, Severity};
use duban::plan::{self, Breakdown, Duties, Plan, Role, Schedule, TargetId};
use duban::registry::Registry;
use duban::returns::{PROGRESS_DIR, Progress};
use jiff::civil::date;
use memory::peak_memory;
use province::RETURNS_HEADER;

const ROWS: usize = 100_000;
const FILES: usize = 200;
const RUNS: usize = 5;
const LONGEST: Duration = Duration::from_secs(2);
const MOST_MEMORY: u64 = 300 * 1024;

const PROGRESS: &str = "截至本月底，累计完成既定工作量，项目建设、资金拨付和群众参与情况总体平稳，进度与序时要求相当。";
const PROBLEMS: &str = "部分县区前期手续办理较慢，施工力量不足，要素保障还不到位。";
const NEXT_STEPS: &str = "倒排工期，逐项明确责任人，每周调度，力争下月补齐进度。";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let data = Data::load();
    data.write_returns(folder.path())?;
    let before = peak_memory();
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let read = data.run(folder.path());
        times.push(start.elapsed());
        assert_eq!(read, ROWS, "every row is read");
    }
    times.sort();
    let memory = peak_memory();
    println!(
        "{ROWS} rows in {FILES} files: {:.0} ms, middle {:.0} ms; {} MiB ({} MiB before reading)",
        milliseconds(times[0]),
        milliseconds(times[RUNS / 2]),
        memory / 1024,
        before / 1024,
    );
    if times[RUNS / 2] > LONGEST || memory > MOST_MEMORY {
        return Err("more than two seconds or 300 MiB".into());
    }
    Ok(())
}

/// The plan of the repository.
struct Data {
    registry: Registry,
    plan: Plan,
    breakdown: Breakdown,
    schedule: Schedule,
}

impl Data {
    fn load() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut problems = Diagnostics::new();
        let registry = Registry::load(root, date(2018, 2, 13), &mut problems);
        let plan = Plan::load(root, &registry, &mut problems);
        Self {
            breakdown: Breakdown::load(root, &plan, &registry, &mut problems),
            schedule: Schedule::load(root, &plan, &mut problems),
            registry,
            plan,
        }
    }

    /// Writes the files, each with the same number of rows.
    fn write_returns(&self, root: &Path) -> std::io::Result<()> {
        let folder = root.join(PROGRESS_DIR);
        std::fs::create_dir_all(&folder)?;
        let keys = self.keys();
        for file in 0..FILES {
            let mut text = RETURNS_HEADER.to_owned();
            for row in file * ROWS / FILES..(file + 1) * ROWS / FILES {
                // A row beyond those of the twelve months corrects one of them.
                let (month, day) = (row / keys.len() % 12 + 1, 2 + row / keys.len() / 12);
                let (TargetId { item, number }, unit, is_rate) = &keys[row % keys.len()];
                let value = if *is_rate { "6.5" } else { "" };
                let due = format!("2018-{:02}-{day:02}", month.min(11) + 1);
                writeln!(
                    text,
                    "2018-{month:02},{item},{number},{unit},{value},,{}%,,{PROGRESS},{PROBLEMS},{NEXT_STEPS},张三,{due}",
                    month * 8
                )
                .expect("a string takes everything");
            }
            std::fs::write(folder.join(format!("{file:03}.csv")), text)?;
        }
        Ok(())
    }

    /// Returns every target of every item with every unit that reports on it, and whether it is a percentage.
    fn keys(&self) -> Vec<(TargetId, String, bool)> {
        let duties = Duties::new(&self.plan, &self.registry);
        let mut keys = Vec::new();
        for (id, unit) in self.registry.units() {
            for duty in duties.of(id) {
                if duty.role == Role::Support {
                    continue;
                }
                for (id, target) in duty.item.reported() {
                    let is_rate = target.is_some_and(|target| target.measure == "%");
                    keys.push((id, unit.short.clone(), is_rate));
                }
            }
        }
        keys
    }

    /// Reads, checks and assesses all returns; returns the number of rows read.
    fn run(&self, root: &Path) -> usize {
        let mut problems = Diagnostics::new();
        let progress =
            Progress::load(root, 2018, &self.plan, &self.breakdown, &self.registry, &mut problems);
        plan::check(&self.plan, &self.plan, &self.registry, 2018, &mut problems);
        problems.sort();
        assert_eq!(problems.count(Severity::Error), 0);
        let duties = Duties::new(&self.plan, &self.registry);
        let basis = Basis {
            plan: &self.plan,
            registry: &self.registry,
            duties: &duties,
            breakdown: &self.breakdown,
            schedule: &self.schedule,
            progress: &progress,
            rules: &Rules::default(),
        };
        let months = progress.months.keys();
        let assessments: Vec<_> = months.map(|&month| Assessment::new(&basis, month)).collect();
        for pair in assessments.windows(2) {
            let change = Change { before: &pair[0], now: &pair[1] };
            std::hint::black_box(change.still_behind().count());
        }
        progress.tally.read
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
