//! Faults of returns, put in on purpose. `seeds/README.md` lists them.
//!
//! Nothing here makes a row that cannot be read: those are errors, and the workspace of the repository
//! has none.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::quarter::Quarter;
use super::row::Row;
use super::spellings::full_width;

/// Units that send nothing.
const MISSING: [(Quarter, &[&str]); 2] = [
    (Quarter::First, &["省通信管理局", "省体育局", "省宗教局"]),
    (Quarter::Half, &["省宗教局", "省供销社"]),
];

/// Items that a prefecture leaves out.
const LEFT_OUT: [(Quarter, &str, &[&str]); 2] = [
    (Quarter::First, "甘南州", &["2-51", "2-79", "2-163"]),
    (Quarter::Half, "嘉峪关市", &["1-8", "2-107"]),
];

/// Units that are late, with the day of the following month on which they send their returns.
const LATE: [(Quarter, &str, i8); 9] = [
    (Quarter::First, "省国土资源厅", 11),
    (Quarter::First, "省编办", 10),
    (Quarter::First, "省文物局", 13),
    (Quarter::First, "武威市", 11),
    (Quarter::First, "庆阳市", 9),
    (Quarter::Half, "省政府金融办", 6),
    (Quarter::Half, "省残联", 10),
    (Quarter::Half, "陇南市", 9),
    (Quarter::Half, "甘南州", 6),
];

/// The fault of a figure.
enum Fault {
    /// 10,000 times too large: persons instead of 万人, without saying so.
    TenThousandfold,
    /// Too large by this number of tenths.
    TooLarge(i64),
    /// Another text.
    Typed(&'static str),
}

/// Figures that are wrong at first and corrected later.
const CORRECTED: [(Quarter, &str, &str, Fault); 7] = [
    (Quarter::First, "省农牧厅", "1-6", Fault::TooLarge(10)),
    (Quarter::First, "陇南市", "2-8", Fault::TenThousandfold),
    (Quarter::First, "白银市", "1-1", Fault::TooLarge(4)),
    (Quarter::First, "定西市", "2-12", Fault::Typed("暂无")),
    (Quarter::Half, "省财政厅", "1-4", Fault::TooLarge(10)),
    (Quarter::Half, "平凉市", "1-2", Fault::TooLarge(7)),
    (Quarter::Half, "临夏州", "2-51", Fault::TooLarge(1)),
];

/// Spoils rows; returns the corrections that come in later.
pub fn put_in(rows: &mut Vec<Row>, quarter: Quarter) -> Vec<Row> {
    leave_out(rows, quarter);
    for (when, unit, day) in LATE {
        let late = rows.iter_mut().filter(|row| row.unit == unit);
        for row in late.filter(|_| when == quarter) {
            row.date = after(quarter, day);
        }
    }
    let corrections = correct(rows, quarter);
    match quarter {
        Quarter::First => misspell(rows),
        Quarter::Half => mistake(rows),
    }
    corrections
}

/// Returns the day `day` of the month after a period.
fn after(quarter: Quarter, day: i8) -> Date {
    date(2018, quarter.month() + 1, day)
}

fn leave_out(rows: &mut Vec<Row>, quarter: Quarter) {
    for (_, units) in MISSING.iter().filter(|(when, _)| *when == quarter) {
        rows.retain(|row| !units.contains(&row.unit.as_str()));
    }
    for (_, unit, items) in LEFT_OUT.iter().filter(|(when, ..)| *when == quarter) {
        rows.retain(|row| row.unit != *unit || !items.contains(&&*row.item()));
    }
}

/// Spoils figures that are corrected later, and returns the corrections.
fn correct(rows: &mut [Row], quarter: Quarter) -> Vec<Row> {
    let mut corrections = Vec::new();
    for (_, unit, item, fault) in CORRECTED.iter().filter(|(when, ..)| *when == quarter) {
        let Some(row) = rows.iter_mut().find(|row| row.is(unit, item)) else {
            continue;
        };
        let mut correction = row.clone();
        correction.date = after(quarter, 12);
        corrections.push(correction);
        row.percent.clear();
        match fault {
            Fault::TenThousandfold => ten_thousandfold(row),
            Fault::TooLarge(tenths) => {
                row.value = (number(row) + Decimal::new(*tenths, 1)).to_string();
            }
            Fault::Typed(text) => row.value = (*text).to_owned(),
        }
        // The texts come with the right figure.
        row.texts = super::words::Texts::default();
    }
    corrections
}

/// Respells figures that are right, so that they are not typed plainly.
fn misspell(rows: &mut [Row]) {
    for row in rows {
        if row.is("省人社厅", "1-7") {
            row.value = full_width(&row.value);
        } else if row.is("省人社厅", "2-143") {
            let persons = (number(row) * Decimal::from(10_000)).normalize();
            row.value = format!("{}人", thousands(&persons.to_string()));
            row.measure.clear();
        } else if row.item() == "2-13" && row.unit == "临夏州" {
            row.value = format!("{}{}", row.value, row.measure);
            row.measure.clear();
        } else if row.is("省商务厅", "1-3") {
            row.value = format!("{}%", row.value);
            row.measure.clear();
        }
    }
}

/// Makes figures wrong for good.
fn mistake(rows: &mut [Row]) {
    for row in rows {
        if row.is("庆阳市", "2-143") {
            ten_thousandfold(row);
        } else if row.is("天水市", "2-79") {
            // June alone instead of January to June.
            row.value = "6".to_owned();
            row.percent.clear();
        } else if row.is("酒泉市", "2-35") {
            row.percent = "95".to_owned();
        }
    }
}

fn ten_thousandfold(row: &mut Row) {
    row.value = (number(row) * Decimal::from(10_000)).normalize().to_string();
    row.measure.clear();
    row.percent.clear();
}

/// Returns the figure of a row to which the scenario gives one.
fn number(row: &Row) -> Decimal {
    row.value.parse().expect("the row has a figure")
}

/// Returns the digits in groups of three: 1,375,000.
fn thousands(digits: &str) -> String {
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
