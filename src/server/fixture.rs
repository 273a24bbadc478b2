//! Articles for the tests of this room, with what was understood of them laid down by hand: the tests then say what a
//! request makes of a reading, whatever the reader finds.

use crate::article::{Article, Attribution, AttributionKind, Entity, Mention, MentionForm};
use crate::language::NameKind;
use crate::rules::{Decisions, Finding};
use crate::server::capabilities::Profile;
use crate::server::snapshot::Snapshot;
use crate::text::{Document, Format, LineIndex, Span};
use std::str::FromStr;
use std::sync::Arc;
use tower_lsp::ls_types::{Position, Range, Uri};

/// An article in the making.
pub(crate) struct Fixture {
    pub(crate) article: Article,
    pub(crate) findings: Vec<Finding>,
    pub(crate) profile: Profile,
    pub(crate) decisions: Decisions,
}

impl Fixture {
    pub(crate) fn new(text: &str) -> Self {
        let mut article = Article::of(Document::read(text, Format::Plain));
        article.mentions.clear();
        article.entities.clear();
        article.attributions.clear();
        article.claims.clear();
        Self { article, findings: Vec::new(), profile: Profile::default(), decisions: Decisions::default() }
    }

    /// The `n`th place (from 0) where `words` stand.
    pub(crate) fn nth(&self, words: &str, n: usize) -> Span {
        let (start, _) =
            self.article.text().match_indices(words).nth(n).unwrap_or_else(|| panic!("no {words:?}"));
        Span::new(start, start + words.len())
    }

    /// The first place where `words` stand.
    pub(crate) fn span(&self, words: &str) -> Span {
        self.nth(words, 0)
    }

    /// Adds an entity; each mention is looked for after the one before.
    pub(crate) fn entity(
        mut self,
        kind: NameKind,
        name: &str,
        titles: &[&str],
        mentions: &[(&str, MentionForm)],
    ) -> Self {
        let id = self.article.entities.len();
        let (mut numbers, mut aliases, mut from) = (Vec::new(), Vec::new(), 0);
        for &(words, form) in mentions {
            let start =
                from + self.article.text()[from..].find(words).unwrap_or_else(|| panic!("no {words:?}"));
            from = start + words.len();
            numbers.push(self.article.mentions.len());
            if form.is_name() && words != name && !aliases.iter().any(|a| a == words) {
                aliases.push(words.to_owned());
            }
            let span = Span::new(start, from);
            self.article.mentions.push(Mention { span, entity: id, form, title: None, paragraph: 0 });
        }
        let full = mentions.iter().position(|&(_, form)| form == MentionForm::Name).unwrap_or(0);
        let first = self.article.mentions[numbers[full]].span;
        let line = self.article.text()[..first.start].rfind('\n').map_or(0, |n| n + 1);
        let end =
            self.article.text()[first.end..].find('\n').map_or(self.article.text().len(), |n| first.end + n);
        self.article.entities.push(Entity {
            kind,
            name: name.to_owned(),
            aliases,
            titles: titles.iter().map(|t| (*t).to_owned()).collect(),
            mentions: numbers,
            introduction: Span::new(line, end),
            description: None,
        });
        self
    }

    /// Adds an attribution; empty words stand for a part that is not there.
    pub(crate) fn says(
        mut self,
        kind: AttributionKind,
        [source, cue, content]: [&str; 3],
        speaker: Option<usize>,
    ) -> Self {
        let part = |words: &str| if words.is_empty() { Vec::new() } else { vec![self.span(words)] };
        let attribution = Attribution {
            kind,
            source: part(source),
            cue: part(cue),
            content: part(content),
            speaker,
            confidence: 1.0,
        };
        self.article.attributions.push(attribution);
        self
    }

    pub(crate) fn finding(mut self, finding: Finding) -> Self {
        self.findings.push(finding);
        self
    }

    pub(crate) fn snapshot(mut self) -> Snapshot {
        // Mentions are in document order in a real article.
        let mut order: Vec<usize> = (0..self.article.mentions.len()).collect();
        order.sort_by_key(|&m| self.article.mentions[m].span.start);
        self.article.mentions = order.iter().map(|&m| self.article.mentions[m].clone()).collect();
        for entity in &mut self.article.entities {
            for mention in &mut entity.mentions {
                *mention = order.iter().position(|m| m == mention).unwrap();
            }
        }
        Snapshot {
            uri: Uri::from_str("file:///desk/bridge.txt").unwrap(),
            version: Some(7),
            revision: 1,
            index: Arc::new(LineIndex::new(self.article.text())),
            article: Arc::new(self.article),
            findings: self.findings.into(),
            profile: Arc::new(self.profile),
            decisions: self.decisions,
        }
    }
}

/// The position just inside `words`.
pub(crate) fn inside(snapshot: &Snapshot, words: &str, n: usize) -> Position {
    let (start, _) = snapshot.text().match_indices(words).nth(n).unwrap_or_else(|| panic!("no {words:?}"));
    snapshot.position(start + 1)
}

/// The words under a range.
pub(crate) fn words(snapshot: &Snapshot, range: Range) -> String {
    snapshot.span(range).of(snapshot.text()).to_owned()
}

/// A mayor, a docker without a name and a town.
pub(crate) fn bridge() -> Fixture {
    use MentionForm::{Description, Name, Pronoun, Short};
    Fixture::new(
        "\
Adair reopens bridge

Mayor Ruth Adair said on Tuesday that the bridge would open again in Elstow.

“We are tired of waiting,” she said. “Nobody told us,” a docker said.

Adair’s critics were not there. RUTH ADAIR left early, and the mayor's office in Elstow was closed.
",
    )
    .entity(
        NameKind::Person,
        "Ruth Adair",
        &["Mayor"],
        &[
            ("Adair", Short),
            ("Ruth Adair", Name),
            ("she", Pronoun),
            ("Adair", Short),
            ("RUTH ADAIR", Name),
            ("the mayor", Description),
        ],
    )
    .entity(NameKind::Place, "Elstow", &[], &[("Elstow", Name), ("Elstow", Name)])
    .says(
        AttributionKind::Indirect,
        ["Mayor Ruth Adair", "said", "that the bridge would open again in Elstow"],
        Some(0),
    )
    .says(AttributionKind::Direct, ["she", "said", "“We are tired of waiting,”"], Some(0))
    .says(AttributionKind::Direct, ["a docker", "said", "“Nobody told us,”"], None)
}
