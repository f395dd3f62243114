//! The words of a unit's workbook, as its template states them.

use serde::Deserialize;

use crate::report::template::{
    ColumnTitle, Note, Phrase, Prompt, SheetName, WordFault, Words, repeated_sheet,
};
use crate::returns::form::{AnswerSheet, Column, HINT, KEY_SHEET, SIGNATURE, label};
use crate::returns::{known_titles, means_column, means_label};
use crate::workbook::page_words::PageWords;

/// The words of a unit's workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitWords {
    /// Those of the sheets.
    pub(super) sheets: Sheets,
    /// The notes on filling in the form.
    pub(super) topics: Vec<Note>,
}

/// The front matter of the template.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sheets {
    /// The title of the workbook.
    pub title: Phrase,
    pub page: PageWords,
    /// The return form.
    pub form: FormWords,
    /// The list of the unit's items.
    pub list: ListWords,
    /// The notes.
    pub notes: NotesWords,
    /// The sheets of answers; a template of an earlier version has none, and neither has the workbook.
    pub answers: Option<AnswersWords>,
}

/// The words of the sheets of answers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswersWords {
    /// The line with the unit, below the title.
    pub unit: Phrase,
    /// In place of an id: all items of the unit.
    pub whole: Phrase,
    /// In place of an item: another one.
    pub other: Phrase,
    /// What is asked for: the answer to a notice.
    pub answer: Phrase,
    /// What is asked for: a plan of rectification.
    pub rectification: Phrase,
    pub plans: AnswerSheetWords,
    pub receipts: AnswerSheetWords,
    pub rectifications: AnswerSheetWords,
    pub extensions: AnswerSheetWords,
    pub closings: AnswerSheetWords,
    pub errors: AnswerErrors,
}

/// The words of a sheet of answers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerSheetWords {
    pub sheet: SheetName,
    pub title: Phrase,
    /// How to fill it in.
    pub note: Phrase,
}

/// What is shown when a cell of a sheet of answers is wrongly filled in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerErrors {
    /// What is filled in already.
    pub given: Prompt,
    pub date: Prompt,
}

impl AnswersWords {
    /// Returns the words of a sheet.
    pub(super) fn of(&self, sheet: AnswerSheet) -> &AnswerSheetWords {
        match sheet {
            AnswerSheet::Plans => &self.plans,
            AnswerSheet::Receipts => &self.receipts,
            AnswerSheet::Rectification => &self.rectifications,
            AnswerSheet::Extensions => &self.extensions,
            AnswerSheet::Closings => &self.closings,
        }
    }
}

/// The words of the return form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormWords {
    pub sheet: SheetName,
    pub title: Phrase,
    /// The unit, with its label.
    pub unit: Phrase,
    /// The period, with its label.
    pub period: Phrase,
    /// The labels of open cells.
    pub reporter: Phrase,
    pub phone: Phrase,
    pub reviewer: Phrase,
    pub date: Phrase,
    /// The line above the table that says how to fill it in.
    pub hint: Phrase,
    /// The sentence in place of rows.
    pub nothing: Phrase,
    /// The words in place of a role in rows for other items.
    pub spare: Phrase,
    /// The lead units where there are many, with marks for the first of them and for the number of all.
    pub more_leads: Phrase,
    /// The line below the table.
    pub signature: Phrase,
    /// The words at the top of every page.
    pub header: Phrase,
    pub columns: FormColumns,
    pub prompts: Messages,
    pub errors: Errors,
}

/// The titles of the form's columns.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormColumns {
    key: ColumnTitle,
    item: ColumnTitle,
    text: ColumnTitle,
    lead: ColumnTitle,
    role: ColumnTitle,
    target: ColumnTitle,
    goal: ColumnTitle,
    measure: ColumnTitle,
    last: ColumnTitle,
    value: ColumnTitle,
    percent: ColumnTitle,
    status: ColumnTitle,
    progress: ColumnTitle,
    problems: ColumnTitle,
    next_steps: ColumnTitle,
}

/// What is shown when a cell is selected.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Messages {
    pub value: Prompt,
    pub percent: Prompt,
    pub status: Prompt,
    /// The columns of running text.
    pub text: Prompt,
    pub date: Prompt,
}

/// What is shown when a cell is wrongly filled in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Errors {
    /// What is filled in already.
    pub given: Prompt,
    pub value: Prompt,
    pub percent: Prompt,
    pub status: Prompt,
    /// The columns of running text.
    pub text: Prompt,
    pub date: Prompt,
}

/// The words of the list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListWords {
    pub sheet: SheetName,
    pub title: Phrase,
    /// The counts below the title.
    pub note: Phrase,
    pub bands: Bands,
    pub columns: ListColumns,
}

/// The bands above the items of a role.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bands {
    pub lead: Phrase,
    pub support: Phrase,
    pub implement: Phrase,
    pub possible: Phrase,
}

/// The titles of the list's columns.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListColumns {
    pub item: Phrase,
    pub text: Phrase,
    pub leaders: Phrase,
    pub lead: Phrase,
    pub support: Phrase,
    pub implement: Phrase,
    pub own: Phrase,
    pub target: Phrase,
    pub deadline: Phrase,
    pub milestone: Phrase,
    pub verified: Phrase,
    pub status: Phrase,
}

/// The words of the sheet of notes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotesWords {
    pub sheet: SheetName,
    pub title: Phrase,
    /// The titles of the two columns.
    pub topic: Phrase,
    pub text: Phrase,
}

impl UnitWords {
    /// Returns the title of a column of the form.
    pub fn title(&self, column: Column) -> &str {
        self.sheets.form.columns.of(column).1
    }
}

impl Sheets {
    /// Returns the names of the sheets: the form, the list, the notes.
    pub(super) fn names(&self) -> [&str; 3] {
        [&self.form.sheet, &self.list.sheet, &self.notes.sheet]
    }
}

impl FormColumns {
    /// Returns the key and the title of a column.
    pub(super) fn of(&self, column: Column) -> (&'static str, &str) {
        match column {
            Column::Key => ("key", &self.key),
            Column::Item => ("item", &self.item),
            Column::Text => ("text", &self.text),
            Column::Lead => ("lead", &self.lead),
            Column::Role => ("role", &self.role),
            Column::Target => ("target", &self.target),
            Column::Goal => ("goal", &self.goal),
            Column::Measure => ("measure", &self.measure),
            Column::Last => ("last", &self.last),
            Column::Value => ("value", &self.value),
            Column::Percent => ("percent", &self.percent),
            Column::Status => ("status", &self.status),
            Column::Progress => ("progress", &self.progress),
            Column::Problems => ("problems", &self.problems),
            Column::NextSteps => ("next_steps", &self.next_steps),
        }
    }

    /// Returns the first title by which the reader of returns would not find its column.
    fn fault(&self) -> Option<WordFault> {
        Column::ALL.into_iter().find_map(|column| {
            let (key, title) = self.of(column);
            let known = || known_titles(column).join("、");
            (!means_column(title, column)).then(|| WordFault {
                table: "form.columns",
                key,
                message: format!("列名“{title}”收表时认不出，可用的有：{}", known()),
            })
        })
    }
}

impl FormWords {
    /// Returns the first line by which the reader of returns would not find what it states.
    fn fault(&self) -> Option<WordFault> {
        let fault = |key, message| Some(WordFault { table: "form", key, message });
        let labels = [
            ("unit", &self.unit, label::UNIT),
            ("period", &self.period, label::PERIOD),
            ("reporter", &self.reporter, label::REPORTER),
            ("phone", &self.phone, label::PHONE),
            ("reviewer", &self.reviewer, label::REVIEWER),
            ("date", &self.date, label::DATE),
        ];
        for (key, words, label) in labels {
            let written = words.split_once('：').map_or("", |(written, _)| written);
            if !means_label(written, label) {
                return fault(key, format!("“{words}”收表时认不出，开头应写作“{label}”"));
            }
        }
        for (key, words, beginning) in
            [("hint", &self.hint, HINT), ("signature", &self.signature, SIGNATURE)]
        {
            if !words.is_empty() && !words.starts_with(beginning) {
                return fault(key, format!("“{words}”收表时认不出，开头应写作“{beginning}”"));
            }
        }
        None
    }
}

impl Words for Sheets {
    fn fault(&self) -> Option<WordFault> {
        let mut sheets = vec![
            ("form", &self.form.sheet),
            ("list", &self.list.sheet),
            ("notes", &self.notes.sheet),
        ];
        if let Some(answers) = &self.answers {
            sheets.extend([
                ("answers.plans", &answers.plans.sheet),
                ("answers.receipts", &answers.receipts.sheet),
                ("answers.rectifications", &answers.rectifications.sheet),
                ("answers.extensions", &answers.extensions.sheet),
                ("answers.closings", &answers.closings.sheet),
            ]);
        }
        repeated_sheet(&sheets, &[KEY_SHEET])
            .or_else(|| self.form.fault())
            .or_else(|| self.form.columns.fault())
    }
}
