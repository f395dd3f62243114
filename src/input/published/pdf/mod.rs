//! A PDF with text: its lines and tables, found by the places of signs and rules on the pages.
//!
//! hayro, which also draws pages for the tests of the typesetter, interprets the file and knows the characters of its
//! signs. A table with rules has the cells that they enclose. Without rules its columns are where no line has words.

mod assemble;
mod columns;
mod lines;
mod page;
mod radicals;
mod ruled;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt as _, interpret_page,
};

use super::{Published, locked, too_large, unreadable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Part, Place};
use page::{Drawing, TooMuch};

/// The most pages that are read.
const MOST_PAGES: usize = 2_000;

/// The most signs, rules and other things that are drawn.
const MOST_DRAWN: usize = 6_000_000;

/// The stack for files whose parts lie within each other.
const STACK: usize = 64 << 20;

/// The reasons why a PDF is not read.
enum Refusal {
    Damaged,
    Locked,
    TooLarge,
}

/// Reads a PDF.
///
/// # Errors
/// It is damaged, locked or too large, or has no text.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    problems: &mut Diagnostics,
) -> Result<Published, Diagnostic> {
    let pages = thread::scope(|scope| {
        let reader = thread::Builder::new().name("pdf".to_owned()).stack_size(STACK);
        let reader = reader.spawn_scoped(scope, || drawings(bytes));
        reader
            .map_or(Err(Refusal::TooLarge), |reader| reader.join().unwrap_or(Err(Refusal::Damaged)))
    });
    let pages = pages.map_err(|refusal| match refusal {
        Refusal::Locked => locked(name),
        Refusal::TooLarge => too_large(name),
        Refusal::Damaged => {
            unreadable(name, "不是完好的 PDF", "用阅读器打开，另存或打印为新的 PDF 再导入")
        }
    })?;
    if pages.iter().all(|page| page.signs.iter().all(|sign| sign.text.trim().is_empty())) {
        let message = format!("文件“{name}”没有文字，像是扫描件，未读入");
        let hint = "请用带文字的原件（.docx、.xlsx）；只有扫描件的，先做文字识别并校对";
        let problem = Diagnostic::new(Code::PdfWithoutText, message);
        return Err(problem.at(Place::file(name)).hint(hint));
    }
    for (number, page) in (1..).zip(&pages) {
        let problem = if page.unknown > 0 {
            let count = page.unknown;
            let message = format!("第{number}页有{count}个字没有对应的文字，读作“□”");
            let hint = "改用 .docx、.xlsx 原件，或在附件表里改正带“□”的文字";
            Diagnostic::new(Code::PdfSignsUnknown, message).hint(hint)
        } else if page.signs.is_empty() && page.has_picture {
            let message = format!("第{number}页没有文字，像是扫描件，这一页未读入");
            Diagnostic::new(Code::PdfWithoutText, message).hint("这一页的内容请核对原件后补上")
        } else {
            continue;
        };
        let place = Place { part: Some(Part::Page(number)), ..Place::file(name) };
        problems.push(problem.at(place));
    }
    let draft = assemble::pages(name, pages, problems).map_err(|_| too_large(name))?;
    Ok(draft.finish(name))
}

/// Returns what the pages draw. What hayro cannot bear makes it panic; the file is refused then.
fn drawings(bytes: &[u8]) -> Result<Vec<Drawing>, Refusal> {
    catch_unwind(AssertUnwindSafe(|| all_drawings(bytes))).unwrap_or_else(|payload| {
        Err(if payload.is::<TooMuch>() { Refusal::TooLarge } else { Refusal::Damaged })
    })
}

fn all_drawings(bytes: &[u8]) -> Result<Vec<Drawing>, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refusal::Locked,
        LoadPdfError::Invalid => Refusal::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(Refusal::TooLarge);
    }
    let cache = InterpreterCache::new();
    let mut left = MOST_DRAWN;
    let mut drawings = Vec::new();
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        let mut drawing = Drawing { left, ..Drawing::default() };
        interpret_page(page, &mut context, &mut drawing);
        left = drawing.left;
        drawings.push(drawing);
    }
    Ok(drawings)
}
