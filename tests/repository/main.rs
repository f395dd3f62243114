//! The repository itself: its pages against the program, its sample data against their generator, and the order of
//! its modules.

mod architecture;
mod demo_returns;
mod diagnostics_doc;
mod own_targets;
mod standard_doc;
mod supervision_page;
mod templates;
mod templates_doc;
mod tests_page;
mod workbook_words;
