use std::fs;

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::SourceFile;
use super::columns::{ColumnSpec, NamedRows, file_columns, read_table};
use super::csv::Cell;
use super::formula_guard::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

file_columns! {
    enum Column {
        Short = ColumnSpec::required("简称", "short"),
        Kind = ColumnSpec::required("类别", "kind"),
        From = ColumnSpec::optional("生效", "valid_from"),
    }
}

/// No columns, for tables whose titles do not matter.
const NONE: &[(Column, ColumnSpec)] = &[];

fn file(text: &str) -> SourceFile {
    SourceFile::from_text("seeds/x.csv", text)
}

fn pointed_at(place: &Place) -> &str {
    let snippet = place.snippet.as_ref().expect("places in text have one");
    &snippet.line[snippet.range.clone()]
}

/// Code, line, column, offending text.
fn summary(diagnostics: &Diagnostics) -> Vec<(Code, usize, usize, &str)> {
    let one = |d: &'_ Diagnostic| d.place.clone().map(|p| (p.line, p.column)).unwrap_or_default();
    diagnostics
        .iter()
        .map(|d| {
            let text = d.place.as_ref().map_or("", pointed_at);
            (d.code, one(d).0, one(d).1, text)
        })
        .collect()
}

fn rows(source: &SourceFile) -> (Vec<Vec<String>>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let table = read_table(source, NONE, &mut diagnostics);
    let texts = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.clone()).collect();
    (table.rows().iter().map(texts).collect(), diagnostics)
}

mod decoding {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        let source = SourceFile::decode("a.txt", bytes).expect("it is text");
        source.text().to_owned()
    }

    #[test]
    fn every_customary_encoding_gives_the_same_text() {
        let text = "简称,全称\r\n省财政厅,㎡䶮\r\n";
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            let mut all = mark.to_vec();
            all.extend(text.encode_utf16().flat_map(bytes));
            all
        };
        assert_eq!(decoded(text.as_bytes()), text);
        assert_eq!(decoded(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), text);
        assert_eq!(decoded(&GB18030.encode(text).0), text);
        assert_eq!(decoded(&utf16([0xff, 0xfe], u16::to_le_bytes)), text);
        assert_eq!(decoded(&utf16([0xfe, 0xff], u16::to_be_bytes)), text);
    }

    #[test]
    fn bytes_that_are_no_text_are_reported_with_their_place() {
        let mut bytes = "一二\n三四".as_bytes().to_vec();
        bytes.extend(b"\xff\xff");
        let problem = SourceFile::decode("seeds/x.csv", &bytes).expect_err("FF is no text");
        assert_eq!(problem.code, Code::FileEncoding);
        assert_eq!(problem.message, "文件的编码无法识别：第14个字节（第2行）起不是UTF-8文字");
        assert_eq!(problem.place.map(|place| place.line), Some(2));
    }

    #[test]
    fn utf16_without_a_mark_is_read() {
        let text = "期间\t编号\r\n2018-09\t一\r\n";
        for bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
            assert_eq!(decoded(&bytes), text);
        }
        assert_eq!(decoded(b"a\0\n\0"), "a\n");
        assert_eq!(decoded(b"\0\0"), "\0\0");
    }

    #[test]
    fn big5_is_named_as_such() {
        let bytes = encoding_rs::BIG5.encode("期間,編號,單位\n2018-09,2-52,省教育廳\n").0;
        let problem = SourceFile::decode("x.csv", &bytes).expect_err("its characters are others");
        assert_eq!(problem.message, "文件“x.csv”是繁体中文（Big5）编码，未读入");
        let mixed = GB18030.encode("编号,單位,期間\n").0;
        assert_eq!(decoded(&mixed), "编号,單位,期間\n");
    }

    #[test]
    fn damaged_gb18030_is_named_as_such() {
        let mut bytes = GB18030.encode("省财政厅、省扶贫办").0.into_owned();
        bytes.truncate(bytes.len() - 1);
        let problem = SourceFile::decode("x", &bytes).expect_err("half a character is no text");
        assert!(problem.message.contains("不是gb18030文字"), "{}", problem.message);
    }

    #[test]
    fn a_missing_file_and_a_folder_are_different_problems() {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(root.path().join("seeds")).expect("it is writable");
        let code = |name| SourceFile::read(root.path(), name).expect_err("no file").code;
        assert_eq!(code("units.csv"), Code::FileMissing);
        assert_eq!(code("seeds"), Code::FileUnreadable);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            if let Ok(source) = SourceFile::decode("x", &bytes) {
                let mut diagnostics = Diagnostics::new();
                let table = read_table(&source, Column::ALL, &mut diagnostics);
                NamedRows::new(&table, Column::ALL, &mut diagnostics);
            }
        }
    }
}

mod places {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_any_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let source = file(&["一二三", "", "四五六七"].join(end));
            let start = source.text().find('六').expect("it is there");
            let place = source.place(start..start + "六七".len());
            assert_eq!((place.line, place.column), (3, 3), "{end:?}");
            assert_eq!(pointed_at(&place), "六七");
            let lines: Vec<_> = source.lines().map(|line| &source.text()[line]).collect();
            assert_eq!(lines, ["一二三", "", "四五六七"]);
        }
    }

    #[test]
    fn a_range_over_lines_is_clipped_to_the_first() {
        let place = file("一二\r\n三四").place(3..11);
        assert_eq!((place.line, place.column), (1, 2));
        assert_eq!(pointed_at(&place), "二");
    }

    #[test]
    fn a_range_beyond_the_text_points_at_its_end() {
        let place = file("一\n二").place(90..99);
        assert_eq!((place.line, place.column), (2, 2));
        assert_eq!(pointed_at(&place), "");
    }

    proptest! {
        #[test]
        fn every_range_has_a_place(text in "[一a\r\n\0]{0,12}", start in 0usize..50, end in 0usize..50) {
            let source = file(&text);
            let place = source.place(start..end);
            prop_assert!((1..=source.lines().count()).contains(&place.line));
            pointed_at(&place);
        }
    }
}

mod cells {
    use super::*;

    #[test]
    fn each_cell_stands_where_its_text_does() {
        let source = file("\u{3000}甲 ,乙\r\n\r\n\" 丙,\n丁\",\"戊\"\n");
        let mut diagnostics = Diagnostics::new();
        let table = read_table(&source, Column::ALL, &mut diagnostics);
        let at = |cell: &Cell| {
            let place = source.place(cell.range.clone());
            (cell.text.clone(), place.line, place.column)
        };
        let header: Vec<_> = table.header().iter().map(at).collect();
        assert_eq!(header, [("甲".to_owned(), 1, 2), ("乙".to_owned(), 1, 5)]);
        let row: Vec<_> = table.rows()[0].iter().map(at).collect();
        assert_eq!(row, [("丙,\n丁".to_owned(), 3, 3), ("戊".to_owned(), 4, 5)]);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn names_behind_doubled_quotes_and_line_breaks_are_found() {
        let source = file("甲\n\"省\"\"三变\"\"办、省\n财政厅\n、省民委\"\n");
        let mut diagnostics = Diagnostics::new();
        let table = read_table(&source, Column::ALL, &mut diagnostics);
        let names: Vec<_> = table.rows()[0][0].names().collect();
        let texts: Vec<_> = names.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(texts, ["省\"三变\"办", "省", "财政厅", "省民委"]);
        let place = source.place(names[0].range.clone());
        assert_eq!(pointed_at(&place), "省\"\"三变\"\"办");
        let place = source.place(names[3].range.clone());
        assert_eq!((place.line, place.column), (4, 2));
        assert_eq!(pointed_at(&place), "省民委");
        let quoted = names[0].part("省".len().."省\"三变".len());
        assert_eq!(pointed_at(&source.place(quoted.range)), "\"\"三变");
    }

    #[test]
    fn text_behind_a_closing_quote_keeps_its_place() {
        let source = file("甲,乙\n\"三变\"改革,乙\n");
        let mut diagnostics = Diagnostics::new();
        let table = read_table(&source, Column::ALL, &mut diagnostics);
        let cell = &table.rows()[0][0];
        assert_eq!(cell.text, "三变改革");
        let reform = cell.part("三变".len()..cell.text.len());
        assert_eq!(pointed_at(&source.place(reform.range)), "改革");
        let three = cell.part(0.."三变".len());
        assert_eq!(pointed_at(&source.place(three.range)), "三变");
    }

    #[test]
    fn the_delimiter_is_the_one_of_the_header() {
        for (text, row) in [
            ("甲,乙\n1;2,3", ["1;2", "3"]),
            ("甲\t乙\n1,2\t3", ["1,2", "3"]),
            ("甲;乙\r1,2;3", ["1,2", "3"]),
            ("\"甲;乙;丙\",丁\n1,2", ["1", "2"]),
        ] {
            assert_eq!(rows(&file(text)).0, [row], "{text}");
        }
    }

    #[test]
    fn empty_lines_and_rows_are_skipped_and_ragged_ends_kept() {
        let (rows, diagnostics) = rows(&file("\n甲,乙\n\n,　\n1,\n2,3,,\n\n4"));
        assert_eq!(rows, [vec!["1", ""], vec!["2", "3", "", ""], vec!["4"]]);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn a_stray_quote_costs_its_own_line_only() {
        let (rows, diagnostics) = rows(&file("甲,乙\n1,2\n\"3,省财政厅\n5,6\"\"\n7,8"));
        assert_eq!(rows, [["1", "2"], ["5", "6\"\""], ["7", "8"]]);
        assert_eq!(summary(&diagnostics), [(Code::CellInvalid, 3, 1, "\"")]);
    }

    #[test]
    fn a_stray_quote_before_a_quoted_cell_costs_its_own_line_only() {
        let (rows, diagnostics) = rows(&file("甲,乙\n1,2\n3,\"省财政厅,\n5,\"6\"\"\"\n7,8"));
        assert_eq!(rows, [["1", "2"], ["5", "6\""], ["7", "8"]]);
        assert_eq!(summary(&diagnostics), [(Code::CellInvalid, 3, 3, "\"")]);
    }

    #[test]
    fn marks_that_were_not_doubled_close_a_field_only_where_it_may_end() {
        let text =
            "甲,乙,丙\n1,\"省\"妇女儿童\"中心\n封顶。\",3\n4,\"进展\n\"双一流\"建设\",6\n7,8,9\n";
        let (rows, diagnostics) = rows(&file(text));
        let expected = [
            ["1", "省\"妇女儿童\"中心\n封顶。", "3"],
            ["4", "进展\n\"双一流\"建设", "6"],
            ["7", "8", "9"],
        ];
        assert_eq!(rows, expected);
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn a_mark_without_partner_never_takes_the_cells_of_the_next_row() {
        let text = "甲,乙,丙\n1,\"二,3\n4,\"五\",6\n7,8,9\n";
        let (rows, diagnostics) = rows(&file(text));
        assert_eq!(rows, [["4", "五", "6"], ["7", "8", "9"]]);
        assert_eq!(summary(&diagnostics), [(Code::CellInvalid, 2, 3, "\"")]);
    }

    #[test]
    fn lines_that_are_quoted_as_a_whole_are_rows() {
        let source = file("\"甲,乙,丙\"\n\"1,\"\"二\"\",3\"\n\"4,,六\"\n");
        let (rows, diagnostics) = rows(&source);
        assert_eq!(rows, [["1", "二", "3"], ["4", "", "六"]]);
        assert!(diagnostics.is_empty());
        let table = read_table(&source, NONE, &mut Diagnostics::new());
        assert_eq!(source.place(table.rows()[1][2].range.clone()).column, 5);
    }

    proptest! {
        /// Text written by the `csv` crate is read back, and each cell's range holds its text.
        #[test]
        fn written_rows_are_read_back(
            table in prop::collection::vec(prop::collection::vec("[甲\"',;\t\n\r 　a]{0,6}", 3), 1..5)
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["甲", "乙", "丙"]).expect("it goes to memory");
            for row in &table {
                writer.write_record(row).expect("it goes to memory");
            }
            let bytes = writer.into_inner().expect("it goes to memory");
            let source = SourceFile::decode("x.csv", &bytes).expect("it is UTF-8");
            let trimmed: Vec<Vec<_>> = table
                .iter()
                .map(|row| row.iter().map(|text| words(text).trim().to_owned()).collect())
                .filter(|row: &Vec<String>| row.iter().any(|text| !text.is_empty()))
                .collect();
            let (rows, diagnostics) = rows(&source);
            prop_assert_eq!(rows, trimmed);
            prop_assert!(diagnostics.is_empty());
            let mut none = Diagnostics::new();
            for cell in read_table(&source, NONE, &mut none).rows().iter().flatten() {
                let raw = &source.text()[cell.range.clone()];
                prop_assert!(cell.is_empty() || raw.replace("\"\"", "\"") == cell.text);
            }
        }
    }
}

mod grid {
    use super::*;
    use crate::input::grid::Grid;

    #[test]
    fn text_is_trimmed_and_kept_to_the_letter() {
        let source = file("甲,乙\n\" 丙\r\n\"\"丁\"\"\n\",　戊 \n\"  \",己\n");
        let mut diagnostics = Diagnostics::new();
        let grid = Grid::text(&source, b',', &mut diagnostics).unwrap();
        assert!(diagnostics.is_empty());
        let row = &grid.rows[1];
        assert_eq!(row.raw(0), " 丙\r\n\"丁\"\n");
        assert_eq!(row.text(0), "丙\r\n\"丁\"");
        assert_eq!((row.raw(1), row.text(1)), ("　戊 ", "戊"));
        assert_eq!((row.raw(2), row.text(2)), ("", ""));
        assert!(!row.is_spread(0) && !row.lacks_result(0));
        let place = grid.origin.place(row, 0);
        assert_eq!((place.line, place.column), (2, 3));
        assert_eq!(pointed_at(&grid.origin.place(row, 1)), "戊");
        let blank = &grid.rows[2];
        assert_eq!((blank.raw(0), blank.text(0)), ("  ", ""));
        assert_eq!(grid.origin.position(blank, 0), (5, 1));
        assert_eq!(blank.filled().count(), 1);
    }
}

mod limits {
    use super::*;

    #[track_caller]
    fn refused(text: &str, limit: &str) {
        let (rows, diagnostics) = rows(&file(text));
        assert!(rows.is_empty());
        let last = diagnostics.iter().last().expect("it is reported");
        assert_eq!(last.code, Code::FileTooLarge);
        let ending = format!("中{limit}，疑似损坏或恶意文件，未读入");
        assert!(last.message.ends_with(&ending), "{}", last.message);
    }

    #[test]
    fn a_file_of_rows_cells_or_stray_quotes_without_number_is_refused() {
        refused(&",".repeat(2_000_001), "的单元格超过200万个");
        refused(&"\"a\nb\"c\n".repeat(110_000), "的单元格超过200万个");
        // A row that repeats the header is none.
        let rows_of_ones = format!("题\n{}", "1\n".repeat(199_999));
        assert_eq!(rows(&file(&rows_of_ones)).0.len(), 199_999);
        refused(&"1\n".repeat(200_001), "有内容的行超过20万行");
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read() {
        let dir = tempfile::tempdir().expect("there is room for it");
        let large = std::fs::File::create(dir.path().join("a.csv")).expect("it can be made");
        large.set_len((64 << 20) + 1).expect("it may have holes");
        let problem = SourceFile::read(dir.path(), "a.csv").unwrap_err();
        assert_eq!(problem.code, Code::FileTooLarge);
        assert_eq!(problem.message, "文件“a.csv”超过64MB，未读入");
    }
}

mod named {
    use super::*;

    fn read(text: &str) -> (Option<Vec<[String; 3]>>, Diagnostics) {
        let source = file(text);
        let mut diagnostics = Diagnostics::new();
        let table = read_table(&source, Column::ALL, &mut diagnostics);
        let rows = NamedRows::new(&table, Column::ALL, &mut diagnostics).map(|rows| {
            let columns = [Column::Short, Column::Kind, Column::From];
            rows.iter().map(|row| columns.map(|column| row.cell(column).text.clone())).collect()
        });
        (rows, diagnostics)
    }

    #[test]
    fn titles_are_known_in_both_languages_and_any_spelling() {
        let expected = Some(vec![["省妇联".into(), "群团组织".into(), String::new()]]);
        for header in ["简 称,类别", "SHORT,Kind", "ｓｈｏｒｔ,　类别", "简称,类别,valid from"]
        {
            let (rows, diagnostics) = read(&format!("{header}\n省妇联,群团组织\n"));
            assert_eq!(rows, expected, "{header}");
            assert!(diagnostics.is_empty(), "{header}");
        }
    }

    #[test]
    fn a_missing_column_stops_the_file_and_a_strange_one_does_not() {
        let (rows, diagnostics) = read("简称,类型,生效,生效\n甲,乙,,\n");
        assert_eq!(rows, None);
        assert_eq!(
            summary(&diagnostics),
            [
                (Code::ColumnUnknown, 1, 4, "类型"),
                (Code::ColumnDuplicate, 1, 10, "生效"),
                (Code::ColumnMissing, 1, 1, "简称,类型,生效,生效"),
            ]
        );
        let hints: Vec<_> = diagnostics.iter().filter_map(|d| d.hint.as_deref()).collect();
        assert_eq!(hints[0], "是否应为“类别”？");
        assert_eq!(hints[2], "“类型”不是列名，是改过的请改回；列名应为：简称、类别、生效");
    }

    #[test]
    fn an_empty_file_lacks_all_columns() {
        let (rows, diagnostics) = read("");
        assert_eq!(rows, None);
        assert_eq!(summary(&diagnostics), [(Code::ColumnMissing, 1, 1, "")]);
    }

    #[test]
    fn content_below_no_title_is_reported_and_empty_columns_are_not() {
        assert!(read("简称,类别,,\n甲,乙,,\n").1.is_empty());
        let (_, diagnostics) = read("简称,类别,,\n甲,乙,,丙\n");
        assert_eq!(summary(&diagnostics), [(Code::ColumnUnknown, 1, 8, "")]);
    }

    #[test]
    fn rows_too_long_or_cut_off_lose_only_themselves() {
        let (rows, diagnostics) = read("生效,简称,类别\n,甲\n,乙,丙,丁\n2018\n,戊,己,,\n");
        assert_eq!(
            rows,
            Some(vec![
                ["甲".into(), String::new(), String::new()],
                ["戊".into(), "己".into(), String::new()],
            ])
        );
        assert_eq!(
            summary(&diagnostics),
            [(Code::RowLength, 3, 6, "丁"), (Code::RowLength, 4, 1, "2018")]
        );
    }
}
