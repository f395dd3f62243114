//! The kind of body that a name means, guessed from its form.

use super::government::Government;

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
    Locality,
    Zone,
    Other,
    Group,
    Leader,
}

impl Kind {
    /// Returns the word in the column 类别.
    pub fn label(self, government: &Government) -> &str {
        match self {
            Self::Department => "组成部门",
            Self::Affiliated => "直属机构",
            Self::Party => "党委机构",
            Self::CommitteeOffice => "议事协调机构办公室",
            Self::People => "群团组织",
            Self::Institution => "事业单位",
            Self::Central => "中央单位",
            Self::Enterprise => "企业",
            Self::Locality => &government.localities,
            Self::Zone => &government.enclosed,
            Self::Other => "其他",
            Self::Group => "集体",
            Self::Leader => "领导",
        }
    }
}

/// A name in the form for the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub kind: Kind,
    pub short: String,
}

/// Guesses the meaning of `name`. A region's government gets the region's name (东港区).
pub(super) fn guess(name: &str, is_leader: bool, government: &Government) -> Named {
    let kind = match is_leader && is_person(name) {
        true => Kind::Leader,
        false => unit_kind(name, government),
    };
    let short = match kind {
        Kind::Locality => place_of(name),
        _ => name,
    };
    Named { kind, short: short.to_owned() }
}

/// Returns the region whose government a name means.
pub(super) fn place_of(name: &str) -> &str {
    let place = ["人民政府", "政府", "行政公署", "行署"].iter();
    place.filter_map(|ending| name.strip_suffix(ending)).next().unwrap_or(name)
}

/// Returns whether a name in a column of leaders is that of a person: a unit in it ends like one.
fn is_person(name: &str) -> bool {
    let count = name.chars().count();
    let is_unit =
        ["厅", "局", "委", "办", "办公室", "政府", "部门", "单位", "中心", "公司", "集团"]
            .iter()
            .any(|ending| name.ends_with(ending));
    count <= 3 || !is_unit
}

/// Returns whether a name means several bodies.
fn is_group(name: &str) -> bool {
    let contains = ["各", "有关", "相关", "成员单位", "沿线", "涉及", "所有", "其他"];
    let ends = ["等单位", "等部门", "部门", "单位", "等"];
    contains.iter().any(|word| name.contains(word)) || ends.iter().any(|word| name.ends_with(word))
}

fn unit_kind(name: &str, government: &Government) -> Kind {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    let own = name.strip_prefix(government.initial.as_str()).unwrap_or(name);
    if is_group(name) {
        Kind::Group
    } else if ends(&["管委会", "管理委员会", "开发区", "新区", "高新区", "经开区", "园区"])
    {
        Kind::Zone
    } else if is_locality(name, government) {
        Kind::Locality
    } else if is_central(name, own) {
        Kind::Central
    } else if ends(&["公司", "集团", "银行", "供电", "联通", "移动", "电信"]) {
        Kind::Enterprise
    } else if begins(&["省委", "市委", "区委", "县委", "旗委", "盟委", "州委", "自治区党委"])
        || ends(&["纪委", "监委", "党委", "编办", "党校"])
    {
        Kind::Party
    } else if begins(&[
        "团省委",
        "团市委",
        "团县委",
        "团区委",
        "团州委",
        "团旗委",
        "团盟委",
        "共青团",
    ]) || ends(&["联", "总工会", "红十字会", "贸促会", "科协", "供销社", "学会", "协会"])
    {
        Kind::People
    } else if ends(&["领导小组", "领导小组办公室", "指挥部", "指挥部办公室", "联席会议办公室"])
    {
        Kind::CommitteeOffice
    } else if ends(&["厅", "委", "委员会", "办", "办公厅", "办公室"]) {
        Kind::Department
    } else if ends(&["局"]) {
        if government.has_bureaus { Kind::Department } else { Kind::Affiliated }
    } else if ends(&["院", "校", "大学", "中心", "馆", "社", "台", "站", "所"]) {
        Kind::Institution
    } else {
        Kind::Other
    }
}

/// Returns whether a name is that of a region or of its government. A name of one or two characters before 市 and so on is a
/// region's where nothing but the region follows: 东港市, 西岭县政府; 市政府 itself is none.
fn is_locality(name: &str, government: &Government) -> bool {
    let place = place_of(name);
    let endings: &[char] = &['市', '州', '盟', '县', '区', '旗', '乡', '镇', '道'];
    let has_name = place.chars().count() > 2 || (place != name && place.chars().count() == 2);
    let is_own = place.starts_with(&government.initial) && place.chars().count() <= 2;
    let is_other = ["军分区", "社区", "校区", "库区", "景区", "灌区", "林区", "保护区", "管理区"];
    let is_street = !place.ends_with('道') || place.ends_with("街道");
    (place.ends_with(endings) || place.ends_with("地区"))
        && has_name
        && is_street
        && !is_own
        && !is_other.iter().any(|word| place.ends_with(word))
}

/// Returns whether a name is that of a body of the central government, or of the army.
fn is_central(name: &str, own: &str) -> bool {
    let begins = ["国家", "中央", "人行", "中国人民银行", "中国"];
    let exact = ["人行", "邮政", "烟草", "军分区", "人武部", "消防支队", "消防大队", "武警支队"];
    let ends = [
        "海关",
        "总队",
        "银监局",
        "证监局",
        "保监局",
        "银保监局",
        "银保监分局",
        "银监分局",
        "支行",
        "监管办",
        "通信管理局",
        "国税局",
        "税务局",
        "铁路局",
        "邮政管理局",
        "邮政局",
        "烟草局",
        "烟草专卖局",
        "地震局",
        "气象局",
        "调查队",
        "军分区",
        "人武部",
        "海事局",
    ];
    begins.iter().any(|word| name.starts_with(word))
        || exact.contains(&own)
        || ends.iter().any(|word| name.ends_with(word))
}
