//! A second run makes only what would come out otherwise, and the same bytes as a run that makes everything.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::province::RETURNS_HEADER;
use crate::support::{Case, Run, repository};

const MARCH: &str = "seeds/progress/2018-03.csv";
const LETTER: &str = "output/letters/003-兰州市.pdf";

/// The documents that [`made`] makes of the data: three letters, three workbooks of units, that of the province, and a
/// bulletin with its brief and its workbook. Files that are put together from others are not counted here.
const DOCUMENTS: [&str; 10] = [
    "letters/001-省财政厅.pdf",
    "letters/002-省妇联.pdf",
    "letters/003-兰州市.pdf",
    "sheets/units/001-省财政厅-2018-04.xlsx",
    "sheets/units/002-省妇联-2018-04.xlsx",
    "sheets/units/003-兰州市-2018-04.xlsx",
    "sheets/分解表.xlsx",
    "bulletins/2018Q1.pdf",
    "bulletins/2018Q1-一页通.pdf",
    "bulletins/2018Q1.xlsx",
];

/// Runs the main job, which has to make this number of [`DOCUMENTS`] and to leave the others as they are.
#[track_caller]
fn makes(case: &Case, arguments: &[&str], count: usize) -> Run {
    let asked = DOCUMENTS.iter().flat_map(|name| ["--explain", name]);
    let arguments: Vec<&str> = arguments.iter().copied().chain(asked).collect();
    let run = Run::from(case.command(&arguments).output().unwrap()).exits(0);
    let of = |words: &str| {
        let lines = run.stdout.lines();
        lines
            .filter(|line| {
                DOCUMENTS.iter().any(|name| line.starts_with(&format!("{name}：{words}")))
            })
            .count()
    };
    let (made, left) = (of("重新生成"), of("依据没有变化"));
    assert_eq!((made, left), (count, DOCUMENTS.len() - count), "{}", run.stdout);
    run
}

/// A workspace with returns of all three units, after a run of the main job.
fn made() -> Case {
    let case = Case::tiny();
    case.write("seeds/targets.csv", "编号,单位,目标值,计量单位,备注\n2-1,兰州市,360,万亩,甲\n");
    let rows = [
        "2018-03,2-1,1,兰州市,100,万亩,,达到序时,完成一批。,,,张三,2018-04-03",
        "2018-03,2-1,1,省财政厅,100,万亩,,达到序时,完成一批。,,,张三,2018-04-03",
        "2018-03,2-2,,省妇联,,,,达到序时,正在办。,,,李四,2018-04-03",
    ];
    case.write(MARCH, format!("{RETURNS_HEADER}{}\n", rows.join("\n")));
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    makes(&case, &[], 10).says("未变 0 个；原因：原来没有\n");
    case
}

/// Returns the files below a folder with their bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(file, b)| (format!("{name}/{file}"), b)));
        } else {
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
    found
}

/// Runs the main job after a change, which has to make this number of [`DOCUMENTS`]. Its files are those of a run that makes everything, and one more run makes none.
#[track_caller]
fn makes_as_a_clean_run(case: &Case, count: usize) -> Run {
    let run = makes(case, &[], count);
    let all = tempfile::tempdir().unwrap();
    case.duban(["--clean", "-o", all.path().to_str().unwrap()]).exits(0);
    assert!(files(&case.path("output")) == files(all.path()));
    case.duban([]).exits(0).says("新生成 0 个文件");
    run
}

#[test]
fn without_a_change_nothing_is_made_or_written() {
    let case = made();
    let times = || {
        let modified = |path: &str| case.path(path).metadata().unwrap().modified().unwrap();
        ["output/manifest.json", LETTER, "output/bulletins/2018Q1.pdf", ".duban/notes.json"]
            .map(modified)
    };
    let before = times();
    case.duban([]).exits(0).says("新生成 0 个文件，未变 ");
    assert_eq!(times(), before);
}

#[test]
fn the_manifest_is_the_same_wherever_the_workspace_is_named_from() {
    let case = made();
    let rare = std::fs::read(repository().join("fonts/RareNamesMincho-Regular.ttf")).unwrap();
    case.write("fonts/rare.ttf", rare);
    case.edit("duban.toml", "[fonts]\n", "[fonts]\nrare = \"fonts/rare.ttf\"\n");
    case.duban([]).exits(0);
    let elsewhere = tempfile::tempdir().unwrap();
    let (root, output) = (case.path(""), elsewhere.path().join("output"));
    let mut command = case.command(&["-C", root.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    assert!(command.current_dir(elsewhere.path()).output().unwrap().status.success());
    assert!(files(&case.path("output")) == files(&output));
}

#[test]
fn a_return_changes_what_shows_it() {
    let case = made();
    case.edit(MARCH, "正在办。", "正在抓紧办。");
    // The form shows figures and statuses of the last return, not its words.
    makes_as_a_clean_run(&case, 4).says("；原因：seeds/progress/2018-03.csv 有变化\n");
    case.edit(MARCH, "省妇联,,,,达到序时", "省妇联,,,,滞后");
    makes_as_a_clean_run(&case, 5).says("本单位的事项、目标、报送和评价 有变化");
}

#[test]
fn an_item_changes_the_documents_of_its_units() {
    let case = made();
    case.edit("seeds/annex/tasks.csv", "办好妇女之家。", "办好妇女儿童之家。");
    // Two letters and two forms: the item is not the finance department's.
    makes_as_a_clean_run(&case, 8);
    case.edit("seeds/targets.csv", "360,万亩", "300,万亩");
    makes_as_a_clean_run(&case, 6).says("seeds/targets.csv 有变化");
}

#[test]
fn templates_settings_and_faces_change_what_they_serve() {
    let case = made();
    case.write(
        "templates/letter.md",
        include_str!("../../templates/letter.md").replace("请认真抓好落实", "请抓好落实"),
    );
    makes_as_a_clean_run(&case, 3).says("；原因：templates/letter.md 有变化\n");
    case.edit("duban.toml", "return_day = ", "return_day = 1");
    makes_as_a_clean_run(&case, 10).says("duban.toml 有变化");
    case.write(
        "song.ttf",
        std::fs::read(crate::support::repository().join("fonts/NotoSerifSC-Bold.ttf")).unwrap(),
    );
    let song = case
        .text("duban.toml")
        .lines()
        .find(|line| line.starts_with("song = "))
        .unwrap()
        .to_owned();
    case.edit("duban.toml", &song, "song = \"song.ttf\"");
    // The forms show no face.
    makes_as_a_clean_run(&case, 7).says("song.ttf 是新增的");
}

#[test]
fn faces_that_exchange_their_roles_change_letters() {
    let case = made();
    let config = case.text("duban.toml");
    let exchanged =
        config.replace("FandolHei-Regular", "…").replace("FandolKai-Regular", "FandolHei-Regular");
    case.write("duban.toml", exchanged.replace("…", "FandolKai-Regular"));
    makes_as_a_clean_run(&case, 7).says("各字体所用的文件 有变化");
}

#[test]
fn what_was_deleted_or_altered_is_made_again() {
    let case = made();
    let letter = case.read(LETTER);
    std::fs::remove_file(case.path(LETTER)).unwrap();
    makes(&case, &[], 1).says("；原因：原有的不在了\n");
    assert!(case.read(LETTER) == letter);
    case.write(LETTER, "改过");
    makes(&case, &[], 1).says("；原因：原有的有人改过\n").complains("F157");
    assert!(case.read(LETTER) == letter);
    makes(&case, &["--clean"], 10).says("未变 0 个；原因：--clean\n");
}

#[test]
fn the_picture_of_a_seal_is_looked_at() {
    let case = made();
    let template = include_str!("../../templates/letter.md").replacen(
        "+++\n",
        "+++\nsealed = true\nseals = [\"章.png\"]\n",
        1,
    );
    case.write("templates/letter.md", template);
    case.write("章.png", PICTURE);
    makes(&case, &[], 3);
    case.duban([]).exits(0).says("新生成 0 个文件");
    case.write("章.png", [PICTURE, b"\n"].concat());
    makes_as_a_clean_run(&case, 3).says("；原因：图片 章.png 有变化\n");
}

/// A picture of one black point.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T',
    0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xAE, 0x42, 0x60, 0x82,
];

#[test]
fn the_reason_for_a_file_is_explained() {
    let case = made();
    case.edit("seeds/annex/tasks.csv", "办好妇女之家。", "办好妇女儿童之家。");
    let run = case.duban([
        "--explain",
        "letters/003-兰州市.pdf",
        "--explain",
        "letters/001-省财政厅.pdf",
        "--explain",
        "无.pdf",
    ]);
    run.exits(0)
        .says("letters/003-兰州市.pdf：重新生成，因为本单位的事项、目标和要求 有变化\n")
        .says("letters/001-省财政厅.pdf：依据没有变化，原样保留\n")
        .says("无.pdf：本次没有涉及\n");
}

#[test]
fn what_is_wrong_with_a_document_is_told_every_time() {
    let case = made();
    let template = include_str!("../../templates/letter.md").replacen(
        "+++\n",
        "+++\nsealed = true\nseals = [\"没有.png\"]\n",
        1,
    );
    case.write("templates/letter.md", template);
    for _ in 0..2 {
        case.duban([]).complains("没有.png");
    }
}
