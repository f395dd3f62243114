//! The titles of a sheet's columns, as a template states them, key by key.

use crate::report::template::WordFault;

/// The titles of a table's columns.
pub(super) trait Titles {
    /// Returns the key and the title of each.
    fn all(&self) -> Vec<(&'static str, &str)>;
}

/// Declares the titles of a table by their keys in the template.
macro_rules! titles {
    ($(#[$doc:meta])* $name:ident { $($key:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $(pub $key: $crate::report::template::ColumnTitle,)*
        }

        impl $crate::workbook::column_titles::Titles for $name {
            fn all(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($key), &*self.$key)),*]
            }
        }
    };
}
pub(super) use titles;

/// Returns the first title that Excel would not take in a table: with a line break, or the same as an earlier one.
pub(super) fn title_fault(table: &'static str, titles: &dyn Titles) -> Option<WordFault> {
    let titles = titles.all();
    titles.iter().enumerate().find_map(|(place, &(key, title))| {
        let same = |&&(_, other): &&(&str, &str)| other.to_lowercase() == title.to_lowercase();
        let message = if title.contains('\n') {
            format!("列名“{}”不能换行", title.replace('\n', ""))
        } else if titles.iter().take(place).any(|other| same(&other)) {
            format!("已有名为“{title}”的列")
        } else {
            return None;
        };
        Some(WordFault { table, key, message })
    })
}
