//! The rules by which the figures of claims follow from their cells.

use schemars::JsonSchema;
use serde::Serialize;

macro_rules! rules {
    ($( $(#[$doc:meta])* $variant:ident = $name:literal; )*) => {
        /// A rule. Its name never changes its meaning; `docs/claims.md` explains each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $( $(#[$doc])* $variant, )* }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// Returns the name.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }
        }
    };
}

rules! {
    /// The value in the cell.
    ValueReported = "value.reported";
    /// The sum of the values in the cells.
    ValueSum = "value.sum";
    /// The number of units whose values were added up.
    ValueUnits = "value.units";
    /// The value that the unit had reported before the office verified another one.
    ValueReplaced = "value.replaced";
    /// The 完成率 in the cell.
    PercentReported = "percent.reported";
    /// The province's target in the cell.
    TargetProvince = "target.province";
    /// The unit's own target in the cell.
    TargetOwn = "target.own";
    /// Value divided by target, in percent.
    Completion = "amount.completion";
    /// Months divided by twelve, in percent.
    ScheduleEven = "schedule.even";
    /// The months since an instruction was given, divided by those until its deadline, in percent.
    ScheduleSpan = "schedule.span";
    /// The milestone in the cell.
    ScheduleMilestone = "schedule.milestone";
    /// Completion less schedule, in percentage points.
    AmountGap = "amount.gap";
    /// Value less target.
    RateGap = "rate.gap";
    /// The fall less the target.
    DeclineGap = "decline.gap";
    /// The status by the table of rules for the kind of target.
    StatusTarget = "status.target";
    /// The worst status among an item's targets.
    StatusItem = "status.item";
    /// The status that the unit itself reported.
    StatusReported = "status.reported";
    /// Value less that of the period before.
    Trend = "trend.value";
    /// The place among the ranked units by printed values.
    Rank = "rank.printed";
    /// The place in the period before less the place now.
    RankChange = "rank.change";
    /// The number of ranked units.
    RankCount = "rank.units";
    /// The number of all items of the set.
    CountItems = "count.items";
    /// The number of items with a status.
    CountStatus = "count.status";
    /// Items with a status divided by all items, in percent.
    ShareStatus = "share.status";
    /// The number of items with a status less that in the period before.
    CountChange = "count.change";
    /// The number of items whose status changed in a direction.
    CountMoved = "count.moved";
    /// The number of items that are only just on schedule.
    CountNarrow = "count.narrow";
    /// The number of items behind that a unit leads.
    CountLed = "count.led";
    /// The number of items that a unit has in a role.
    CountDuties = "count.duties";
    /// The number of items in which a unit has a role and a leader takes the lead.
    CountLeader = "count.leader";
    /// The number of units.
    CountUnits = "count.units";
    /// The number of items that were listed (挂牌督办).
    CountListed = "count.listed";
    /// The number of a unit's items that count in full, in part or not at all, or of its late returns and listings.
    StandingItems = "standing.items";
    /// The points for a unit's items in a role, or what late returns and listings cost.
    StandingPoints = "standing.points";
    /// The points for the items less what late returns and listings cost.
    StandingScore = "standing.score";
    /// The number of items that a unit owes.
    CountOwed = "count.owed";
    /// The number of indicators in which a unit's part has a status.
    CountParts = "count.parts";
    /// The number of cells of a chart with a status.
    CountCells = "count.cells";
    /// The item's words in the notice.
    QuoteItem = "quote.item";
    /// The item's short title.
    QuoteTitle = "quote.title";
    /// The target in the notice's words.
    QuoteTarget = "quote.target";
    /// The leaders and units in the notice's words.
    QuoteParties = "quote.parties";
    /// 完成时限 in the notice's words.
    QuoteDeadline = "quote.deadline";
    /// 进展情况 in the unit's words.
    QuoteProgress = "quote.progress";
    /// 存在问题 in the unit's words.
    QuoteProblems = "quote.problems";
    /// 下一步措施 in the unit's words.
    QuoteNextSteps = "quote.next_steps";
    /// The evidence by which the office verified something.
    QuoteEvidence = "quote.evidence";
    /// A doubt about cells.
    Doubt = "quote.doubt";
    /// The day of the first return.
    FirstReported = "returns.first";
    /// A figure of `duban.toml`.
    Setting = "setting";
}

impl Rule {
    /// Returns the name of the rule for one of several sets: count.status.all.severe.
    pub fn of(self, set: &str) -> RuleName {
        RuleName(format!("{}.{set}", self.name()))
    }
}

/// The name of a rule, with the set that it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct RuleName(String);

impl From<Rule> for RuleName {
    fn from(rule: Rule) -> Self {
        Self(rule.name().to_owned())
    }
}
