//! The likely full name of a unit: of its short name only the words are completed that all governments shorten alike.

use super::government::Government;
use super::kind::{Kind, place_of};

/// What short names abbreviate. The words of the column on the left are the whole of a name after the government's word.
const SHORTENED: &[(&str, &str)] = &[
    ("发展改革委", "发展和改革委员会"),
    ("发改委", "发展和改革委员会"),
    ("发展改革局", "发展和改革局"),
    ("发改局", "发展和改革局"),
    ("经信委", "经济和信息化委员会"),
    ("经信局", "经济和信息化局"),
    ("科技厅", "科学技术厅"),
    ("科技局", "科学技术局"),
    ("交通厅", "交通运输厅"),
    ("国土局", "国土资源局"),
    ("工信厅", "工业和信息化厅"),
    ("工信局", "工业和信息化局"),
    ("工信委", "工业和信息化委员会"),
    ("民委", "民族事务委员会"),
    ("民宗委", "民族宗教事务委员会"),
    ("民宗局", "民族宗教事务局"),
    ("人社厅", "人力资源和社会保障厅"),
    ("人社局", "人力资源和社会保障局"),
    ("人力资源社会保障厅", "人力资源和社会保障厅"),
    ("人力资源社会保障局", "人力资源和社会保障局"),
    ("住建厅", "住房和城乡建设厅"),
    ("住建局", "住房和城乡建设局"),
    ("住房城乡建设厅", "住房和城乡建设厅"),
    ("住房城乡建设局", "住房和城乡建设局"),
    ("环保局", "环境保护局"),
    ("环保厅", "环境保护厅"),
    ("文旅厅", "文化和旅游厅"),
    ("文旅局", "文化和旅游局"),
    ("文广旅局", "文化广电和旅游局"),
    ("文化广电旅游局", "文化广电和旅游局"),
    ("卫健委", "卫生健康委员会"),
    ("卫生健康委", "卫生健康委员会"),
    ("卫健局", "卫生健康局"),
    ("卫计委", "卫生和计划生育委员会"),
    ("卫生计生委", "卫生和计划生育委员会"),
    ("退役军人局", "退役军人事务局"),
    ("退役军人厅", "退役军人事务厅"),
    ("应急局", "应急管理局"),
    ("应急厅", "应急管理厅"),
    ("市场监管局", "市场监督管理局"),
    ("市监局", "市场监督管理局"),
    ("林草局", "林业和草原局"),
    ("医保局", "医疗保障局"),
    ("城管局", "城市管理局"),
    ("交通局", "交通运输局"),
    ("安监局", "安全生产监督管理局"),
    ("质监局", "质量技术监督局"),
    ("工商局", "工商行政管理局"),
    ("国资委", "人民政府国有资产监督管理委员会"),
    ("政府国资委", "人民政府国有资产监督管理委员会"),
    ("金融办", "人民政府金融工作办公室"),
    ("扶贫办", "扶贫开发办公室"),
    ("供销社", "供销合作社联合社"),
    ("妇联", "妇女联合会"),
    ("残联", "残疾人联合会"),
    ("工商联", "工商业联合会"),
    ("科协", "科学技术协会"),
    ("文联", "文学艺术界联合会"),
    ("贸促会", "中国国际贸易促进委员会"),
];

/// Endings of names that are whole.
const WHOLE: [&str; 12] = [
    "厅",
    "局",
    "委员会",
    "办公厅",
    "办公室",
    "总工会",
    "中心",
    "研究院",
    "学院",
    "大学",
    "法院",
    "检察院",
];

/// Returns the full name of a unit; empty where it is not known.
pub(super) fn likely(short: &str, kind: Kind, government: &Government) -> String {
    let region = government.region.as_str();
    if kind == Kind::Locality {
        return match place_of(short) {
            street if street.ends_with("街道") => format!("{street}办事处"),
            place => format!("{place}人民政府"),
        };
    }
    let committee = format!("团{}委", government.initial);
    let party = format!("{}委", government.initial);
    let own = short.strip_prefix(government.initial.as_str());
    match (own, kind) {
        _ if region.is_empty() => String::new(),
        _ if short == committee => format!("共青团{region}委员会"),
        (_, Kind::Party) => match short.strip_prefix(&party) {
            Some("") | None => String::new(),
            Some(rest) if rest.ends_with('部') => format!("中共{region}委{rest}"),
            Some("办公室" | "办公厅") => format!("中共{region}委办公室"),
            Some(_) => String::new(),
        },
        (Some("税务局"), _) => format!("国家税务总局{region}税务局"),
        (Some("贸促会"), _) => format!("中国国际贸易促进委员会{region}委员会"),
        (Some("政府办" | "政府办公室"), _) => format!("{region}人民政府办公室"),
        (Some("政府办公厅"), _) => format!("{region}人民政府办公厅"),
        (_, Kind::Zone | Kind::Other | Kind::Group | Kind::Leader | Kind::Enterprise) => {
            String::new()
        }
        (Some(rest), _) => match SHORTENED.iter().find(|(words, _)| *words == rest) {
            Some((_, whole)) => format!("{region}{whole}"),
            None if WHOLE.iter().any(|ending| rest.ends_with(ending)) => format!("{region}{rest}"),
            None => String::new(),
        },
        (None, _) => String::new(),
    }
}
