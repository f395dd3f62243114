//! Damage by chance: whatever it is, there is an answer.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::input::workbook::handmade::Parts;
use crate::input::workbook::{container_content, read};

/// Old workbooks of three programs.
const OLD: [&[u8]; 3] = [
    include_bytes!("../../../../tests/old-workbooks/return.xls"),
    include_bytes!("../../../../tests/old-workbooks/jxl.xls"),
    include_bytes!("../../../../tests/old-workbooks/sheetjs.xls"),
];

/// The number of times that each file is damaged.
const TIMES: usize = 400;

const ROWS: &str = r#"<row r="1" spans="1:4"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t xml:space="preserve"> 甲&amp;_x000D_</t></r></is></c><c r="C1" s="2"><v>0.125</v></c><c r="D1" s="3"><v>43195</v></c></row><row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">C1+1</f><v></v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c><c r="D2" t="str"><f>"a"</f><v>a</v></c></row>"#;

/// Somewhere below `length`.
fn below(rng: &mut ChaCha8Rng, length: usize) -> usize {
    rng.next_u32() as usize % length.max(1)
}

/// Flips bits, overwrites with telling values, cuts off, or takes a piece out.
fn damage(bytes: &mut Vec<u8>, rng: &mut ChaCha8Rng) {
    for _ in 0..=below(rng, 4) {
        if bytes.is_empty() {
            return;
        }
        let at = below(rng, bytes.len());
        match below(rng, 8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..(at + below(rng, 40)).min(bytes.len()))),
            2 => bytes[at] = [0, 0xff, 0x7f, 0x80, b'<', b'"', b'9', b'&'][below(rng, 8)],
            3 => bytes.insert(at, b"<>\"&09AZ"[below(rng, 8)]),
            _ => bytes[at] ^= 1 << below(rng, 8),
        }
    }
}

#[test]
fn damaged_archives_and_old_workbooks_are_answered() {
    let files = [OLD[0].to_vec(), OLD[1].to_vec(), OLD[2].to_vec(), Parts::rows(ROWS).pack()];
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for file in files {
        for _ in 0..TIMES {
            let mut bytes = file.clone();
            damage(&mut bytes, &mut rng);
            let _ = read(&bytes);
        }
    }
}

/// The header, the allocation tables and the directory are a small part of a file; here the damage is in them alone.
#[test]
fn damaged_containers_are_answered() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let numbers = [0, 1, 2, 3, 0x7f, 0xffff_fffa, 0xffff_fffd, 0xffff_fffe, 0xffff_ffff];
    for file in OLD {
        // The sectors of the directory, and those that the header names.
        let word = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
        let sector = |number: usize| (number + 1) << (word(30) % 32);
        let starts = [0, sector(word(48)), sector(word(76))];
        for _ in 0..TIMES {
            let mut bytes = file.to_vec();
            for _ in 0..=below(&mut rng, 3) {
                let at = starts[below(&mut rng, starts.len())] + 4 * below(&mut rng, 128);
                let number: u32 = numbers[below(&mut rng, numbers.len())];
                if let Some(place) = bytes.get_mut(at..at + 4) {
                    place.copy_from_slice(&number.to_le_bytes());
                }
            }
            let _ = read(&bytes);
            let _ = container_content(&bytes);
        }
    }
}

#[test]
fn damaged_parts_are_answered() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let mut parts = Parts::rows(ROWS);
    parts.sheet += r#"<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>"#;
    parts.strings = "<si><t>省教育厅</t><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>".to_owned();
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="176" formatCode="0.0%"/></numFmts><fonts><font><name val="仿宋"/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="9"/><xf numFmtId="176"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    for _ in 0..TIMES {
        let mut sheet = parts.sheet.clone().into_bytes();
        let mut strings = parts.strings.clone().into_bytes();
        let mut styles = styles.as_bytes().to_vec();
        damage([&mut sheet, &mut strings, &mut styles][below(&mut rng, 3)], &mut rng);
        let damaged = Parts {
            sheet: String::from_utf8_lossy(&sheet).into_owned(),
            strings: String::from_utf8_lossy(&strings).into_owned(),
            properties: String::new(),
            others: vec![("xl/styles.xml".to_owned(), styles)],
        };
        let _ = read(&damaged.pack());
    }
}
