//! A file of returns that is opened: all that can be done without the plan.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::SourceFile;
use crate::input::kind::{self, Kind};
use crate::input::workbook::{self, WorkbookError, Worksheet};

/// The content of a file of returns.
#[derive(Debug)]
pub enum Opened {
    /// The worksheets of a workbook.
    Sheets(Vec<Worksheet>),
    /// A text.
    Text(SourceFile),
}

impl Opened {
    /// Opens the file `name`. Its content, not its name, decides whether it is a workbook.
    ///
    /// # Errors
    /// The file is neither text nor a sound workbook, or it is too large.
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        match Kind::of(name, bytes) {
            Kind::Workbook => {
                workbook::read(bytes).map(Self::Sheets).map_err(|error| error.diagnostic(name))
            }
            Kind::Foreign(kind) => Err(kind.diagnostic(name)),
            Kind::Archive => Err(archive(name)),
            Kind::Text => text(name, bytes).map(Self::Text),
        }
    }
}

/// Returns the text of a file. Under a workbook's name, as some systems export tables, it must not hold bytes that no
/// text has.
fn text(name: &str, bytes: &[u8]) -> Result<SourceFile, Diagnostic> {
    let text = SourceFile::decode(name, bytes);
    if !kind::is_workbook_ending(&kind::extension(name)) {
        return text;
    }
    let may_be_table = |text: &SourceFile| {
        let text = text.text().trim_start();
        !text.is_empty() && !text.starts_with('<') && !text.contains('\0')
    };
    let text = text.ok().filter(may_be_table);
    text.ok_or_else(|| WorkbookError::Damaged.diagnostic(name))
}

/// Returns G101: an archive where a single file is expected.
fn archive(name: &str) -> Diagnostic {
    let message = format!("文件“{name}”是压缩包，未读入");
    Diagnostic::new(Code::ReturnsFormat, message).at(Place::file(name)).hint("解压后再收")
}
