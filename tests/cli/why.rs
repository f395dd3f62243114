//! `duban why`: what an officer says when a unit calls to complain. The expected texts are worked out by hand.

use crate::support::Case;
use crate::support::province::{Province, RETURNS_HEADER};

const VERIFIED_HEADER: &str = "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n";

/// Makes a workspace with an indicator of each kind and tasks with and without a figure.
fn case(returns: &str) -> Case {
    let case = Case::tiny();
    let reform = "2018-05-31";
    let province = Province::new()
        .units("组成部门", ["省财政厅", "省人社厅", "省建设厅"])
        .unit_with("省工信委", "组成部门", |unit| unit.until(reform, "省工信厅"))
        .unit_with("省工信厅", "组成部门", |unit| unit.since("2018-06-01"))
        .units("市州", ["兰州市", "天水市", "酒泉市"])
        .group("各市州政府", "市州")
        .leader("黄强")
        .indicator(1, "生产总值增长6%左右。", |item| {
            let item = item.leaders("黄强").lead("省财政厅");
            item.implement("各市州政府").target("生产总值增长 ≈ 6 %")
        })
        .indicator(2, "城镇新增就业40万人。", |item| {
            let item = item.leaders("黄强").lead("省人社厅、省建设厅");
            item.implement("各市州政府").target("城镇新增就业 = 40 万人")
        })
        .task(1, "新建旅游厕所1000座。", |item| {
            let item = item.leaders("黄强").lead("省建设厅");
            item.implement("各市州政府").target("新建旅游厕所 = 1000 座")
        })
        .task(2, "办好企业之家。", |item| {
            item.leaders("黄强").lead("省工信委").implement("各市州政府")
        })
        .part("1-2", 1, "兰州市", "30")
        .part("1-2", 1, "天水市", "10")
        .part("2-1", 1, "兰州市", "400")
        .part("2-1", 1, "天水市", "300")
        .part("2-1", 1, "酒泉市", "300");
    case.write_registry(&province);
    case.write("seeds/annex/indicators.csv", province.indicators_csv());
    case.write("seeds/annex/tasks.csv", province.tasks_csv());
    case.write("seeds/targets.csv", province.targets_csv());
    case.write("seeds/progress/a.csv", format!("{RETURNS_HEADER}{returns}"));
    case
}

/// Asserts that the answer to `question` is made of these lines, without its sentences from documents.
#[track_caller]
fn answers(case: &Case, question: &[&str], lines: &[&str]) {
    let arguments = [&["-q", "why"], question].concat();
    let output = case.command(&arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let (said, sentences): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| !line.contains(".pdf第"));
    assert_eq!(said, lines, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.len() + sentences.len() <= 10);
}

#[test]
fn a_rate_is_compared_with_its_target_alone() {
    let case = case(
        "2018-06,1-1,1,省财政厅,5.0,,,,,,,王五,2018-07-05\n\
         2018-06,1-1,1,兰州市,5.6,,,,,,,,2018-07-04\n\
         2018-06,1-1,1,天水市,6.2,,,,,,,,2018-07-04\n",
    );
    answers(
        &case,
        &["1-1", "--period", "2018Q2"],
        &[
            "指标1（生产总值增长），全省，截至6月底：滞后",
            "生产总值：全省目标6%左右（seeds/annex/indicators.csv 第2行第8列）",
            "生产总值：省财政厅报送增长5.0%（seeds/progress/a.csv 第2行第5列），王五 2018-07-05填报",
            "生产总值：低于年度目标（6%左右）1.0个百分点，评为滞后（“左右”容许差0.5个百分点，再差不超过1个百分点）",
        ],
    );
    answers(
        &case,
        &["1-1", "--unit", "兰州市", "--period", "2018Q2"],
        &[
            "指标1（生产总值增长），兰州市，截至6月底：达到序时",
            "生产总值：全省目标6%左右（seeds/annex/indicators.csv 第2行第8列）",
            "生产总值：报送增长5.6%（seeds/progress/a.csv 第3行第5列），2018-07-04填报",
            "生产总值：低于年度目标（6%左右）0.4个百分点，基本达到目标，在参加排位的2个市州中居第2位，评为达到序时（“左右”容许差0.5个百分点，达到目标）",
        ],
    );
}

#[test]
fn doubts_and_unreadable_cells_are_named_with_what_they_say() {
    let case = case(
        "2018-03,2-1,1,天水市,100,,,,,,,,2018-04-04\n\
         2018-06,2-1,1,天水市,6,,,,,,,王五,2018-07-02\n\
         2018-06,2-1,1,兰州市,约一半,,,,,,,,2018-07-02\n\
         2018-06,,,酒泉市,,,,,零报告,,,,2018-07-02\n",
    );
    answers(
        &case,
        &["2-1", "--unit", "天水市", "--period", "2018-06"],
        &[
            "任务1（新建旅游厕所1000座），天水市，截至6月底：报送有误（待核）",
            "新建旅游厕所：本单位目标300座（seeds/targets.csv 第5行第4列）",
            "新建旅游厕所：报送6座，存疑，未采用（seeds/progress/a.csv 第3行第5列）：累计完成6座，少于3月底的100座：可能填的是当月数而不是1月起的累计数，也可能3月底多报，王五 2018-07-02填报",
            "新建旅游厕所：评为报送有误（待核）",
        ],
    );
    answers(
        &case,
        &["2-1", "--unit", "兰州市", "--period", "2018-06"],
        &[
            "任务1（新建旅游厕所1000座），兰州市，截至6月底：报送有误（待核）",
            "新建旅游厕所：本单位目标400座（seeds/targets.csv 第4行第4列）",
            "新建旅游厕所：完成值“约一半”无法识别，未采用（seeds/progress/a.csv 第4行第5列），2018-07-02填报",
            "新建旅游厕所：评为报送有误（待核）",
        ],
    );
    answers(
        &case,
        &["2-1", "--unit", "酒泉市", "--period", "2018-06"],
        &[
            "任务1（新建旅游厕所1000座），酒泉市，截至6月底：未报送",
            "新建旅游厕所：本单位目标300座（seeds/targets.csv 第6行第4列）",
            "新建旅游厕所：单位报来零报告，没有这一项的数",
            "新建旅游厕所：评为未报送",
        ],
    );
}

#[test]
fn a_partial_sum_is_named_as_such() {
    let case = case(
        "2018-06,2-1,1,天水市,30,,,,,,,,2018-07-02\n\
         2018-06,2-1,1,兰州市,60,,,,,,,,2018-07-02\n",
    );
    answers(
        &case,
        &["2-1", "--period", "2018-06"],
        &[
            "任务1（新建旅游厕所1000座），全省，截至6月底：未报送",
            "新建旅游厕所：全省目标1000座（seeds/annex/tasks.csv 第2行第8列）",
            "新建旅游厕所：省建设厅没有报送；已报的2个实施单位合计90座（seeds/progress/a.csv 第3行第5列、seeds/progress/a.csv 第2行第5列），没有报齐，不能据此评价",
            "新建旅游厕所：评为未报送",
        ],
    );
}

#[test]
fn co_leads_and_units_without_a_share_are_named() {
    let case = case(
        "2018-06,1-2,1,省建设厅,25,,,,,,,,2018-07-02\n\
         2018-06,1-2,1,兰州市,16.2,,,,,,,,2018-07-02\n",
    );
    answers(
        &case,
        &["1-2", "--period", "2018-06"],
        &[
            "指标2（城镇新增就业），全省，截至6月底：达到序时",
            "城镇新增就业：全省目标40万人（seeds/annex/indicators.csv 第3行第8列），应完成50.0%（按月均分）",
            "城镇新增就业：省人社厅没有报送，用共同牵头单位的：省建设厅报送25.0万人（seeds/progress/a.csv 第2行第5列），2018-07-02填报",
            "城镇新增就业：为年度目标（40万人）的62.5%，比序时进度高12.5个百分点，评为达到序时（不低于应完成的）",
        ],
    );
    let none = case.duban(["why", "1-2", "--unit", "酒泉市", "--period", "2018-06"]);
    none.exits(2).complains("酒泉市与1-2无关");
}

#[test]
fn a_verified_figure_has_its_evidence_and_what_was_reported() {
    let case = case(
        "2018-06,1-1,1,兰州市,4.6,,,,,,,王五,2018-07-04\n\
         2018-06,1-1,1,天水市,6.2,,,,,,,,2018-07-03\n\
         2018-06,1-1,1,天水市,6.3,,,,,,,,2018-07-04\n",
    );
    let row = "2018Q2,1-1,,兰州市,5.7,,统计局函,张三,2018-07-20\n";
    case.write("seeds/verified.csv", format!("{VERIFIED_HEADER}{row}"));
    answers(
        &case,
        &["1-1", "--unit", "兰州市", "--period", "2018Q2", "--date", "2018-12-31"],
        &[
            "指标1（生产总值增长），兰州市，截至6月底：达到序时",
            "生产总值：全省目标6%左右（seeds/annex/indicators.csv 第2行第8列）",
            "生产总值：核定为增长5.7%（seeds/verified.csv 第2行第5列）；依据：统计局函，核定人：张三，原报增长4.6%（seeds/progress/a.csv 第2行第5列），王五 2018-07-04填报",
            "生产总值：低于年度目标（6%左右）0.3个百分点，基本达到目标，在参加排位的2个市州中居第2位，评为达到序时（“左右”容许差0.5个百分点，达到目标）",
        ],
    );
    answers(
        &case,
        &["1-1", "--unit", "天水市", "--period", "2018Q2"],
        &[
            "指标1（生产总值增长），天水市，截至6月底：达到序时",
            "生产总值：全省目标6%左右（seeds/annex/indicators.csv 第2行第8列）",
            "生产总值：报送增长6.3%（seeds/progress/a.csv 第4行第5列）；后报的更正了先报的，2018-07-04填报",
            "生产总值：高于年度目标（6%左右）0.3个百分点，在参加排位的2个市州中居第1位，评为达到序时（“左右”容许差0.5个百分点，达到目标）",
        ],
    );
}

#[test]
fn a_renamed_unit_is_found_under_both_names() {
    let case = case("2018-06,2-2,,省工信厅,,,40%,,,,,,2018-07-02\n");
    let lines = [
        "任务2（企业之家），省工信厅（原省工信委），截至6月底：滞后",
        "应完成50.0%（按月均分）",
        "报送完成率40%（seeds/progress/a.csv 第2行第7列），2018-07-02填报",
        "完成率40.0%，评为滞后（低于应完成的，不低于其80%）",
    ];
    for name in ["省工信委", "省工信厅", "省工信厅（原省工信委）"] {
        answers(&case, &["2-2", "--unit", name, "--period", "2018-06"], &lines);
    }
}

#[test]
fn the_end_of_the_year_knows_only_reached_and_missed() {
    let case = case(
        "2018-12,2-1,1,兰州市,399,,,,,,,,2019-01-04\n\
         2018-12,2-1,1,天水市,100,,,,,,,,2019-01-04\n",
    );
    answers(
        &case,
        &["2-1", "--unit", "兰州市", "--period", "2018"],
        &[
            "任务1（新建旅游厕所1000座），兰州市，截至12月底：未完成",
            "新建旅游厕所：本单位目标400座（seeds/targets.csv 第4行第4列）",
            "新建旅游厕所：报送399座（seeds/progress/a.csv 第2行第5列），2019-01-04填报",
            "新建旅游厕所：为年度目标（400座）的99.8%，在参加排位的2个市州中居第1位，评为未完成（完成率不到100%）",
        ],
    );
}

#[test]
fn the_sentences_are_those_of_the_bulletin_and_of_the_units_own_letter() {
    let case = case(
        "2018-06,1-1,1,省财政厅,5.0,,,,,,,,2018-07-05\n\
         2018-06,1-1,1,兰州市,4.0,,,,,,,,2018-07-04\n",
    );
    case.duban(["-q", "why", "1-1", "--period", "2018Q2"])
        .exits(0)
        .says("“生产总值增长5.0%，低于年度目标（6%左右）1.0个百分点，进度滞后”");
    // A month that closes no quarter has no bulletin.
    let case = self::case("2018-05,1-1,1,兰州市,4.0,,,,,,,,2018-06-04\n");
    let run = case.duban(["-q", "why", "1-1", "--unit", "兰州市", "--period", "2018-05"]).exits(0);
    assert!(!run.stdout.contains("bulletins/"), "{run:?}");
    assert!(run.stdout.contains("兰州市.pdf第"), "{run:?}");
}
