//! The `copydesk` program: parses arguments, calls one function, returns an exit code.

use clap::Parser;
use copydesk::lint::arguments::{Arguments, Command};
use copydesk::lint::run::Terminal;
use copydesk::lint::{self, Interrupt, Outcome};
use copydesk::server;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Clap leaves by itself with 2 on arguments it does not understand, which is our code for errors too.
    let arguments = Arguments::parse();
    // The server has exit codes of its own, which the protocol lays down.
    if let Command::Server(arguments) = &arguments.command {
        return server::run(server::Options { port: arguments.port });
    }
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
    // Not locked: the row that tells how far a run is has a thread of its own, which writes there too.
    let mut complaints = io::stderr();
    match &arguments.command {
        Command::Lint(arguments) => {
            // A stream waits for its next record, and a signal ends it there, as it ends any filter.
            let interrupt = if arguments.stream { Interrupt::default() } else { Interrupt::listen() };
            lint::run::run(arguments, terminal(), &interrupt, &mut output, &mut complaints)
        }
        Command::Analyze(arguments) => lint::analyze::run(arguments, &mut output, &mut complaints),
        Command::Checks(arguments) => lint::checks::run(arguments, &mut output, &mut complaints),
        Command::Facts(arguments) => lint::archive::run_facts(arguments, &mut output, &mut complaints),
        Command::Compare(arguments) => lint::archive::run_compare(arguments, &mut output),
        Command::Explain(arguments) => lint::explain::run(arguments, &mut output, &mut complaints),
        Command::Init(arguments) => lint::init::run(arguments, &mut output, &mut complaints),
        Command::Schema(arguments) => lint::schema::run(arguments, &mut output),
        Command::Server(_) => Ok(Outcome::Clean),
    }
    .and_then(|outcome| output.flush().map(|()| outcome))
}

/// What standard output goes to. NO_COLOR (no-color.org) counts when it is not empty.
fn terminal() -> Terminal {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let is_terminal = io::stdout().is_terminal();
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    Terminal {
        colour: is_terminal && !plain,
        width: width.filter(|_| is_terminal),
        progress: io::stderr().is_terminal() && !in_ci,
    }
}
