//! A region by its name (岭西省, 东港市): what its government, its office and the regions in it are called.

/// The level of a government.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Province,
    AutonomousRegion,
    Municipality,
    Prefecture,
    City,
    County,
    District,
    Banner,
    League,
    Zone,
}

/// The cities that are provinces.
const MUNICIPALITIES: [&str; 4] = ["北京市", "天津市", "上海市", "重庆市"];

/// Endings of the names of regions, and their level; longer ones come first.
const ENDINGS: [(&str, Level); 15] = [
    ("管理委员会", Level::Zone),
    ("管委会", Level::Zone),
    ("开发区", Level::Zone),
    ("新区", Level::Zone),
    ("自治区", Level::AutonomousRegion),
    ("自治州", Level::Prefecture),
    ("自治县", Level::County),
    ("自治旗", Level::Banner),
    ("省", Level::Province),
    ("州", Level::Prefecture),
    ("盟", Level::League),
    ("市", Level::City),
    ("县", Level::County),
    ("区", Level::District),
    ("旗", Level::Banner),
];

/// A region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    name: String,
    level: Level,
}

impl Region {
    /// Returns the region of a name that ends in 省, 市, 县 and so on; `None` for another name.
    pub fn parse(name: &str) -> Option<Self> {
        let name: String = name.split_whitespace().collect();
        let level = match name.as_str() {
            city if MUNICIPALITIES.contains(&city) => Level::Municipality,
            name => ENDINGS.iter().find(|(ending, _)| name.ends_with(ending))?.1,
        };
        (name.chars().count() >= 2).then_some(Self { name, level })
    }

    /// A region whose name is not known yet: ××省.
    pub fn unnamed() -> Self {
        Self { name: format!("{UNNAMED}省"), level: Level::Province }
    }

    /// Returns the region that an office's full name begins with: 岭西省 of 岭西省人民政府办公厅.
    pub fn of_office(office: &str) -> Option<Self> {
        let end = ["人民政府", "行政公署", "管理委员会", "管委会"]
            .iter()
            .find_map(|word| office.find(word))?;
        Self::parse(&office[..end])
    }

    /// The region's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The full name of the office that issues the documents.
    pub fn issuer(&self) -> String {
        let room = if self.is_provincial() { "办公厅" } else { "办公室" };
        match self.level {
            Level::Zone => {
                let place = self.name.trim_end_matches("管委会").trim_end_matches("管理委员会");
                format!("{place}管理委员会{room}")
            }
            Level::League => format!("{}行政公署{room}", self.name),
            _ => format!("{}人民政府{room}", self.name),
        }
    }

    /// The region as titles name it: 全省.
    pub fn whole(&self) -> &'static str {
        match self.level {
            Level::Province => "全省",
            Level::AutonomousRegion | Level::District | Level::Zone => "全区",
            Level::Municipality | Level::City => "全市",
            Level::Prefecture => "全州",
            Level::County => "全县",
            Level::Banner => "全旗",
            Level::League => "全盟",
        }
    }

    /// The government's short name.
    pub fn government(&self) -> &'static str {
        match self.level {
            Level::Province => "省政府",
            Level::AutonomousRegion => "自治区政府",
            Level::Municipality | Level::City => "市政府",
            Level::Prefecture => "州政府",
            Level::County => "县政府",
            Level::District => "区政府",
            Level::Banner => "旗政府",
            Level::League => "盟行署",
            Level::Zone => "管委会",
        }
    }

    /// The word with which the short names of its units begin: 省财政厅, 市财政局.
    pub fn initial(&self) -> &'static str {
        match self.level {
            Level::Province => "省",
            Level::AutonomousRegion => "自治区",
            Level::Municipality | Level::City => "市",
            Level::Prefecture => "州",
            Level::County => "县",
            Level::District | Level::Zone => "区",
            Level::Banner => "旗",
            Level::League => "盟",
        }
    }

    /// The kind of the regions in it, which are ranked.
    pub fn localities(&self) -> &'static str {
        match self.level {
            Level::Province | Level::AutonomousRegion => "市州",
            Level::Municipality => "区县",
            Level::City => "县区",
            Level::Prefecture => "县市",
            Level::League => "旗县市",
            Level::Banner => "苏木乡镇",
            Level::County => "乡镇",
            Level::District | Level::Zone => "乡镇街道",
        }
    }

    /// The kind of regions in it that are shown but not ranked.
    pub fn enclosed(&self) -> &'static str {
        match self.level {
            Level::Province | Level::AutonomousRegion => "新区",
            _ => "开发区",
        }
    }

    /// The recipients of copies.
    pub fn copies(&self) -> String {
        let room = if self.is_provincial() { "办公厅" } else { "办公室" };
        let of = self.initial();
        let party =
            if of == "自治区" { "自治区党委".to_owned() } else { format!("{of}委") };
        match self.level {
            Level::Zone | Level::League => String::new(),
            _ => format!("{party}{room}，{of}人大常委会{room}，{of}政协{room}，{of}纪委监委"),
        }
    }

    /// Returns whether its bureaus (局) are departments of the government, as below the province.
    pub fn has_bureaus(&self) -> bool {
        !self.is_provincial()
    }

    fn is_provincial(&self) -> bool {
        matches!(self.level, Level::Province | Level::AutonomousRegion | Level::Municipality)
    }
}

/// The characters in place of a name that nobody has filled in.
pub const UNNAMED: &str = "××";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_known_by_the_end_of_its_name() {
        for (name, issuer, government, whole, localities) in [
            ("岭西省", "岭西省人民政府办公厅", "省政府", "全省", "市州"),
            ("岭北自治区", "岭北自治区人民政府办公厅", "自治区政府", "全区", "市州"),
            ("重庆市", "重庆市人民政府办公厅", "市政府", "全市", "区县"),
            ("东港市", "东港市人民政府办公室", "市政府", "全市", "县区"),
            ("岭南自治州", "岭南自治州人民政府办公室", "州政府", "全州", "县市"),
            ("西岭县", "西岭县人民政府办公室", "县政府", "全县", "乡镇"),
            ("南湖区", "南湖区人民政府办公室", "区政府", "全区", "乡镇街道"),
            ("岭东盟", "岭东盟行政公署办公室", "盟行署", "全盟", "旗县市"),
            ("滨海新区管委会", "滨海新区管理委员会办公室", "管委会", "全区", "乡镇街道"),
        ] {
            let region = Region::parse(name).unwrap();
            let named = (region.government(), region.whole(), region.localities());
            assert_eq!(region.issuer(), issuer);
            assert_eq!(named, (government, whole, localities), "{name}");
        }
        assert_eq!(Region::parse("岭西"), None);
        assert_eq!(Region::of_office("西岭县人民政府办公室").unwrap().name(), "西岭县");
    }

    #[test]
    fn copies_go_to_the_organs_of_the_same_level() {
        assert_eq!(
            Region::parse("东港市").unwrap().copies(),
            "市委办公室，市人大常委会办公室，市政协办公室，市纪委监委"
        );
    }
}
