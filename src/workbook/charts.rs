//! The common parts of the charts: bars from left to right, the first on top.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartSolidFill, ChartType, Color,
};

/// Size of titles in points.
const TITLE_PT: f64 = 11.0;
/// Size of all other text in points.
const TEXT_PT: f64 = 9.0;
/// The outline of areas; the areas of unrated items are nearly white.
const OUTLINE: Color = Color::RGB(0x59_59_59);

/// Returns a chart of bars of `kind` with a title.
pub(super) fn bars(kind: ChartType, title: &str) -> Chart {
    let mut chart = Chart::new(kind);
    chart.title().set_name(title).set_font(&font(TITLE_PT));
    from_the_top(&mut chart, TEXT_PT);
    // Bars carry their values; a scale besides would say them twice.
    chart.x_axis().set_hidden(true).set_major_gridlines(false).set_font(&font(TEXT_PT));
    chart.set_alt_text(title);
    chart
}

/// Puts the first bar on top and the legend below, with text of a size in points.
pub(super) fn from_the_top(chart: &mut Chart, points: f64) {
    // Of bars, the axis of categories is the library's y axis.
    chart
        .y_axis()
        .set_reverse()
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_major_gridlines(false)
        .set_font(&font(points));
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(points));
}

/// Returns the format of an area: a colour inside an outline.
pub(super) fn area(color: Color) -> ChartFormat {
    let mut format = ChartFormat::new();
    format
        .set_solid_fill(ChartSolidFill::new().set_color(color))
        .set_border(ChartLine::new().set_color(OUTLINE).set_width(0.5));
    format
}

/// Returns the values beside bars or inside of them.
pub(super) fn labels(pattern: &str, color: Color) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format(pattern).set_font(font(TEXT_PT).set_color(color));
    label
}

pub(super) fn font(points: f64) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(points).unset_bold();
    font
}
