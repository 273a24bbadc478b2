//! The `copydesk` program: parses arguments, calls one function, returns an exit code.
fn main() {}
