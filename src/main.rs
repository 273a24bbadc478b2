//! The `copydesk` program: parses arguments, calls one function, returns an exit code.

use clap::Parser;
use copydesk::lint::arguments::{Arguments, Command};
use copydesk::lint::{self, Outcome};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Clap leaves by itself with 2 on arguments it does not understand, which is our code for errors too.
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(outcome) => outcome.code().into(),
        // Whoever read our output (`| head`) has seen enough and closed the pipe. That is no error, and there is nobody
        // left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error may be gone as well; then the exit code has to do.
            let _ = writeln!(io::stderr(), "copydesk: {error}");
            Outcome::Failed.code().into()
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<Outcome> {
    let mut output = BufWriter::new(io::stdout().lock());
    let mut complaints = io::stderr().lock();
    match &arguments.command {
        Command::Analyze(arguments) => lint::analyze::run(arguments, &mut output, &mut complaints),
        Command::Explain(arguments) => lint::explain::run(arguments, &mut output, &mut complaints),
    }
    .and_then(|outcome| output.flush().map(|()| outcome))
}
