//! Front matter: YAML between `---` lines or TOML between `+++` lines at the top of a Markdown file. Only the few keys
//! that an article needs are read, line by line, so that the values keep their places in the text.

use crate::text::layout::{Markup, Piece};
use crate::text::lines::{lines, trim};
use crate::text::{FrontMatter, Span};

/// The front matter of `text`, and its title and description as pieces in the order of the text.
pub(crate) fn read(text: &str) -> (FrontMatter, Vec<Piece>) {
    let mut front = FrontMatter::default();
    let mut pieces = Vec::new();
    let all: Vec<Span> = lines(text).collect();
    let opening = all.first().map_or("", |l| l.of(text).trim_start_matches('\u{feff}').trim_end());
    let (closings, separator): (&[&str], char) = match opening {
        "---" => (&["---", "..."], ':'),
        "+++" => (&["+++"], '='),
        _ => return (front, pieces),
    };
    let Some(last) = (1..all.len()).find(|&i| closings.contains(&all[i].of(text).trim_end())) else {
        return (front, pieces);
    };
    let mut line = 1;
    while line < last {
        let span = all[line];
        line += 1;
        let content = span.of(text);
        let Some((key, _)) = content.split_once(separator) else { continue };
        if key.starts_with([' ', '\t', '#']) {
            continue;
        }
        let mut value = trim(text, Span::new(span.start + key.len() + 1, span.end));
        if matches!(value.of(text).as_bytes().first(), Some(b'|' | b'>')) && separator == ':' {
            // A block scalar: the indented lines below.
            let from = line;
            while line < last && (all[line].is_empty() || all[line].of(text).starts_with([' ', '\t'])) {
                line += 1;
            }
            value = if from < line {
                trim(text, Span::new(all[from].start, all[line - 1].end))
            } else {
                Span::new(value.end, value.end)
            };
        } else {
            value = unquote(text, value);
        }
        if value.is_empty() {
            continue;
        }
        let words = value.of(text).to_owned();
        match key.trim().trim_matches('"').to_ascii_lowercase().as_str() {
            "title" | "headline" => pieces.push(Piece { span: value, markup: Markup::Title }),
            "description" | "dek" | "subtitle" | "standfirst" | "summary" => {
                pieces.push(Piece { span: value, markup: Markup::Description });
            }
            "date" | "published" | "pubdate" => front.date = Some(words),
            "kind" | "type" | "section" => front.kind = Some(words),
            "lang" | "language" => front.language = Some(words),
            "author" | "byline" => front.author = Some(words),
            _ => {}
        }
    }
    front.span = Some(Span::new(0, all[last].end));
    (front, pieces)
}

/// The inside of a quoted value; a comment after a bare one is left out.
fn unquote(text: &str, value: Span) -> Span {
    let inside = value.of(text);
    if let Some(quote) = inside.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let mut escaped = false;
        for (at, c) in inside.char_indices().skip(1) {
            match c {
                '\\' if quote == '"' && !escaped => escaped = true,
                c if c == quote && !escaped => {
                    return trim(text, Span::new(value.start + 1, value.start + at));
                }
                _ => escaped = false,
            }
        }
        return value;
    }
    match inside.find(" #") {
        Some(at) => trim(text, Span::new(value.start, value.start + at)),
        None => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml() {
        let yaml = "---\ntitle: \"Council: no \\\"deal\\\"\"\ndescription: >\n  Talks went on\n  past midnight\ndate: 2016-09-10 # filed\nlang: en\ntags: [a, b]\n---\n\nText.\n";
        let (front, pieces) = read(yaml);
        assert_eq!(front.date.as_deref(), Some("2016-09-10"));
        assert_eq!(front.language.as_deref(), Some("en"));
        assert_eq!(pieces[0].span.of(yaml), "Council: no \\\"deal\\\"");
        assert_eq!(pieces[1].span.of(yaml), "Talks went on\n  past midnight");
        assert!(front.span.unwrap().of(yaml).ends_with("\n---"));
        let toml = "+++\r\ntitle = 'Floods'\r\nkind = \"brief\"\r\n+++\r\nText.";
        let (front, pieces) = read(toml);
        assert_eq!((front.kind.as_deref(), pieces[0].span.of(toml)), (Some("brief"), "Floods"));
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert_eq!(read("---\n\nText without an end").0, FrontMatter::default());
        assert_eq!(read("").1, []);
    }
}
