//! The repository itself: its pages against the program, and its sample data against their generator.

mod demo_returns;
mod diagnostics_doc;
mod standard_doc;
mod templates_doc;
mod tests_page;
