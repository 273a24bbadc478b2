//! The command line. Comes in: paths and flags. Goes out: reports and an exit code.
