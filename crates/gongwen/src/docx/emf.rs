//! Pictures as Enhanced Metafiles (MS-EMF): vectors that Word, WPS and LibreOffice draw and print at any size. Words are
//! outlines, so that they look the same on every desk; the text beside a picture says what it shows.

use crate::color::Color;
use crate::typeset::survey::outlines;
use crate::typeset::{
    Drawing, FontBook, Mm, PageItem, Path, PlacedDrawing, Point, Rule, Segment, Stroke, Turned,
};

/// Units in a millimetre: a hundredth, in which the format states the size of a picture too.
const UNITS: f64 = 100.0;
/// The greatest coordinate of the records used here.
const GREATEST: f64 = 32_000.0;
/// The objects that draw nothing, which every reader knows.
const NULL_BRUSH: u32 = 0x8000_0005;
const NULL_PEN: u32 = 0x8000_0008;
/// The number of the object in use.
const OBJECT: u32 = 1;

/// Returns a picture of items, measured from its upper left corner.
pub(super) fn picture(fonts: &FontBook, items: &[PageItem], width: Mm, height: Mm) -> Vec<u8> {
    let mut metafile = Metafile { fonts, records: Vec::new(), count: 0 };
    metafile.record(18, &[1]); // SETBKMODE: transparent
    metafile.record(19, &[2]); // SETPOLYFILLMODE: winding, as faces are drawn
    for item in items {
        metafile.item(item, Frame::default());
    }
    metafile.record(14, &[0, 16, 20]); // EOF
    metafile.finish(width, height)
}

/// A coordinate system on the picture.
#[derive(Debug, Clone, Copy)]
struct Frame {
    x: Mm,
    y: Mm,
    sine: f64,
    cosine: f64,
}

impl Default for Frame {
    fn default() -> Self {
        Self { x: Mm::ZERO, y: Mm::ZERO, sine: 0.0, cosine: 1.0 }
    }
}

impl Frame {
    /// Returns the system with this origin, its axes turned clockwise.
    fn turned(self, x: Mm, y: Mm, degrees: f64) -> Self {
        let Point { x, y } = self.place(Point { x, y });
        let (sine, cosine) = degrees.to_radians().sin_cos();
        Self {
            x,
            y,
            sine: self.sine * cosine + self.cosine * sine,
            cosine: self.cosine * cosine - self.sine * sine,
        }
    }

    fn place(self, point: Point) -> Point {
        Point {
            x: self.x + point.x * self.cosine - point.y * self.sine,
            y: self.y + point.x * self.sine + point.y * self.cosine,
        }
    }
}

/// A metafile in the making.
struct Metafile<'a> {
    fonts: &'a FontBook,
    records: Vec<u8>,
    /// The number of records.
    count: u32,
}

impl Metafile<'_> {
    fn item(&mut self, item: &PageItem, frame: Frame) {
        match item {
            PageItem::Text(run) => {
                let drawing = outlines(self.fonts, std::slice::from_ref(item), run.color);
                self.drawing(&drawing, frame);
            }
            PageItem::Drawing(PlacedDrawing { drawing, x, y, degrees }) => {
                self.drawing(drawing, frame.turned(*x, *y, *degrees));
            }
            PageItem::Rule(rule) => self.rule(rule, frame),
            PageItem::Path(path) => self.path(path, frame),
            PageItem::Turned(Turned { x, y, degrees, items }) => {
                let frame = frame.turned(*x, *y, *degrees);
                items.iter().for_each(|item| self.item(item, frame));
            }
            PageItem::Image(_)
            | PageItem::Link(_)
            | PageItem::Area(_)
            | PageItem::Begin(_)
            | PageItem::Aside(_)
            | PageItem::End => {}
        }
    }

    fn drawing(&mut self, drawing: &Drawing, frame: Frame) {
        let mut at = 0;
        let segments = &drawing.segments;
        if segments.is_empty() {
            return;
        }
        self.record(59, &[]); // BEGINPATH
        while let Some(segment) = segments.get(at) {
            at += 1;
            match segment {
                Segment::Move(to) => self.move_to(frame.place(*to)),
                Segment::Line(to) => self.line_to(frame.place(*to)),
                Segment::Close => self.record(61, &[]), // CLOSEFIGURE
                Segment::Curve(first) => {
                    let mut points = first.map(|point| frame.place(point)).to_vec();
                    while let Some(Segment::Curve(next)) = segments.get(at) {
                        points.extend(next.map(|point| frame.place(point)));
                        at += 1;
                    }
                    self.points(88, &points); // POLYBEZIERTO16
                }
            }
        }
        self.record(60, &[]); // ENDPATH
        self.fill(drawing.color);
    }

    fn rule(&mut self, rule: &Rule, frame: Frame) {
        let Rule { x, y, width, height, color } = *rule;
        let corners = [
            Point { x, y },
            Point { x: x + width, y },
            Point { x: x + width, y: y + height },
            Point { x, y: y + height },
        ];
        self.outline(&corners, true, frame);
        self.fill(color);
    }

    fn path(&mut self, path: &Path, frame: Frame) {
        if let Some(color) = path.fill {
            self.outline(&path.points, true, frame);
            self.fill(color);
        }
        if let Some(stroke) = path.stroke {
            match stroke.dash {
                None => self.outline(&path.points, path.closed, frame),
                Some(dash) => self.dashes(path, dash, frame),
            }
            self.stroke(stroke);
        }
    }

    fn outline(&mut self, points: &[Point], closed: bool, frame: Frame) {
        self.record(59, &[]);
        let placed: Vec<Point> = points.iter().map(|point| frame.place(*point)).collect();
        if let Some((first, others)) = placed.split_first() {
            self.move_to(*first);
            self.points(89, others); // POLYLINETO16
        }
        if closed {
            self.record(61, &[]);
        }
        self.record(60, &[]);
    }

    /// Writes dashes as lines of their own, since readers disagree about patterns.
    fn dashes(&mut self, path: &Path, dash: Mm, frame: Frame) {
        self.record(59, &[]);
        let mut points = path.points.clone();
        if path.closed {
            points.extend(path.points.first());
        }
        let (mut left, mut draws) = (dash.0.max(0.05), true);
        for ends in points.windows(2) {
            let (mut from, to) = (ends[0], ends[1]);
            if draws {
                self.move_to(frame.place(from));
            }
            loop {
                let length = (to.x - from.x).0.hypot((to.y - from.y).0);
                let is_last = length <= left;
                let share = if is_last { 1.0 } else { left / length };
                let next = Point {
                    x: from.x + (to.x - from.x) * share,
                    y: from.y + (to.y - from.y) * share,
                };
                if draws {
                    self.line_to(frame.place(next));
                }
                if is_last {
                    left -= length;
                    break;
                }
                (left, draws, from) = (dash.0.max(0.05), !draws, next);
                if draws {
                    self.move_to(frame.place(from));
                }
            }
        }
        self.record(60, &[]);
    }

    fn fill(&mut self, color: Color) {
        self.record(39, &[OBJECT, 0, reference(color), 0]); // CREATEBRUSHINDIRECT: solid
        self.record(37, &[OBJECT]); // SELECTOBJECT
        self.record(37, &[NULL_PEN]);
        self.record(62, &EVERYWHERE); // FILLPATH
        self.record(37, &[NULL_BRUSH]);
        self.record(40, &[OBJECT]); // DELETEOBJECT
    }

    fn stroke(&mut self, stroke: Stroke) {
        /// A geometric pen with flat ends and mitred corners.
        const FLAT: u32 = 0x0001_0000 | 0x0000_0200 | 0x0000_2000;
        let width = (stroke.width.0 * UNITS).round().max(1.0) as u32;
        // EXTCREATEPEN without a bitmap or a pattern.
        let pen = [OBJECT, 0, 0, 0, 0, FLAT, width, 0, reference(stroke.color), 0, 0];
        self.record(95, &pen);
        self.record(37, &[OBJECT]);
        self.record(64, &EVERYWHERE); // STROKEPATH
        self.record(37, &[NULL_PEN]);
        self.record(40, &[OBJECT]);
    }

    fn move_to(&mut self, to: Point) {
        let (x, y) = units(to);
        self.record(27, &[i32::from(x) as u32, i32::from(y) as u32]);
    }

    fn line_to(&mut self, to: Point) {
        let (x, y) = units(to);
        self.record(54, &[i32::from(x) as u32, i32::from(y) as u32]);
    }

    /// Writes a record of points.
    fn points(&mut self, kind: u32, points: &[Point]) {
        if points.is_empty() {
            return;
        }
        let mut fields = EVERYWHERE.to_vec();
        fields.push(points.len() as u32);
        fields.extend(points.iter().map(|point| {
            let (x, y) = units(*point);
            u32::from(x as u16) | u32::from(y as u16) << 16
        }));
        self.record(kind, &fields);
    }

    fn record(&mut self, kind: u32, fields: &[u32]) {
        let size = (fields.len() as u32 + 2) * 4;
        self.count += 1;
        for field in [kind, size].iter().chain(fields) {
            self.records.extend(field.to_le_bytes());
        }
    }

    fn finish(self, width: Mm, height: Mm) -> Vec<u8> {
        /// The size of the header.
        const HEADER: u32 = 108;
        let (right, bottom) = ((width.0 * UNITS).round() as u32, (height.0 * UNITS).round() as u32);
        let size = HEADER + self.records.len() as u32;
        // The device is 300 mm wide and high, with a hundred points in a millimetre.
        let header: [u32; 27] = [
            1,
            HEADER,
            0,
            0,
            right,
            bottom,
            0,
            0,
            right,
            bottom,
            0x464D_4520,
            0x0001_0000,
            size,
            self.count + 1,
            // Two objects (one is reserved), in two bytes, and two bytes that are reserved.
            2,
            0,
            0,
            0,
            30_000,
            30_000,
            300,
            300,
            0,
            0,
            0,
            300_000,
            300_000,
        ];
        let mut bytes: Vec<u8> = header.iter().flat_map(|field| field.to_le_bytes()).collect();
        bytes.extend(self.records);
        bytes
    }
}

/// The bounds of a record that does not say which part of the picture it draws on.
const EVERYWHERE: [u32; 4] = [0, 0, u32::MAX, u32::MAX];

fn units(point: Point) -> (i16, i16) {
    let unit = |length: Mm| (length.0 * UNITS).round().clamp(-GREATEST, GREATEST) as i16;
    (unit(point.x), unit(point.y))
}

fn reference(color: Color) -> u32 {
    u32::from_le_bytes([color.red, color.green, color.blue, 0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_faces::fonts;

    #[test]
    fn a_rule_becomes_a_filled_path_of_its_corners() {
        let red = Color::RED;
        let rule = Rule { x: Mm(1.0), y: Mm(2.0), width: Mm(3.0), height: Mm(0.5), color: red };
        let bytes = picture(&fonts(), &[PageItem::Rule(rule)], Mm(10.0), Mm(5.0));
        let fields: Vec<u32> =
            bytes.chunks(4).map(|four| u32::from_le_bytes(four.try_into().unwrap())).collect();
        // The frame in hundredths of a millimetre, the signature, the whole size.
        assert_eq!(fields[6..11], [0, 0, 1000, 500, 0x464D_4520]);
        assert_eq!(fields[12] as usize, bytes.len());
        let mut kinds = Vec::new();
        let mut at = 0;
        while at < fields.len() {
            kinds.push(fields[at]);
            at += fields[at + 1] as usize / 4;
        }
        assert_eq!(kinds, [1, 18, 19, 59, 27, 89, 61, 60, 39, 37, 37, 62, 37, 40, 14]);
        assert_eq!(fields[13] as usize, kinds.len());
        let start = fields.windows(4).find(|w| w[..2] == [27, 16]).unwrap();
        assert_eq!(start[2..], [100, 200]);
        assert!(fields.contains(&0x0000_00FF));
    }

    #[test]
    fn dashes_are_lines_of_their_own() {
        let path = Path {
            points: vec![Point { x: Mm(0.0), y: Mm(1.0) }, Point { x: Mm(5.0), y: Mm(1.0) }],
            closed: false,
            fill: None,
            stroke: Some(Stroke { width: Mm(0.2), color: Color::BLACK, dash: Some(Mm(1.0)) }),
        };
        let bytes = picture(&fonts(), &[PageItem::Path(path)], Mm(5.0), Mm(2.0));
        let count = |kind: u32| {
            let head = [kind.to_le_bytes(), 16_u32.to_le_bytes()].concat();
            bytes.windows(8).filter(|window| **window == *head).count()
        };
        // Three dashes and two gaps of a millimetre.
        assert_eq!((count(27), count(54)), (3, 3));
    }
}
