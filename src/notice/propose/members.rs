//! The members of a collective, as far as its name tells.

use super::government::Government;

/// What the name of a collective says of its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Members {
    /// All regions of the kind that is ranked: 各县区政府.
    Localities,
    /// Some of them, which it does not name: 有关县区, 各县政府.
    SomeLocalities,
    /// All departments: 市政府各部门.
    Departments,
    /// Others, which it does not name.
    Open,
}

/// Words by which a name means only some.
const SOME: [&str; 8] = ["有关", "相关", "成员单位", "沿线", "涉及", "部分", "其他", "项目"];

impl Members {
    pub fn of(name: &str, government: &Government) -> Self {
        let is_some = SOME.iter().any(|word| name.contains(word)) || name.ends_with('等');
        match (is_some, government.means_localities(name)) {
            (false, true) if government.covers_localities(name) => Self::Localities,
            (_, true) => Self::SomeLocalities,
            (false, false) if name.ends_with("各部门") || name.ends_with("各委办局") => {
                Self::Departments
            }
            _ => Self::Open,
        }
    }

    /// Returns the columns 范围, 成员 and 候选; `departments` are the kinds of departments.
    pub fn cells(self, government: &Government, departments: &str) -> [String; 3] {
        let cells = match self {
            Self::Localities => ["all", &government.localities, ""],
            Self::SomeLocalities => ["open", "", &government.localities],
            Self::Departments if departments.is_empty() => ["open", "", ""],
            Self::Departments => ["all", departments, ""],
            Self::Open => ["open", "", ""],
        };
        cells.map(str::to_owned)
    }
}
