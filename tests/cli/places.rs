//! Two made-up places with notices of other shapes, from the file as it was published to every document.

use serde_json::Value as Json;

use super::support::{Case, repository};

/// Makes a workspace of a place, with the faces of the repository, and imports its notice.
fn imported(region: &str, year: &str, place: &str, file: &str) -> Case {
    let case = Case::tiny();
    let notice = std::fs::read(repository().join(format!("tests/places/{place}/{file}"))).unwrap();
    case.duban(["init", "new", "--region", region, "--year", year]).exits(0);
    super::new_place::with_faces(&case);
    case.write(file, notice);
    let run = case.duban(["-C", "new", "import", file, "--propose"]);
    run.says("名录原是空的").exits(0);
    case
}

/// Returns the items as the reading by hand writes them: id, category, text, leaders, lead, supporting and implementing
/// units, deadline, targets.
fn rows(case: &Case) -> Vec<String> {
    let run = case.duban(["-C", "new", "export", "items"]);
    let items: Vec<Json> = serde_json::from_str(&run.stdout).unwrap();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Json| {
        let names = value.as_array().into_iter().flatten();
        names.map(|name| text(name.get("raw").unwrap_or(name))).collect::<Vec<_>>().join("、")
    };
    let row = |item: &Json| {
        [
            text(&item["id"]),
            text(&item["category"]),
            text(&item["text"]),
            list(&item["leaders"]),
            list(&item["lead"]),
            list(&item["support"]),
            list(&item["implement"]),
            text(&item["deadline"]),
            list(&item["targets"]),
        ]
        .join("|")
    };
    items.iter().map(row).collect()
}

/// Compares the rows with a reading by hand.
fn assert_rows(case: &Case, place: &str) {
    let by_hand = repository().join(format!("tests/places/{place}/rows.txt"));
    let by_hand = std::fs::read_to_string(by_hand).unwrap();
    let by_hand: Vec<&str> = by_hand.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(rows(case), by_hand);
}

/// Fills in the rows that are prepared for the regions, as the office does.
fn fill(case: &Case, names: &[&str]) {
    let mut names = names.iter();
    let units = case.text("new/seeds/units.csv");
    let lines = units.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        if !cells.get(2).is_some_and(|short| short.is_empty()) {
            return Some(line.to_owned());
        }
        let name = names.next()?;
        Some(format!("{},{},{name},{name}人民政府,,{},,,", cells[0], cells[1], cells[5]))
    });
    let lines: Vec<String> = lines.collect();
    case.write("new/seeds/units.csv", lines.join("\n") + "\n");
}

/// Returns the returns of all units that have to report: every task is done by half.
fn write_returns(case: &Case, year: &str) {
    let run = case.duban(["-C", "new", "export", "items"]);
    let items: Vec<Json> = serde_json::from_str(&run.stdout).unwrap();
    let mut text = "期间,编号,指标,单位,完成率,状态,进展情况,填报人,填报日期\n".to_owned();
    for item in &items {
        let (Some(id), Some(lead)) = (item["id"].as_str(), item["lead"][0].as_str()) else {
            continue;
        };
        text += &format!("{year}-06,{id},,{lead},,正常推进,正在办理。,甲,{year}-07-03\n");
    }
    case.write("new/seeds/progress/half.csv", text);
}

#[test]
fn a_table_with_two_rows_of_titles_and_numbers_like_1_1_is_read_and_goes_through_the_main_job() {
    let case = imported("岭州市", "2020", "city", "notice.docx");
    assert_rows(&case, "city");
    fill(&case, &["西岭县", "北坪县"]);
    write_returns(&case, "2020");
    let run = case.duban(["-C", "new"]);
    assert!(run.status < 2, "{}", run.stderr);
    run.says("通报");
    let letters = case.list("new/output/letters");
    assert_eq!(letters.iter().filter(|name| name.ends_with(".pdf")).count(), 17, "{letters:?}");
    let bulletin = crate::pdf_text::text(&case.read("new/output/bulletins/2020Q2.pdf"));
    let bulletin = bulletin.replace(['\n', ' '], "");
    for words in ["岭州市人民政府办公室", "各县区人民政府", "市政府各部门"] {
        assert!(bulletin.contains(words), "no {words} in {bulletin}");
    }
    for other in ["甘肃", "兰州", "省政府", "市州", "全省"] {
        assert!(!bulletin.contains(other), "{other} in {bulletin}");
    }
}

#[test]
fn a_list_on_a_web_page_is_read_and_goes_through_the_main_job() {
    let case = imported("青溪县", "2021", "county", "notice.html");
    assert_rows(&case, "county");
    fill(&case, &["茶亭镇"]);
    write_returns(&case, "2021");
    let run = case.duban(["-C", "new"]);
    assert!(run.status < 2, "{}", run.stderr);
    run.says("通报");
    let letters = case.list("new/output/letters");
    assert!(letters.iter().any(|name| name.contains("县农业农村局")), "{letters:?}");
    let bulletin = crate::pdf_text::text(&case.read("new/output/bulletins/2021Q2.pdf"));
    let bulletin = bulletin.replace(['\n', ' '], "");
    for words in ["青溪县人民政府办公室", "各乡镇人民政府", "县政府各部门"] {
        assert!(bulletin.contains(words), "no {words} in {bulletin}");
    }
    for other in ["甘肃", "兰州", "省政府", "市州", "全省"] {
        assert!(!bulletin.contains(other), "{other} in {bulletin}");
    }
}
