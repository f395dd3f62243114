//! `duban export claims`: every figure of letters and bulletin has its evidence.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value as Json;

use crate::pdf_text;
use crate::support::province::RETURNS_HEADER;
use crate::support::{Case, Run, repository};

/// Returns the claims of the repository's own data, and what was printed to standard error.
fn claims(period: &str) -> (Vec<Json>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "export", "claims", "--period", period])
        .output()
        .unwrap();
    let problems = String::from_utf8(run.stderr).unwrap();
    (serde_json::from_slice(&run.stdout).unwrap(), problems)
}

fn text<'a>(value: &'a Json, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[test]
fn every_figure_of_letters_and_bulletin_is_in_a_claim() {
    let (claims, problems) = claims("2018Q1");
    // The typesetter reports every printed figure that is in no claim.
    assert!(!problems.contains("T160"), "{problems}");
    let documents: BTreeSet<&str> = claims.iter().map(|claim| text(claim, "document")).collect();
    assert!(documents.contains("bulletins/2018Q1.pdf"));
    assert!(documents.iter().filter(|name| name.starts_with("letters/")).count() > 50);
    for claim in &claims {
        assert!(claim["page"].as_u64().is_some_and(|page| page > 0));
        for figure in claim["figures"].as_array().unwrap() {
            assert!(!text(figure, "printed").is_empty() && !text(figure, "rule").is_empty());
        }
    }
}

#[test]
fn a_verdict_leads_back_to_the_cells() {
    let (claims, _) = claims("2018Q1");
    let sentence = claims.iter().find(|claim| {
        text(claim, "id") == "1-1" && text(claim, "text").starts_with("生产总值增长5.3%")
    });
    let figures = sentence.unwrap()["figures"].as_array().unwrap();
    let figures: Vec<[&str; 3]> = figures
        .iter()
        .map(|figure| ["printed", "value", "rule"].map(|key| text(figure, key)))
        .collect();
    assert_eq!(
        figures,
        [
            ["5.3%", "5.3", "value.reported"],
            ["6%", "6", "target.province"],
            ["0.7个百分点", "-0.7", "rate.gap"],
            ["进度滞后", "lagging", "status.target"],
        ]
    );
    let of_unit = claims
        .iter()
        .find(|claim| text(claim, "unit") == "白银市" && text(claim, "text").contains("并列第1位"));
    let figures = of_unit.unwrap()["figures"].as_array().unwrap();
    let source = &figures[0]["from"][0];
    assert_eq!(text(source, "file"), "seeds/progress/2018-03-更正-演示数据.csv");
    assert_eq!((source["line"].as_u64(), source["column"].as_u64()), (Some(4), Some(5)));
}

/// An indicator without a number of its own is judged by its completion; every bulletin on it can be made.
#[test]
fn the_completion_of_an_indicator_without_a_number_is_claimed() {
    let case = Case::tiny();
    case.edit("seeds/notice-2018.txt", "生产总值增长6%左右。", "能耗完成国家下达的控制指标。");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    // 99.96% prints as 99.9%, and the gap is that of what is printed: -0.1.
    for (period, day, reported, printed) in [
        ("2018Q1", "2018-04-04", "90", "90.0"),
        ("2018", "2019-01-04", "90", "90.0"),
        ("2018", "2019-01-04", "99.96", "99.9"),
    ] {
        let row = format!("{period},1-1,,省财政厅,,,{reported}%,,,,,甲,{day}\n");
        case.write("seeds/progress/能耗.csv", format!("{RETURNS_HEADER}{row}"));
        case.duban(["bulletin", "--period", period]).exits(0);
        let run = case.duban(["export", "claims", "--period", period]).exits(0);
        let claims: Vec<Json> = serde_json::from_str(&run.stdout).unwrap();
        let claim =
            claims.iter().find(|claim| text(claim, "text") == format!("完成率{printed}%")).unwrap();
        let figure = &claim["figures"][0];
        assert_eq!(["value", "rule"].map(|key| text(figure, key)), [reported, "percent.reported"]);
        assert_eq!(text(&figure["from"][0], "file"), "seeds/progress/能耗.csv");
    }
}

/// 49.25% prints as 49.3%, 0.7 points short of 50%; a neighbour of 49.998% gives the table three decimals, -0.750.
#[test]
fn a_gap_is_claimed_as_the_sentence_and_as_the_table_print_it() {
    let case = Case::tiny();
    let text = "新增就业100万人，扶持创业1000人。";
    case.edit("seeds/notice-2018.txt", "生产总值增长6%左右。", text);
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let rows = "2018Q2,1-1,1,省财政厅,49.25,万人,,,,,,甲,2018-07-04\n\
                2018Q2,1-1,2,省财政厅,499.98,人,,,,,,甲,2018-07-04\n";
    case.write("seeds/progress/就业.csv", format!("{RETURNS_HEADER}{rows}"));
    case.duban(["bulletin", "--period", "2018Q2"]).exits(0);
    let run = case.duban(["export", "claims", "--period", "2018Q2"]).exits(0);
    for said in ["为年度目标（100万人）的49.3%，比序时进度低0.7个百分点", "\"-0.750\""]
    {
        assert!(run.stdout.contains(said), "{said}");
    }
}

/// Returns a workspace with the letter of 兰州市.
fn with_letter() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["letters", "--unit", "兰州市"]).exits(0);
    case
}

/// Makes the letter of 兰州市 with one more line.
fn with_line(case: &Case, line: &str) -> Run {
    let template = std::fs::read_to_string(repository().join("templates/letter.md")).unwrap();
    let place = "## 工作要求\n";
    assert!(template.contains(place));
    let template = template.replacen(place, &format!("甲乙{line}丙丁\n\n{place}"), 1);
    case.write("templates/letter.md", template);
    case.duban(["letters", "--unit", "兰州市"])
}

const LETTER: &str = "output/letters/003-兰州市.pdf";

#[test]
fn a_template_cannot_print_a_figure_without_its_claim() {
    let case = with_letter();
    for line in [
        "{{ total + 1 }}项",
        "{{ total * 2 }}",
        "{{ (total + 4) | abs }}项",
        "{% set n = total %}{{ n }}项",
        "{{ total ~ \"项\" }}",
        "{{ duties | length + 3 }}",
        "{{ total | safe }}项",
        "{{ loop_count | default(value=total) }}项",
        "{% for d in duties %}{{ loop.length }}项{% endfor %}",
        "{{ duties_words | replace(from=\"3\", to=\"9\") }}",
    ] {
        let run = with_line(&case, line);
        assert_eq!(run.status, 1, "{line}: {run:?}");
        assert!(run.stderr.contains("[T160]") && run.stderr.contains("文件没有生成"), "{run:?}");
        let text = pdf_text::text(&case.read(LETTER));
        assert!(!text.contains("甲乙"), "the old letter stays: {line}");
    }
    case.duban(["export", "claims"]).exits(1).complains("[T160]");
}

#[test]
fn fixed_words_dates_and_numbers_of_a_template_need_no_claim() {
    let case = with_letter();
    for (line, printed) in [
        ("电话0931-8888888，政府令第5号，共3项，ISO 9001", "电话0931-8888888，政府令第5号，共3项"),
        ("{{ unit.short ~ \"按政府令第5号\" }}", "兰州市按政府令第5号"),
        ("{{ \"3月5日\" if total > 0 else \"第7号令\" }}", "甲乙3月5日丙丁"),
        ("{{ other | default(value=\"见令第8号\") }}", "见令第8号"),
        ("{{ 12 }}项", "12项"),
        ("{{ year + 1 }}年", "2019年"),
        ("{{ demands.return_day }}日、{{ demands.plan_by }}", "5日、2月28日前"),
        ("{% for d in duties %}{{ loop.index }}.{{ d.total }}项{% endfor %}", "1.3项"),
        ("{{ duties[0].total }}项", "甲乙3项"),
        ("{{ total }}项", "甲乙3项"),
        ("{{ duties | length }}类", "甲乙1类"),
        ("{{ leaders | length }}位", "位丙丁"),
        ("{{ duties_words | safe }}", "甲乙实施3项"),
        ("{{ duties_words | replace(from=\"项\", to=\"件\") }}", "甲乙实施3件"),
        ("{{ total > 2 }}", "甲乙true丙丁"),
        ("{{ issuer.contact }}", "甲乙"),
    ] {
        let run = with_line(&case, line);
        assert!(!run.stderr.contains("T160"), "{line}: {run:?}");
        let text: String = pdf_text::text(&case.read(LETTER)).split_whitespace().collect();
        let printed: String = printed.split_whitespace().collect();
        assert!(text.contains(&printed), "{line}: {text}");
    }
}

#[test]
fn figures_in_names_and_telephones_need_no_claim() {
    let case = Case::tiny();
    case.edit("seeds/units.csv", "省妇联", "省第2妇联");
    case.edit("seeds/notice-2018.txt", "省妇联", "省第2妇联");
    case.edit("duban.toml", "contact = \"", "contact = \"电话0931-8888888 ");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let run = case.duban(["letters"]);
    assert!(!run.stderr.contains("T160"), "{run:?}");
    assert_eq!(case.list("output/letters").iter().filter(|name| name.ends_with(".pdf")).count(), 3);
}

/// Returns the figures of the claims whose text has `words`, as unit, item, printed, rule and cells.
fn figures_of(claims: &[Json], words: &str) -> Vec<String> {
    let of = claims.iter().filter(|claim| text(claim, "text").contains(words));
    let figures = of.flat_map(|claim| {
        let whose = format!("{} {}", text(claim, "unit"), text(claim, "id"));
        let figures = claim["figures"].as_array().unwrap().iter();
        figures
            .map(|figure| {
                let cells = figure["from"].as_array().unwrap().iter();
                let cells = cells.map(|cell| {
                    format!("{} {}:{}", text(cell, "file"), cell["line"], cell["column"])
                });
                let cells = cells.collect::<Vec<_>>().join("+");
                let (printed, rule) = (text(figure, "printed"), text(figure, "rule"));
                format!("{whose} {printed} {rule} {cells}")
            })
            .collect::<Vec<_>>()
    });
    figures.collect()
}

#[test]
fn corrections_and_verified_figures_lead_to_their_own_cells() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.write(
        "seeds/progress/a.csv",
        format!(
            "{RETURNS_HEADER}\
             2018-03,1-1,1,省财政厅,5.2,,,,,,,,2018-04-03\n\
             2018-03,1-1,1,兰州市,6,,,,,,,,2018-04-03\n\
             2018-03,1-1,1,省财政厅,5.4,,,,,,,,2018-06-20\n\
             2018-06,1-1,1,省财政厅,5.3,,,,,,,,2018-07-04\n\
             2018-06,1-1,1,兰州市,106.2,,,,,,,,2018-07-04\n\
             2018-06,2-2,,省妇联,,,50,,,,,,2018-07-04\n"
        ),
    );
    case.write(
        "seeds/verified.csv",
        "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n\
         2018Q2,1-1,1,兰州市,5.6,,统计局第3号函,张三,2018-07-20\n\
         2018Q2,2-2,,省妇联,,滞后,第50期督查通报,张三,2018-07-20\n",
    );
    let run = case.duban(["-q", "export", "claims", "--period", "2018Q2"]);
    assert!(!run.stderr.contains("T160"), "{run:?}");
    let claims: Vec<Json> = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        figures_of(&claims, "原报增长"),
        [
            "兰州市 1-1 5.6% value.reported seeds/verified.csv 2:5",
            "兰州市 1-1 106.2% value.replaced seeds/progress/a.csv 6:5",
        ]
    );
    let status = figures_of(&claims, "状态核定为");
    assert!(
        status.contains(&"省妇联 2-2 滞后 status.target seeds/verified.csv 3:6".to_owned()),
        "{status:?}"
    );
    let quoted = "省妇联 2-2 50 quote.evidence seeds/verified.csv 3:6".to_owned();
    let all = figures_of(&claims, "");
    assert!(all.contains(&quoted), "{all:?}");
    assert_eq!(
        figures_of(&claims, "一季度通报省财政厅"),
        ["省财政厅 1-1 5.2% value.reported seeds/progress/a.csv 2:5"]
    );
    assert_eq!(
        figures_of(&claims, "现更正为"),
        ["省财政厅 1-1 5.4% value.reported seeds/progress/a.csv 4:5"]
    );
}
