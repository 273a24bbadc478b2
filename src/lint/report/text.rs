//! For people: as a compiler shows its findings, with the words in their context and the related places below.

use super::{Look, Report, Summary, counted, written};
use crate::lint::excerpt::{Excerpt, excerpt};
use crate::lint::{Checked, Places};
use crate::rules::{Finding, Severity};
use crate::text::Span;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::io::{self, Write};

pub(super) struct Text {
    look: Look,
    renderer: Renderer,
}

impl Text {
    pub(super) fn new(look: Look) -> Self {
        let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
        // Rows are cut to width here, between words; the renderer must not cut them again.
        Self { look, renderer: renderer.decor_style(DecorStyle::Ascii).term_width(100_000) }
    }

    fn finding(&self, checked: &Checked, places: &Places<'_>, finding: &Finding) -> String {
        let text = &checked.text;
        let path = written(&checked.path);
        let place = places.of(finding.span);
        let level = match finding.severity {
            Severity::Information => Level::INFO.with_name("information"),
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let deepest = finding.related.iter().map(|r| places.of(r.span).line).chain([place.line]).max();
        // "12 | " stands before each row.
        let gutter = deepest.unwrap_or(1).to_string().len() + 3;
        let width = self.look.width.saturating_sub(gutter).max(40);
        let row = |span: Span| {
            let Excerpt { row, words } = excerpt(text, places.lines_of(span), span, width);
            // An empty place still gets a mark.
            let end = words.end.max(words.start + usize::from(words.start < row.len()));
            let end = (end..=row.len()).find(|&i| row.is_char_boundary(i)).unwrap_or(row.len());
            (row, words.start..end)
        };
        let (source, words) = row(finding.span);
        let mut group: Group<'_> = level
            .primary_title(finding.message.as_str())
            .id(finding.rule)
            .element(Origin::path(path).line(place.line).char_column(place.column))
            .element(
                Snippet::source(source)
                    .line_start(place.line)
                    .annotation(AnnotationKind::Primary.span(words)),
            );
        for related in &finding.related {
            let (source, words) = row(related.span);
            let mark = AnnotationKind::Context.span(words).label(related.message.as_str());
            let line = places.of(related.span).line;
            group = group.element(Snippet::source(source).line_start(line).annotation(mark));
        }
        if let Some(fix) = finding.fixes.iter().find(|fix| fix.safe) {
            group = group.element(Level::HELP.message(format!("{} (--fix does it)", fix.title)));
        }
        without_empty_headers(&self.renderer.render(&[group]))
    }
}

/// The renderer heads each snippet without a path of its own by a bare `:::`. Our snippets all lie in the file that the
/// first line names, so the bare ones say nothing.
fn without_empty_headers(rendered: &str) -> String {
    let is_bare = |line: &str| {
        let mut shown = String::new();
        let mut in_code = false;
        for c in line.chars() {
            match c {
                '\u{1b}' => in_code = true,
                'm' if in_code => in_code = false,
                _ if in_code => {}
                _ => shown.push(c),
            }
        }
        shown.trim() == ":::"
    };
    rendered.lines().filter(|line| !is_bare(line)).collect::<Vec<_>>().join("\n")
}

impl Report for Text {
    fn file(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.text);
        for finding in &checked.findings {
            writeln!(out, "{}\n", self.finding(checked, &places, finding))?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        summary_line(summary, self.look, out)
    }
}

/// "3 articles: 1 error, 4 warnings, 2 notes", and with `--statistics` a line a rule above it.
pub(super) fn summary_line(summary: &Summary, look: Look, out: &mut dyn Write) -> io::Result<()> {
    if look.statistics && !summary.rules.is_empty() {
        let mut rules: Vec<_> = summary.rules.iter().collect();
        rules.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (rule, count) in rules {
            writeln!(out, "{count:7}  {rule}")?;
        }
        writeln!(out)?;
    }
    let files = counted(summary.files, "file", "files");
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Information, "note", "notes"),
    ];
    let counts: Vec<_> = kinds
        .iter()
        .map(|&(severity, one, many)| (summary.count(severity), one, many))
        .filter(|&(count, _, _)| count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    if counts.is_empty() {
        writeln!(out, "{files} checked: nothing found.")?;
    } else {
        writeln!(
            out,
            "{files} checked: {} in {}.",
            counts.join(", "),
            counted(summary.flagged, "file", "files")
        )?;
    }
    if summary.known > 0 {
        writeln!(out, "{} of the baseline not shown.", counted(summary.known, "finding", "findings"))?;
    }
    match summary.fixable {
        0 => Ok(()),
        count => writeln!(out, "{} can be settled with --fix.", counted(count, "finding", "findings")),
    }
}
