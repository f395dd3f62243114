//! The government whose notice it is: the words by which its units, its regions and their collectives are known.

/// The government of a workspace, as `duban.toml` describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Government {
    /// The name of its region, with which full names begin: 岭西省; empty if it is not known.
    pub region: String,
    /// The word with which short names begin: 省, 市.
    pub initial: String,
    /// The kind of the regions in it, which are ranked: 市州, 县区.
    pub localities: String,
    /// The kind of regions that are shown but not ranked: 新区, 开发区.
    pub enclosed: String,
    /// True if its bureaus (局) are departments of the government, as below the province.
    pub has_bureaus: bool,
}

/// Characters that mean regions in the names of collectives, beside those of the kind itself.
const PLACES: &str = "市州盟旗县区乡镇街道地苏木";

/// Words beside the regions in the name of a collective that means all of them.
const AROUND: [&str; 14] = [
    "人民政府",
    "办事处",
    "党工委",
    "政府",
    "行署",
    "各",
    "有关",
    "相关",
    "所有",
    "全部",
    "、",
    "，",
    "和",
    "及",
];

impl Government {
    /// Returns whether a collective means the regions of the kind that is ranked, whichever of them: 各县、市、区政府,
    /// 有关县（市、区）.
    pub(super) fn means_localities(&self, name: &str) -> bool {
        let mut rest: String =
            name.chars().filter(|char| !"（）()〔〕 \u{3000}/".contains(*char)).collect();
        for word in AROUND {
            rest = rest.replace(word, "");
        }
        let level = self.level();
        !rest.is_empty() && rest.chars().all(|char| level.contains(char))
    }

    /// Returns whether the name of such a collective leaves none of them out: 各县政府 has no districts.
    pub(super) fn covers_localities(&self, name: &str) -> bool {
        let mut own = self.localities.chars().filter(|char| PLACES.contains(*char));
        own.all(|char| name.contains(char))
    }

    /// The characters that the regions of the ranked kind are called by.
    fn level(&self) -> String {
        let own: String = self.localities.chars().filter(|char| PLACES.contains(*char)).collect();
        match self.initial.as_str() {
            // Regions below a province are cities, some called 地区 or 盟; those below a city may be cities too.
            "省" | "自治区" => format!("{own}市州盟地"),
            "市" | "州" | "盟" => format!("{own}市县区旗"),
            _ => format!("{own}乡镇街道苏木"),
        }
    }
}
