use rust_decimal::Decimal;

use super::*;
use crate::test_palette::palette;

fn error(json: &str) -> String {
    Chart::from_json(json, &palette()).unwrap_err().to_string()
}

fn category(name: &str) -> Arc<Category> {
    Arc::clone(palette().find(name).unwrap())
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn values_are_exact_whether_numbers_or_strings() {
    let chart = Chart::from_json(
        r#"{"kind":"bars","series":["a"],"caption":"图1","digits":1,"groups":[
        {"label":"一","values":["6.50"]},{"label":"二","values":[-3.2]},{"label":"三","values":[null]},
        {"label":"四","values":[""]},{"label":"五","values":["—"]},{"label":"六","values":[1e3]}]}"#,
        &palette(),
    )
    .unwrap();
    assert_eq!(chart.setting.caption.unwrap().to_string(), "图1");
    let ChartKind::Bars(bars) = chart.kind else { panic!("{:?}", chart.kind) };
    let values: Vec<Option<String>> = bars
        .groups
        .iter()
        .map(|group| group.values[0].value.map(|value| value.to_string()))
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(values[..2], [some("6.50"), some("-3.2")]);
    assert_eq!(values[2..5], [None, None, None]);
    assert_eq!(bars.groups[5].values[0].value, Some(decimal("1000")));
}

#[test]
fn what_is_wrong_is_told_in_chinese_with_its_place() {
    let ranked = |bars: &str| error(&format!(r#"{{"kind":"ranked","bars":[{bars}]}}"#));
    assert_eq!(
        error(r#"{"kind":"pie"}"#),
        "没有“pie”这种图，kind 可用的有：bars、ranked、line、status、heat"
    );
    assert_eq!(error("{}"), "图表数据不合要求：缺少 kind");
    assert_eq!(ranked(""), "图表没有数据：bars 是空的");
    assert_eq!(
        ranked(r#"{"label":"甲","value":1},{"label":"乙","value":"约7"}"#),
        "图表数据不合要求：第2项：“约7”不是数"
    );
    assert_eq!(
        ranked(r#"{"label":"甲","value":1e30}"#),
        "图表数据不合要求：第1项：“1e+30”太大或位数太多"
    );
    assert_eq!(
        ranked(r#"{"label":"甲","value":"2000000000000000"}"#),
        "图表数据不合要求：第1项：“2000000000000000”太大"
    );
    assert_eq!(ranked(r#"{"value":1}"#), "图表数据不合要求：第1项：缺少 label");
    assert_eq!(
        error(r#"{"kind":"bars","series":["a","b"],"groups":[{"label":"一","values":[1]}]}"#),
        "groups 第1项有1个值，应有2个"
    );
    assert_eq!(
        error(r#"{"kind":"bars","series":["a","b","c","d","e"],"groups":[]}"#),
        "series 有5项，最多4项才分得清"
    );
    assert_eq!(
        error(r#"{"kind":"line","periods":["1月"],"lines":[{"name":"a","values":[1,2]}]}"#),
        "lines 第1项有2个值，应有1个"
    );
    assert_eq!(
        error(r#"{"kind":"heat","columns":["a"],"rows":[{"label":"甲","cells":["好"]}]}"#),
        "图表数据不合要求：第1项：第1项：没有“好”这种状态，可用的有：优秀、基本达标、较差、明显落后、无数据、不评级"
    );
    assert_eq!(
        error(r#"{"kind":"status","rows":[{"counts":{"best":1,"优秀":2}}]}"#),
        "图表数据不合要求：第1项：“优秀”写了两次"
    );
    assert_eq!(error(r#"{"kind":"status","rows":[],"width":20}"#), "width 应在60至225之间");
    assert_eq!(
        error(
            r#"{"kind":"ranked","bars":[{"label":"甲"}],"target":{"label":"目标","value":null}}"#
        ),
        "目标线“目标”没有数值"
    );
}

#[test]
fn a_cell_is_a_status_or_a_status_with_a_value() {
    let chart = Chart::from_json(
        r#"{"kind":"heat","columns":["a","b"],"rows":[{"label":"甲","cells":["较差",
        {"status":"best","value":"7.0"}]}]}"#,
        &palette(),
    )
    .unwrap();
    let ChartKind::Heat(heat) = chart.kind else { panic!("{:?}", chart.kind) };
    assert_eq!(
        heat.rows[0].cells,
        [
            HeatCell { category: category("poor"), value: Reading::MISSING },
            HeatCell { category: category("best"), value: decimal("7.0").into() },
        ]
    );
}
