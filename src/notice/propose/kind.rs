//! The kind of body that a name means, guessed from its form.

/// The kinds, in the order in which registries list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Department,
    Affiliated,
    Party,
    CommitteeOffice,
    People,
    Institution,
    Central,
    Enterprise,
    Prefecture,
    Zone,
    Other,
    Group,
    Leader,
}

impl Kind {
    /// Returns the word in the column 类别.
    pub fn label(self) -> &'static str {
        match self {
            Self::Department => "组成部门",
            Self::Affiliated => "直属机构",
            Self::Party => "党委机构",
            Self::CommitteeOffice => "议事协调机构办公室",
            Self::People => "群团组织",
            Self::Institution => "事业单位",
            Self::Central => "中央单位",
            Self::Enterprise => "企业",
            Self::Prefecture => "市州",
            Self::Zone => "新区",
            Self::Other => "其他",
            Self::Group => "集体（请移入 groups.csv）",
            Self::Leader => "领导（请移入 leaders.csv）",
        }
    }
}

/// A name in the form for the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub kind: Kind,
    pub short: String,
    pub full: String,
}

/// Guesses the meaning of `name`. A prefecture's government gets the prefecture's name (兰州市).
pub(super) fn guess(name: &str, is_leader: bool) -> Named {
    let kind = match is_leader {
        true => Kind::Leader,
        false => unit_kind(name),
    };
    let named =
        |short: &str, full: &str| Named { kind, short: short.to_owned(), full: full.to_owned() };
    if kind != Kind::Prefecture {
        return named(name, name);
    }
    let place = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府")).unwrap_or(name);
    named(place, &format!("{place}人民政府"))
}

fn unit_kind(name: &str) -> Kind {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let contains = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if begins(&["各", "有关", "相关"])
        || contains(&["各有关", "有关", "相关", "沿线"])
        || ends(&["成员单位", "各部门", "各单位", "各市", "各县", "等单位", "等部门"])
    {
        Kind::Group
    } else if ends(&["新区", "管委会", "管理委员会", "开发区"]) {
        Kind::Zone
    } else if ends(&["市政府", "州政府", "盟行署", "县政府", "区政府", "人民政府"])
        || (name.chars().count() > 2 && ends(&["市", "州", "盟", "地区"]))
    {
        Kind::Prefecture
    } else if begins(&["国家", "中央", "人行", "中国"])
        || ends(&[
            "海关",
            "总队",
            "银监局",
            "证监局",
            "保监局",
            "银保监局",
            "支行",
            "监管办",
            "通信管理局",
            "国税局",
            "税务局",
            "铁路局",
            "邮政管理局",
            "地震局",
            "气象局",
        ])
    {
        Kind::Central
    } else if ends(&["公司", "集团", "银行"]) {
        Kind::Enterprise
    } else if begins(&["省委", "市委", "区委", "自治区党委", "州委"])
        || ends(&["纪委", "监委", "党委", "编办"])
    {
        Kind::Party
    } else if begins(&["团"])
        || ends(&["联", "妇联", "总工会", "红十字会", "贸促会", "科协", "供销社", "学会"])
    {
        Kind::People
    } else if ends(&["领导小组", "领导小组办公室", "指挥部", "指挥部办公室", "联席会议办公室"])
    {
        Kind::CommitteeOffice
    } else if ends(&["厅", "委", "委员会", "办", "办公厅", "办公室"]) {
        Kind::Department
    } else if ends(&["局"]) {
        Kind::Affiliated
    } else if ends(&["院", "校", "大学", "中心", "馆", "社", "台", "站", "所"]) {
        Kind::Institution
    } else {
        Kind::Other
    }
}
