//! `duban import` of files of any format, of several, and from elsewhere; the main job after it.

use crate::support::Case;

const PAGE: &str = "<html><meta charset=utf-8><p>附件1</p><table><tr><td>序号<td>主要指标<td>省政府牵头领导<td>牵头单位<td>配合单位<td>实施单位<tr><td>1<td>生产总值增长6%左右。<td>黄强<td>省财政厅<td><td>各市州政府</table>";
const CSV: &str = "序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位\n1,办好妇女之家。,黄强,省妇联,,各市州政府\n2,植树。,,省妇联,,各市州政府\n";

/// A folder outside the workspace with the files of a notice.
fn elsewhere() -> tempfile::TempDir {
    let dir = tempfile::TempDir::new().unwrap();
    std::fs::write(dir.path().join("附件1.html"), PAGE).unwrap();
    std::fs::write(dir.path().join("附件2.csv"), CSV).unwrap();
    dir
}

#[test]
fn several_files_are_one_notice_which_the_main_job_reads_again() {
    let (case, dir) = (Case::tiny(), elsewhere());
    let [page, csv] = ["附件1.html", "附件2.csv"].map(|name| dir.path().join(name));
    let (page, csv) = (page.to_str().unwrap(), csv.to_str().unwrap());
    case.duban(["import", page, csv])
        .exits(0)
        .says("主要指标 1 项、重点工作任务 2 项")
        .says("通知已复制到 seeds/附件1.html、seeds/附件2.csv");
    assert_eq!(case.text("seeds/附件2.csv"), CSV);
    // The main job reads these, and not the one that the settings name since before.
    let tasks = case.text("seeds/annex/tasks.csv");
    std::fs::remove_file(page).unwrap();
    case.duban([]).says("附件数据与通知一致");
    assert_eq!(case.text("seeds/annex/tasks.csv"), tasks);
    // Settings that were edited since count.
    case.edit("duban.toml", "files = [\"seeds/notice-2018.txt\"]", "file = \"seeds/附件2.csv\"");
    case.duban(["-q", "--force"]);
    assert_eq!(case.text("seeds/annex/tasks.csv"), tasks);
    assert!(!case.list("seeds/annex").contains(&"indicators.csv".to_owned()));
}

#[test]
fn another_file_of_the_same_name_is_not_written_over() {
    let (case, dir) = (Case::tiny(), elsewhere());
    case.write("seeds/附件2.csv", "别的内容\n");
    let csv = dir.path().join("附件2.csv");
    let csv = csv.to_str().unwrap();
    case.duban(["import", csv]).exits(2).complains("seeds/附件2.csv 已有同名而内容不同的文件");
    assert_eq!(case.text("seeds/附件2.csv"), "别的内容\n");
    assert!(case.list("seeds/annex").is_empty());
    case.duban(["import", csv, "--force"]).exits(0);
    // The next version of it takes its place.
    std::fs::write(csv, CSV.replace("植树", "种草")).unwrap();
    case.duban(["import", csv]).exits(0);
    assert!(case.text("seeds/附件2.csv").contains("种草"));
    // A name that means something else is not taken.
    let units = dir.path().join("units.csv");
    std::fs::write(&units, CSV).unwrap();
    case.duban(["import", units.to_str().unwrap()]).says("seeds/notice-units.csv");
}

#[test]
fn what_cannot_be_read_ends_the_import_before_anything_is_written() {
    let case = Case::tiny();
    case.write("通知.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0");
    case.write("通知.pdf", b"%PDF-1.4");
    case.write("通知.rtf", b"{\\rtf1}");
    for (file, code) in [("通知.doc", "F201"), ("通知.pdf", "F201"), ("通知.rtf", "F200")] {
        case.duban(["import", "seeds/notice-2018.txt", file]).exits(2).complains(code);
        assert!(case.list("seeds/annex").is_empty(), "{file}");
    }
}

#[test]
fn places_are_those_of_the_file() {
    let case = Case::tiny();
    let page = PAGE.replace("<td>省财政厅<td>", "<td>省财厅<td>");
    case.write("通知.html", page);
    case.duban(["import", "通知.html"]).complains("第1张表第2行第4列");
    case.write("附件2.csv", CSV.replace("2,植树。,,省妇联", "2,植树。,,省妇女"));
    case.duban(["import", "附件2.csv", "--force"]).complains("附件2.csv");
}
