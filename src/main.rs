//! The `duban` program.

fn main() {}
