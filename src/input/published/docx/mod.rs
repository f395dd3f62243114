//! A text of Word (.docx): paragraphs and tables.
//!
//! Words that are marked as deleted, and hidden ones, are left out and reported; numbers that Word counts by itself are
//! worked out. Both forms of the format are read, the usual one and the strict one, and archives with backslashes.

mod body;
mod numbering;

use super::{Published, flow, too_large, unreadable};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::parts::Parts;
use body::Body;
use numbering::Numbering;

/// The most words of a message that are quoted.
const QUOTED: usize = 60;

/// Reads a text of Word.
///
/// # Errors
/// It is damaged or too large.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    problems: &mut Diagnostics,
) -> Result<Published, Diagnostic> {
    let damaged =
        || unreadable(name, "不是完好的 Word 文档", "在 Word 或 WPS 中打开，另存为 .docx 再导入");
    let mut parts = Parts::open(bytes).ok_or_else(damaged)?;
    let main = parts.related("").into_iter().find(|part| part.kind.ends_with("/officedocument"));
    let main = main.map_or_else(|| "word/document.xml".to_owned(), |part| part.path);
    let document = parts.text(&main).ok_or_else(damaged)?;
    let related = parts.related(&main);
    let mut text = |kind: &str| {
        let part = related.iter().find(|part| part.kind.ends_with(kind));
        part.and_then(|part| parts.text(&part.path)).unwrap_or_default()
    };
    let numbering = Numbering::read(&text("/numbering"), &text("/styles"));
    let beside = [("/footnotes", "脚注"), ("/endnotes", "尾注"), ("/comments", "批注")];
    let beside = beside.map(|(kind, noun)| (text(kind), noun));
    let body = Body::read(&document, numbering).ok_or_else(damaged)?;
    report(name, &body, problems);
    for (part, noun) in beside {
        let words = Body::read(&part, Numbering::default())
            .map(|body| flow::text(&body.flow))
            .unwrap_or_default();
        if !words.is_empty() {
            let message = format!("{noun}未读入：{}", quoted(&words));
            problems.push(Diagnostic::new(Code::MarginWords, message).at(Place::file(name)));
        }
    }
    let draft = flow::write(body.flow).map_err(|_| too_large(name))?;
    Ok(draft.finish(name))
}

/// Reports what was left out, and what was worked out.
fn report(name: &str, body: &Body, problems: &mut Diagnostics) {
    let mut report = |code, message: String, hint: &str| {
        let problem = Diagnostic::new(code, message).at(Place::file(name));
        problems.push(if hint.is_empty() { problem } else { problem.hint(hint) });
    };
    if !body.deleted.is_empty() {
        let words = quoted(&body.deleted);
        let message = format!("文档里有修订，标为删除的文字未读入：{words}");
        report(Code::DeletedWords, message, "先在 Word 或 WPS 中接受或拒绝全部修订，再导入");
    }
    if !body.hidden.is_empty() {
        let message = format!("隐藏的文字未读入：{}", quoted(&body.hidden));
        report(Code::DeletedWords, message, "属于通知的，请取消隐藏后重新导入");
    }
    if body.counted > 0 {
        let message = format!("有{}处自动编号，按 Word 的规则算出", body.counted);
        report(Code::NumbersCounted, message, "");
    }
}

/// Returns the words in quotation marks, long ones cut.
fn quoted(words: &str) -> String {
    let words = words.trim().replace('\n', " ");
    let mut short: String = words.chars().take(QUOTED).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    format!("“{short}”")
}
