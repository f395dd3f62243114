//! Shapes of published tables: each row as a reader of the page understands it.

use duban::diagnostic::Diagnostics;
use duban::input::SourceFile;
use duban::notice::{AnnexRow, Import};
use duban::registry::Registry;
use jiff::civil::date;

use super::{import, rows};
use crate::province::Province;

/// The shapes, by their names.
pub const SHAPES: [(&str, &str); 14] = [
    ("two-row-head", include_str!("../../notices/shapes/two-row-head.txt")),
    ("sections", include_str!("../../notices/shapes/sections.txt")),
    ("parts", include_str!("../../notices/shapes/parts.txt")),
    ("short-rows", include_str!("../../notices/shapes/short-rows.txt")),
    ("list", include_str!("../../notices/shapes/list.txt")),
    ("cell-per-line", include_str!("../../notices/shapes/cell-per-line.txt")),
    ("targets", include_str!("../../notices/shapes/targets.txt")),
    ("no-numbers", include_str!("../../notices/shapes/no-numbers.txt")),
    ("tables-in-sections", include_str!("../../notices/shapes/tables-in-sections.txt")),
    ("unknown-columns", include_str!("../../notices/shapes/unknown-columns.txt")),
    ("growth", include_str!("../../notices/shapes/growth.txt")),
    ("brackets", include_str!("../../notices/shapes/brackets.txt")),
    ("three-levels", include_str!("../../notices/shapes/three-levels.txt")),
    ("projects", include_str!("../../notices/shapes/projects.txt")),
];

/// Reads a shape without a registry, as the office of a new place does first. Returns its problems as `CODE message`, but
/// for unknown names.
fn read(name: &str) -> (Import, Vec<String>) {
    let text = SHAPES.iter().find(|(other, _)| *other == name).expect("there is one").1;
    let (import, problems) = import(text, &Registry::default());
    let problems = problems.iter().filter(|problem| problem.code.as_str() != "N108");
    let shown = problems.map(|problem| format!("{} {}", problem.code.as_str(), problem.message));
    (import, shown.collect())
}

/// Returns a row as `id [category] text | leaders | lead | support | deadline`.
fn shown(row: &AnnexRow) -> String {
    format!(
        "{} [{}] {} | {} | {} | {} | {}",
        row.id,
        row.category.as_deref().unwrap_or_default(),
        row.text,
        row.leaders.join("、"),
        row.lead.join("、"),
        row.support.join("、"),
        row.deadline.as_deref().unwrap_or_default(),
    )
}

#[track_caller]
fn reads(name: &str, expected: &[&str]) -> (Import, Vec<String>) {
    let (import, problems) = read(name);
    let found: Vec<String> = rows(&import).map(shown).collect();
    assert_eq!(found, expected);
    (import, problems)
}

#[test]
fn a_head_of_two_rows_a_page_a_total_and_a_note() {
    let (import, problems) = reads(
        "two-row-head",
        &[
            "2-1 [] 新建水库2座。 | 段志强 | 县水务局 | 县发改局、县财政局 | 12月底",
            "2-2 [] 改造农村公路80公里。 | 段志强 | 县交通局 | 县公安局 | 10月底",
            "2-3 [] 建成县中医院综合楼。 | 苏文丽 | 县卫健局 | 县住建局 | 6月底",
        ],
    );
    let first = rows(&import).next().expect("there is one");
    assert_eq!(first.columns.values().map(String::as_str).collect::<Vec<_>>(), ["省重点"]);
    assert_eq!(
        problems,
        [
            "N128 表中没有实施单位一列，各项的实施单位为空",
            "N125 表格中的页码1处已取出：“— 1 —”",
            "N125 各页重复的表头1行已取出",
            "N125 合计行“合计 3项”不是事项，未收入",
            "N125 表注未收入：注：列第一位的为牵头单位。",
        ]
    );
}

#[test]
fn headings_between_rows_are_categories_and_known_columns_are_kept() {
    let (import, _) = reads(
        "sections",
        &[
            "2-1 [一、稳定增长] 生产总值增长7%以上。 | 金立 | 市发改委 | 市工信局、各县、市、区政府 | ",
            "2-2 [二、创新驱动／（一）培育主体] 新增高新技术企业100家。 | 姚远、陆明秋 | 市科技局 | 市税务局 | ",
            "2-3 [二、创新驱动／（二）提升能级] 新开工工业项目120个。 | 陆明秋 | 市发改委 | 市招商局 | ",
        ],
    );
    let first = rows(&import).next().expect("there is one");
    assert_eq!(first.support, ["市工信局", "各县、市、区政府"]);
    assert_eq!(
        first.columns.values().map(String::as_str).collect::<Vec<_>>(),
        ["月调度", "工作报告"]
    );
}

#[test]
fn numbers_of_two_levels_are_parts() {
    reads(
        "parts",
        &[
            "2-1 [] 推动工业提质。 |  |  |  | ",
            "2-1.1 [] 新增规上企业20家。 | 高远 | 市工信局 | 市统计局 | 11月底",
            "2-1.2 [] 技改投资增长12%。 | 高远 | 市工信局 | 市财政局 | 12月底",
            "2-2 [] 扩大有效投资。 | 高远 | 市发改委 |  | ",
            "2-2.1 [] 完成投资300亿元。 | 高远 | 市发改委 | 市住建局 | 12月底",
            "2-2.10 [] 新开工项目45个。 | 高远 | 市发改委 | 市自然资源局 | 6月底",
        ],
    );
}

#[test]
fn a_unit_marked_in_brackets_leads_wherever_it_is() {
    let text = "附件2\n序号\t重点工作\t牵头领导\t责任单位\n\
        1\t建设园区。\t韩冬\t县住建局、县经开区管委会（牵头）、各乡镇\n\
        2\t治理河道。\t韩冬\t县水利局（牵头）\n\
        3\t增加就业。\t韩冬\t县人社局、县教育局（配合）\n";
    let expected = [
        "2-1 [] 建设园区。 | 韩冬 | 县经开区管委会 | 县住建局、各乡镇 | ",
        "2-2 [] 治理河道。 | 韩冬 | 县水利局 |  | ",
        "2-3 [] 增加就业。 | 韩冬 | 县人社局 | 县教育局 | ",
    ];
    let known = Province::new().unit("县经开区管委会", "派出机构").unit("县水利局", "部门");
    let units = known.unit("县教育局", "部门").units_csv();
    let units = SourceFile::from_text("seeds/units.csv", units);
    let day = date(2026, 1, 31);
    let known = Registry::from_sources(&units, None, None, day, &mut Diagnostics::new());
    for registry in [Registry::default(), known] {
        let (import, _) = import(text, &registry);
        let found: Vec<String> = rows(&import).map(shown).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_heading_of_parts_takes_nobody_from_the_row_above() {
    let text = "附件2\n序号\t工作任务\t责任领导\t牵头单位\t配合单位\n\
        1\t产业攻坚。\t\t\t\n\
        1.1\t引进项目8个。\t韩冬\t市商务局\t市发改委\n\
        2\t生态攻坚。\t\t\t\n\
        2.1\t治理河道6条。\t姜明\t市水务局\t\n\
        3\t建成数据中心。\t\t\t\n";
    let (import, _) = import(text, &Registry::default());
    let found: Vec<String> = rows(&import).map(shown).collect();
    assert_eq!(
        found,
        [
            "2-1 [] 产业攻坚。 |  |  |  | ",
            "2-1.1 [] 引进项目8个。 | 韩冬 | 市商务局 | 市发改委 | ",
            "2-2 [] 生态攻坚。 |  |  |  | ",
            "2-2.1 [] 治理河道6条。 | 姜明 | 市水务局 |  | ",
            "2-3 [] 建成数据中心。 | 姜明 | 市水务局 |  | ",
        ]
    );
}

#[test]
fn a_short_row_moves_no_unit_into_another_column() {
    let (_, problems) = reads(
        "short-rows",
        &[
            "2-1 [] 建成政务大厅。 | 刘国建 | 区政务局 | 区财政局 | 6月底",
            "2-2 [] 新增托位800个。 | 王晓敏 | 区卫健委 | 区教委 | 12月底",
            "2-3 [] 新建幼儿园2所。 | 王晓敏 | 区卫健委 | 区教委 | 9月底",
            "2-4 [] 新建充电桩500个。 | 王晓敏 | 区城管委 | 区财政局 | 11月底",
            "2-5 [] 造林3000亩。 | 赵东刚 |  |  | ",
        ],
    );
    let lost = "N103 第5项有4格，表头有6格，“区园林局”不能确定属于哪一列，未收入";
    assert!(problems.iter().any(|problem| problem == lost), "{problems:?}");
}

#[test]
fn paragraphs_with_labels() {
    reads(
        "list",
        &[
            "2-1 [一、稳定增长] 生产总值增长7%以上。 | 金立 | 市发改委 | 市工信局、市商务局、各县、市、区政府 | ",
            "2-2 [一、稳定增长] 财政收入增长6%左右。 | 金立 | 市财政局 | 市税务局（稽查局、征管处）、市人行 | 12月底",
            "2-3 [二、创新驱动] 新增高新技术企业100家。 | 姚远 | 市科技局 |  | ",
        ],
    );
}

#[test]
fn a_cell_on_each_line() {
    reads(
        "cell-per-line",
        &[
            "2-1 [] 整治河道3公里。 |  | 县水利局 | 县城管局 | 12月底前",
            "2-2 [] 开工建设养护楼。 |  | 县民政局 |  | 5月底前动工",
            "2-2.1 [] 开工建设老年大学。 |  | 县民政局 |  | 12月底前",
            "2-3 [] 新建农贸市场1个。 |  | 县商务局 |  | 12月底前",
        ],
    );
}

#[test]
fn targets_in_a_column_belong_to_the_text() {
    let (import, _) = reads(
        "targets",
        &[
            "1-1 [] 地区生产总值增长6.5%以上 | 程波 | 省发改委 | 省统计局 | ",
            "1-2 [] 城镇新增就业32万人 | 李文沛 | 省人社厅 | 省教育厅 | ",
            "1-3 [] 居民消费价格涨幅3%左右 | 程波 | 省发改委 | 省市场监管局 | ",
        ],
    );
    let targets: Vec<usize> = rows(&import).map(|row| row.targets.len()).collect();
    assert_eq!(targets, [1, 1, 1]);
    let schedule = duban::notice::store::schedule(&import).expect("there are quarters");
    let schedule = String::from_utf8(schedule).expect("it is UTF-8");
    assert!(schedule.contains("1-2,,3,25,8万人"), "{schedule}");
    assert!(schedule.contains("1-2,,9,75,24万人"), "{schedule}");
}

#[test]
fn sections_with_tables_of_their_own_and_a_further_annex() {
    let (import, problems) = reads(
        "tables-in-sections",
        &[
            "2-1 [一、发展工业] 新增规上企业10家。 |  | 县工信局 | 县统计局 | 12月底",
            "2-2 [一、发展工业] 完成技改投资5亿元。 |  | 县工信局 | 县财政局 | 12月底",
            "2-3 [二、改善民生] 新建幼儿园2所。 |  | 县教育局 | 县住建局 | 8月底",
            "3-1 [] 老旧小区改造30个。 |  | 县住建局 | 县财政局 | 11月底",
        ],
    );
    let titles: Vec<Option<&str>> =
        import.annexes.values().map(|table| table.title.as_deref()).collect();
    assert_eq!(titles, [Some("2027年重点任务清单"), Some("2027年民生实事责任表")]);
    assert_eq!(problems.iter().filter(|problem| problem.starts_with("N128")).count(), 1);
}

#[test]
fn rows_without_numbers_are_numbered_by_their_place() {
    let (import, problems) = reads(
        "no-numbers",
        &[
            "2-1 [预期目标] 生产总值增长6%左右。 | 于志 | 县发改局 | 县统计局 | ",
            "2-2 [预期目标] 固定资产投资增长8%。 | 于志 | 县发改局 |  | ",
            "2-3 [产业发展] 新增规上企业15家。 | 孙大伟 | 县工信局 |  | ",
        ],
    );
    assert!(
        problems.contains(&"N133 附件2表中没有序号，3项按所在位置编号".to_owned()),
        "{problems:?}"
    );
    let numbered = import.repairs.iter().filter(|repair| repair.kind.as_str() == "numbered");
    assert_eq!(numbered.count(), 3);
}

#[test]
fn columns_with_titles_that_say_nothing_are_kept_and_reported_once() {
    let (import, problems) = reads(
        "unknown-columns",
        &[
            "2-1 [] 新建水库2座。 | 段志强 | 县水务局 |  | ",
            "2-2 [] 造林。 | 段志强 | 县林草局 |  | ",
        ],
    );
    let extra = &rows(&import).next().expect("there is one").extra;
    let kept = |title: &str, words: &str| (title.to_owned(), words.to_owned());
    assert_eq!(*extra, [kept("未命名列5", "县发改局、县财政局"), kept("联系电话", "0936-88")]);
    assert_eq!(problems.iter().filter(|problem| problem.starts_with("N126")).count(), 2);
}

#[test]
fn growth_beside_a_total_is_a_target_of_its_own_and_last_year_is_none() {
    let (import, _) = reads(
        "growth",
        &[
            "1-1 [] 地区生产总值198亿元，增长6.5% | 马文涛 | 县发改局 |  | ",
            "1-2 [] 固定资产投资增长8% | 马文涛 | 县发改局 |  | ",
            "1-3 [] 城镇登记失业率4%以内 | 李晓 | 县人社局 |  | ",
        ],
    );
    let targets = |row: &AnnexRow| {
        row.targets.iter().map(|target| target.raw.clone()).collect::<Vec<_>>().join("、")
    };
    let targets: Vec<String> = rows(&import).map(targets).collect();
    assert_eq!(targets, ["198亿元、6.5%", "8%", "4%以内"]);
}

#[test]
fn units_in_brackets_behind_paragraphs_belong_to_these_alone() {
    reads(
        "brackets",
        &[
            "2-1 [一、推动产业升级／（一）壮大工业经济] 新增规上工业企业15家。 |  | 区工信局 | 区统计局 | 12月底前",
            "2-2 [一、推动产业升级／（一）壮大工业经济] 引进总部企业3家 |  | 区商务局、区投促中心 |  | 9月30日前",
            "2-3 [二、改善民生] 新建小学2所（含分校）。 |  | 区教育局 | 区住建局、各街道办事处 | ",
            "2-4 [二、改善民生] 改造老旧小区8个。 |  | 区住建局 |  | ",
        ],
    );
}

#[test]
fn parts_of_parts_come_behind_the_parts() {
    let (import, _) = reads(
        "three-levels",
        &[
            "2-1 [] 推进生态保护。 |  |  |  | ",
            "2-1.1 [] 开展三江源治理。 | 王宇燕 | 省林草局 | 省水利厅 | 全年",
            "2-1.3 [] 完成造林200万亩。 | 王宇燕 | 省林草局 |  | 11月底前",
            "2-1.4 [] 治理黑土滩50万亩。 | 王宇燕 | 省农业农村厅 |  | 3月31日前",
            "2-1.2 [] 建成国家公园。 | 王宇燕 | 省林草局 |  | 12月",
        ],
    );
    let notes: Vec<&str> = import.repairs.iter().map(|repair| repair.note.as_str()).collect();
    assert_eq!(
        notes,
        [
            "原为第1.1项之下的1.1.1，作为第1项的第3个分项",
            "原为第1.1项之下的1.1.2，作为第1项的第4个分项",
        ]
    );
}

#[test]
fn a_project_is_called_by_its_name_and_a_person_responsible_is_no_leader() {
    let (import, _) = reads(
        "projects",
        &[
            "2-1 [] 北环路：新建道路5.2公里 | 刘建国 | 县交通局 |  | ",
            "2-2 [] 客运站：迁建客运站1座 | 刘建国 | 县住建局 |  | ",
        ],
    );
    let first = rows(&import).next().unwrap();
    assert_eq!(first.extra, [("责任人".to_owned(), "张三".to_owned())]);
}
