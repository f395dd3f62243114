//! Single stages of the library from outside: reading a notice, and filling a template in.

#[path = "../support/cases.rs"]
mod cases;
mod fuzzed;
mod hostile_values;
mod notice;
#[path = "../support/pdf_text.rs"]
mod pdf_text;
#[path = "../support/province.rs"]
mod province;
mod rows;
