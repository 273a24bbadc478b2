//! What must be right before the first file is read: the rules that are named, the configuration, the baseline, the
//! revision, the report files.

use crate::config::{Configuration, Resolver};
use crate::lint::Selection;
use crate::lint::arguments::{ColourChoice, LintArguments};
use crate::lint::baseline::Baseline;
use crate::lint::cache::Cache;
use crate::lint::changes::Changes;
use crate::lint::report::{Look, Report, ReportFormat};
use crate::lint::run::Terminal;
use crate::rules::{self, RULES};
use clap::ValueEnum;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A report that goes into a file.
pub(super) type FileReport = (Box<dyn Report>, BufWriter<File>);

/// What a run works with; threads share it.
pub(super) struct Prepared {
    pub(super) resolver: Arc<Resolver>,
    pub(super) selection: Selection,
    /// The known findings; those to be, where they are written.
    pub(super) baseline: Option<Baseline>,
    /// The lines that are reported on; `None` for all.
    pub(super) changes: Option<Changes>,
    /// What was found before.
    pub(super) cache: Option<Cache>,
    pub(super) look: Look,
}

/// Prepares a run. An error is a sentence for the user.
pub(super) fn prepare(
    arguments: &LintArguments,
    terminal: Terminal,
) -> Result<(Prepared, Vec<FileReport>), String> {
    let mut names = arguments.select.iter().chain(&arguments.ignore);
    if let Some(name) = names.find(|name| rules::find(name).is_none()) {
        return Err(match rules::nearest(name, RULES.iter().map(|rule| rule.name)) {
            Some(near) => format!("there is no rule {name:?}; did you mean {near:?}?"),
            None => format!("there is no rule {name:?}; `copydesk explain` lists all of them"),
        });
    }
    if arguments.watch && arguments.paths.iter().any(|path| path == Path::new("-")) {
        return Err("--watch cannot watch standard input; name files or folders".to_owned());
    }
    let baseline = match &arguments.baseline {
        Some(path) if arguments.write_baseline && !path.exists() => Some(Baseline::empty(path)),
        Some(path) => Some(Baseline::load(path).map_err(|error| error.to_string())?),
        None => None,
    };
    let changes = match &arguments.diff_base {
        Some(revision) => Some(changes(revision, &arguments.paths)?),
        None => None,
    };
    let prepared = Prepared {
        resolver: Arc::new(resolver(arguments.config.as_deref(), arguments.no_config)?),
        selection: Selection {
            select: arguments.select.clone(),
            ignore: arguments.ignore.clone(),
            require_checked: arguments.require_checked,
            threshold: arguments.threshold,
            ledgers: Arc::default(),
        },
        baseline,
        changes,
        cache: arguments
            .cache_dir
            .clone()
            // An archive goes by once; it would only push the desk's own articles out.
            .or_else(|| Cache::folder_of_user().filter(|_| !arguments.stream))
            .filter(|_| !arguments.no_cache)
            .map(Cache::new),
        look: look(arguments, terminal),
    };
    Ok((prepared, report_files(arguments)?))
}

/// What changed in the repository of the first path; those of one run lie in one.
fn changes(revision: &str, paths: &[PathBuf]) -> Result<Changes, String> {
    let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
    let folder = if first.is_dir() { first } else { first.parent().unwrap_or(first) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    Changes::since(revision, folder).map_err(|error| error.to_string())
}

/// Where settings come from.
pub(super) fn resolver(config: Option<&Path>, no_config: bool) -> Result<Resolver, String> {
    match config {
        _ if no_config => Ok(Resolver::fixed(Configuration::default())),
        None => Ok(Resolver::new()),
        Some(path) => Configuration::load(path).map(Resolver::fixed).map_err(|error| error.to_string()),
    }
}

fn report_files(arguments: &LintArguments) -> Result<Vec<FileReport>, String> {
    let mut files = Vec::new();
    for name in &arguments.output_file {
        let formatted = name
            .split_once('=')
            .and_then(|(format, path)| Some((ReportFormat::from_str(format, true).ok()?, path)));
        let (format, path) = formatted.unwrap_or((arguments.format, name));
        let file = File::create(path).map_err(|error| format!("{path}: cannot be written: {error}"))?;
        let plain = Look { colour: false, ..look(arguments, Terminal::default()) };
        files.push((format.report(plain), BufWriter::new(file)));
    }
    Ok(files)
}

fn look(arguments: &LintArguments, terminal: Terminal) -> Look {
    Look {
        width: terminal.width.unwrap_or(100).clamp(60, 120),
        colour: match arguments.color {
            ColourChoice::Auto => terminal.colour,
            ColourChoice::Always => true,
            ColourChoice::Never => false,
        },
        offsets: arguments.offsets,
        statistics: arguments.statistics,
    }
}
