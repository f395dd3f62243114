//! Small provinces for tests: a registry and a plan out of a few lines each, and bulletins of what they
//! report.

use std::fs;

use jiff::civil::{Date, date};

use crate::assess::{Assessment, Basis};
use crate::diagnostic::{Diagnostics, Severity};
use crate::input::SourceFile;
use crate::period::Period;
use crate::plan::{Annex, Breakdown, Duties, Plan, Schedule, TargetId};
use crate::registry::{Registry, UnitId, Who};
use crate::report::bulletin::{Bulletin, Source, bulletin};
use crate::returns::{PROGRESS_DIR, Progress};
use crate::workspace::Config;

/// The header of a CSV of returns.
const RETURNS_HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

/// The texts of a workspace's files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Texts {
    pub units: &'static str,
    pub groups: &'static str,
    pub leaders: &'static str,
    pub indicators: &'static str,
    pub tasks: &'static str,
}

impl Texts {
    /// The registry and the plan, with what is wrong with them.
    pub(crate) fn load(self) -> (Registry, Plan, Diagnostics) {
        let mut problems = Diagnostics::new();
        let source = |name: &str, text: &str| SourceFile::from_text(name, text);
        let registry = Registry::from_sources(
            &source("units.csv", self.units),
            Some(&source("groups.csv", self.groups)),
            Some(&source("leaders.csv", self.leaders)),
            date(2018, 2, 13),
            &mut problems,
        );
        let annexes = [
            (Annex::Indicators, source("i.csv", self.indicators)),
            (Annex::Tasks, source("t.csv", self.tasks)),
        ];
        let plan = Plan::from_sources(&annexes, &registry, &mut problems);
        (registry, plan, problems)
    }

    /// The bulletin of a period on `returns`, rows of a CSV without its header. `parts` are targets of units:
    /// item, target, unit, value.
    pub(crate) fn bulletin(
        self,
        period: &str,
        parts: &[(&str, u32, &str, &str)],
        returns: &str,
        issued: Option<Date>,
    ) -> Bulletin {
        let (registry, plan, mut problems) = self.load();
        let mut breakdown = Breakdown::default();
        for (item, target, name, value) in parts {
            let value = value.parse().unwrap();
            let target = TargetId::new(item.parse().unwrap(), *target).unwrap();
            breakdown.set(target, unit(&registry, name), value);
        }
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join(PROGRESS_DIR)).unwrap();
        let file = root.join(PROGRESS_DIR).join("a.csv");
        fs::write(file, format!("{RETURNS_HEADER}{returns}")).unwrap();
        let progress = Progress::load(root, 2018, &plan, &breakdown, &registry, &mut problems);
        assert_eq!(problems.count(Severity::Error), 0, "{problems:?}");
        let config = Config::parse(include_str!("../duban.toml")).unwrap();
        let duties = Duties::new(&plan, &registry);
        let basis = Basis {
            plan: &plan,
            registry: &registry,
            duties: &duties,
            breakdown: &breakdown,
            schedule: &Schedule::default(),
            progress: &progress,
            rules: &config.assessment,
        };
        let period: Period = period.parse().unwrap();
        let now = Assessment::new(&basis, period.close());
        let previous = period
            .previous()
            .filter(|previous| !progress.of(previous.close()).is_empty());
        let before = previous.map(|previous| (previous, Assessment::new(&basis, previous.close())));
        bulletin(&Source {
            basis: &basis,
            config: &config,
            period,
            now: &now,
            before: before.as_ref().map(|(period, before)| (*period, before)),
            date: issued,
        })
    }
}

/// The unit called `name`.
///
/// # Panics
/// When the registry knows no such unit.
pub(crate) fn unit(registry: &Registry, name: &str) -> UnitId {
    match registry.resolve(name) {
        Some(Who::Unit(unit)) => unit,
        other => panic!("{name}: {other:?}"),
    }
}
