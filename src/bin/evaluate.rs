//! The `evaluate` program.
fn main() {}
