//! All tests, as a table of contents.
