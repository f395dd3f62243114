//! Single stages of the library from outside: reading a notice, and filling a template in.

mod hostile_values;
mod notice;
#[path = "../support/pdf_text.rs"]
mod pdf_text;
