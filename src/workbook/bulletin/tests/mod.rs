mod figures;
mod formats;
mod words;

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use jiff::civil::date;

use super::BulletinWords;
use crate::report::Bulletin;
use crate::report::template::{BULLETIN_WORKBOOK, Templates};
use crate::sample::Province;

/// 兰州新区, which is not ranked, precedes a prefecture, and the name of one leader is the beginning of another's.
/// Of 城镇新增就业, two units reached exactly a third of their parts.
fn province() -> Province {
    Province::new()
        .units("组成部门", ["省财政厅", "省林业厅"])
        .unit("兰州市", "市州")
        .unit("兰州新区", "新区")
        .units("市州", ["金昌市", "白银市", "天水市"])
        .group("各市州政府", "市州")
        .leader("黄强")
        .leader("黄强国")
        .indicator(1, "生产总值增长6%左右。", |item| {
            let item = item.leaders("黄强").lead("省财政厅");
            item.implement("各市州政府、兰州新区").target("生产总值增长 ≈ 6 %")
        })
        .indicator(2, "就业40万人，失业率4%以内。", |item| {
            let item = item.leaders("黄强国").lead("省财政厅");
            item.implement("各市州政府")
                .target("城镇新增就业 = 40 万人")
                .target("城镇登记失业率 ≤ 4 %")
        })
        .indicator(3, "能耗完成控制指标。", |item| item.leaders("黄强").lead("省林业厅"))
        .task(1, "=1+1推广。", |item| item.leaders("黄强、黄强国").lead("省林业厅"))
        .task(2, "植树360万亩。", |item| {
            let item = item.leaders("黄强国").lead("省林业厅");
            item.target("植树 ≥ 360 万亩")
        })
        .task(3, "办好博览会。", |item| item.leaders("黄强国").lead("省林业厅"))
        .part("1-2", 1, "兰州市", "0.3")
        .part("1-2", 1, "金昌市", "0.9")
        .part("1-2", 1, "白银市", "1")
}

const FIRST: &str = "\
2018Q1,1-1,,省财政厅,5.3,%,,,,,,甲,2018-04-04
2018Q1,1-1,,兰州市,7.1,%,,,,,,甲,2018-04-09
2018Q1,1-1,,金昌市,7.1,%,,,,,,甲,2018-04-04
2018Q1,1-1,,白银市,-0.04,%,,,,,,甲,2018-04-04
2018Q1,1-1,,兰州新区,11,%,,,,,,甲,2018-04-04
2018Q1,1-2,1,省财政厅,11.02,万人,,,,,,甲,2018-04-04
2018Q1,1-2,1,兰州市,0.1,万人,,,,,,甲,2018-04-04
2018Q1,1-2,1,金昌市,0.3,万人,,,,,,甲,2018-04-04
2018Q1,1-2,1,白银市,0.25,万人,,,,,,甲,2018-04-04
2018Q1,1-2,2,省财政厅,2.75,%,,,,,,甲,2018-04-04
2018Q1,1-2,2,兰州市,3.1,%,,,,,,甲,2018-04-04
2018Q1,1-2,2,金昌市,2.9,%,,,,,,甲,2018-04-04
2018Q1,2-1,,省林业厅,,,21%,,场馆未完工。,-苗木不足。,倒排工期。,甲,2018-04-04
2018Q1,2-2,,省林业厅,359.9,万亩,,,春季造林过半。,,,甲,2018-04-04
";
const SECOND: &str = "\
2018Q2,1-1,,省财政厅,6.1,%,,,,,,甲,2018-07-04
2018Q2,1-1,,兰州市,6.0,%,,,,,,甲,2018-07-04
2018Q2,1-1,,金昌市,7.2,%,,,,,,甲,2018-07-04
2018Q2,1-1,,白银市,6.5,%,,,,,,甲,2018-07-04
";

/// Returns the bulletin of a period.
fn bulletin_of(period: &str, returns: &str) -> Bulletin {
    province().bulletin(period, returns, None)
}

fn first_quarter() -> Bulletin {
    bulletin_of("2018Q1", FIRST)
}

fn bytes(context: &Bulletin) -> Vec<u8> {
    let words = words(context);
    super::bulletin(context, &words, date(2018, 3, 31), "演示&数据").expect("a workbook")
}

/// Returns the words of the built-in template.
fn words(context: &Bulletin) -> BulletinWords {
    let templates = Templates::load(Path::new("/nowhere"), "templates", BULLETIN_WORKBOOK);
    BulletinWords::new(&templates.expect("a template"), context).expect("words")
}

/// The names of the sheets.
mod names {
    pub const OVERVIEW: &str = "总览";
    pub const INDICATORS: &str = "附表1 主要指标";
    pub const CHARTS: &str = "附表1 图表";
    pub const RANKINGS: &str = "附表2 市州位次";
    pub const TASKS: &str = "附表3 任务进展";
    pub const BEHIND: &str = "附表4 滞后事项";
    pub const RETURNS: &str = "附表5 报送情况";
    pub const SHEETS: [&str; 6] = [INDICATORS, CHARTS, RANKINGS, TASKS, BEHIND, RETURNS];
}

/// A workbook, read back.
struct Book {
    bytes: Vec<u8>,
    reader: Xlsx<Cursor<Vec<u8>>>,
}

impl Book {
    fn of(context: &Bulletin) -> Self {
        let bytes = bytes(context);
        let reader = open_workbook_from_rs(Cursor::new(bytes.clone()));
        Self { bytes, reader: reader.expect("a readable workbook") }
    }

    /// Returns the row, from 0, of the first cell that says `text`.
    fn row_of(&mut self, sheet: &str, text: &str) -> u32 {
        let range = self.reader.worksheet_range(sheet).expect("a sheet");
        let mut cells = range.used_cells();
        let cell = cells.find(|(_, _, cell)| *cell == text);
        let (row, ..) = cell.unwrap_or_else(|| panic!("{text}"));
        u32::try_from(row).unwrap() + range.start().unwrap().0
    }

    /// Returns the stored cells of a row, from 0, as text.
    fn row(&mut self, sheet: &str, row: u32) -> Vec<String> {
        let range = self.reader.worksheet_range(sheet).expect("a sheet");
        let last = range.end().expect("cells").1;
        let cell = |col| range.get_value((row, col)).unwrap_or(&Data::Empty);
        (0..=last).map(|col| cell(col).to_string()).collect()
    }

    /// Returns the formulas of a row, from 0; empty where there is none.
    fn formulas(&mut self, sheet: &str, row: u32) -> Vec<String> {
        let range = self.reader.worksheet_formula(sheet).expect("a sheet");
        let last = range.end().expect("formulas").1;
        let formula = |col| range.get_value((row, col)).cloned().unwrap_or_default();
        (0..=last).map(formula).collect()
    }

    /// Returns a part of the package.
    fn part(&self, path: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(&self.bytes)).expect("a package");
        let mut text = String::new();
        let mut part = zip.by_name(path).expect("a part");
        part.read_to_string(&mut text).expect("text");
        text
    }
}
