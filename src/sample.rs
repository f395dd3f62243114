//! Small provinces for tests, loaded: a registry, a plan, and bulletins of what their units report.

#[path = "../tests/support/cases.rs"]
mod cases;
#[path = "../tests/support/province.rs"]
mod province;

use std::fs;

use jiff::civil::{Date, date};

use crate::assess::{Assessment, Basis};
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::input::SourceFile;
use crate::period::Period;
use crate::plan::{Annex, Breakdown, Duties, Plan, Schedule, TARGETS_FILE};
use crate::registry::{GROUPS_FILE, LEADERS_FILE, Registry, UNITS_FILE, UnitId, Who};
use crate::report::bulletin::{Bulletin, Source, bulletin};
use crate::returns::{PROGRESS_DIR, Progress};
use crate::workspace::Config;

pub(crate) use cases::cases;
use province::RETURNS_HEADER;
pub(crate) use province::{Item, Province};

impl Province {
    /// The registry on the day of the notice, and the plan.
    ///
    /// # Panics
    /// When anything is wrong with them but the length of a name.
    pub(crate) fn load(&self) -> (Registry, Plan) {
        let (registry, plan, problems) = self.load_with_problems();
        let others = problems.iter().filter(|problem| problem.code != Code::NameTooLong);
        assert_eq!(others.cloned().collect::<Diagnostics>(), Diagnostics::new());
        (registry, plan)
    }

    /// The registry on the day of the notice, the plan, and what is wrong with them.
    pub(crate) fn load_with_problems(&self) -> (Registry, Plan, Diagnostics) {
        let mut problems = Diagnostics::new();
        let source = |name, text: String| SourceFile::from_text(name, text);
        let registry = Registry::from_sources(
            &source(UNITS_FILE, self.units_csv()),
            Some(&source(GROUPS_FILE, self.groups_csv())),
            Some(&source(LEADERS_FILE, self.leaders_csv())),
            date(2018, 2, 13),
            &mut problems,
        );
        let first = [(Annex::INDICATORS, self.indicators_csv()), (Annex::TASKS, self.tasks_csv())];
        let others = self.other_csvs().into_iter();
        let others = others.filter_map(|(annex, text)| Some((Annex::new(annex)?, text)));
        let annexes: Vec<_> = first
            .into_iter()
            .chain(others)
            .map(|(annex, text)| (annex, source(annex.file(), text)))
            .collect();
        let plan = Plan::from_sources(&annexes, &registry, &mut problems);
        (registry, plan, problems)
    }

    /// The parts of the targets.
    ///
    /// # Panics
    /// When anything is wrong with them.
    pub(crate) fn breakdown(&self, registry: &Registry, plan: &Plan) -> Breakdown {
        let mut problems = Diagnostics::new();
        let targets = SourceFile::from_text(TARGETS_FILE, self.targets_csv());
        let breakdown =
            Breakdown::from_sources(Some(&targets), None, plan, registry, &mut problems);
        assert_eq!(problems, Diagnostics::new());
        breakdown
    }

    /// The bulletin of a period on `returns`, rows of a CSV without its header.
    pub(crate) fn bulletin(&self, period: &str, returns: &str, issued: Option<Date>) -> Bulletin {
        let period: Period = period.parse().unwrap();
        self.on_returns(returns, |basis, config| {
            let now = Assessment::new(basis, period.close());
            let previous = basis.progress.period_before(period, config.assessment.first_month);
            let before =
                previous.map(|previous| (previous, Assessment::new(basis, previous.close())));
            bulletin(&Source {
                basis,
                config,
                period,
                now: &now,
                before: before.as_ref().map(|(period, before)| (*period, before)),
                date: issued,
                issued: &[],
                number: None,
                standings: &[],
                cases: None,
            })
        })
    }

    /// Makes something of what the units reported: `returns` are rows of a CSV without its header.
    pub(crate) fn on_returns<T>(
        &self,
        returns: &str,
        make: impl FnOnce(&Basis<'_>, &Config) -> T,
    ) -> T {
        let (registry, plan) = self.load();
        let breakdown = self.breakdown(&registry, &plan);
        let mut problems = Diagnostics::new();
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
        make(&basis, &config)
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
