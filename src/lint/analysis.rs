//! What `copydesk analyze` prints: everything that was understood of one article, in the shape that other programs
//! read. One object a file; every span is `[start, end)` in the unit that was asked for.

use crate::article::{Article, AttributionKind, MentionForm, Topic};
use crate::language::NameKind;
use crate::lint::{OffsetUnit, Offsets};
use crate::rules::{Finding, Severity};
use crate::text::{BlockKind, Span};
use serde::Serialize;

/// `[start, end)`.
pub type Range = [usize; 2];

/// One article.
#[derive(Debug, Serialize)]
pub struct Analysis<'a> {
    /// Of what: the file, as it was asked for, or the article of a stream.
    #[serde(flatten)]
    pub of: Subject,
    /// The parts of the page.
    pub blocks: Vec<AnalysedBlock>,
    /// Every sentence.
    pub sentences: Vec<Range>,
    /// Who and what is in it.
    pub entities: Vec<AnalysedEntity<'a>>,
    /// Who says what.
    pub attributions: Vec<AnalysedAttribution>,
    /// What can be checked or disputed.
    pub claims: Vec<AnalysedClaim<'a>>,
    /// What the rules report.
    pub findings: Vec<AnalysedFinding<'a>>,
}

/// What was analyzed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A file, as it was asked for.
    Path(String),
    /// An article of a stream, by the name it has there.
    Id(serde_json::Value),
}

/// One part of the page.
#[derive(Debug, Serialize)]
pub struct AnalysedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Where.
    pub span: Range,
}

/// One entity.
#[derive(Debug, Serialize)]
pub struct AnalysedEntity<'a> {
    /// Its number, to which `speaker` refers.
    pub id: usize,
    /// What it is.
    pub kind: NameKind,
    /// Its fullest name.
    pub name: &'a str,
    /// Its other names.
    pub aliases: &'a [String],
    /// Its titles and roles.
    pub titles: &'a [String],
    /// Where it is named: each mention once, without its title.
    pub mentions: Vec<Range>,
    /// Where it is meant by a pronoun, a description ("the senator") or the adjective of its people ("Syrian").
    pub references: Vec<Range>,
}

/// One attribution.
#[derive(Debug, Serialize)]
pub struct AnalysedAttribution {
    /// How the content is given.
    pub kind: AttributionKind,
    /// Who.
    pub source: Vec<Range>,
    /// Said, according to.
    pub cue: Vec<Range>,
    /// What.
    pub content: Vec<Range>,
    /// The source's number in `entities`.
    pub speaker: Option<usize>,
}

/// One claim.
#[derive(Debug, Serialize)]
pub struct AnalysedClaim<'a> {
    /// The clause.
    pub span: Range,
    /// The number of the attribution in whose content it lies; null in the article's own voice.
    pub attribution: Option<usize>,
    /// Probability that professional editors would attribute it, 0 to 1.
    pub needs_attribution: f64,
    /// Probability that they would and that nobody stands behind it where it stands, 0 to 1: what `unattributed-claim`
    /// compares with `claim_threshold`.
    pub unattributed: f64,
    /// What it is about.
    pub topics: &'a [Topic],
}

/// One finding.
#[derive(Debug, Serialize)]
pub struct AnalysedFinding<'a> {
    /// The rule.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub span: Range,
    /// One sentence to the writer.
    pub message: &'a str,
    /// The other places it speaks of.
    pub related: Vec<AnalysedPlace<'a>>,
    /// Its stable name.
    pub fingerprint: &'a str,
}

/// Another place that a finding speaks of.
#[derive(Debug, Serialize)]
pub struct AnalysedPlace<'a> {
    /// Where.
    pub span: Range,
    /// What stands there.
    pub message: &'a str,
}

impl<'a> Analysis<'a> {
    /// The analysis of an article, with what the rules found.
    pub fn of(of: Subject, article: &'a Article, findings: &'a [Finding], unit: OffsetUnit) -> Self {
        let offsets = Offsets::new(article.text(), unit);
        let one = |span: Span| offsets.span(span);
        let many = |spans: &[Span]| spans.iter().map(|&s| offsets.span(s)).collect::<Vec<_>>();
        // A demonym speaks of the state without naming it.
        let is_name = |form: MentionForm| form.is_name() && form != MentionForm::Demonym;
        let entities = article.entities.iter().enumerate().map(|(id, entity)| {
            let (mut mentions, mut references) = (Vec::new(), Vec::new());
            for mention in entity.mentions.iter().filter_map(|&m| article.mentions.get(m)) {
                let named = is_name(mention.form) || entity.kind == NameKind::Group;
                let list = if named { &mut mentions } else { &mut references };
                list.push(one(mention.span));
            }
            let (name, aliases, titles) = (&*entity.name, &*entity.aliases, &*entity.titles);
            AnalysedEntity { id, kind: entity.kind, name, aliases, titles, mentions, references }
        });
        let attributions = article.attributions.iter().map(|a| AnalysedAttribution {
            kind: a.kind,
            source: many(&a.source),
            cue: many(&a.cue),
            content: many(&a.content),
            speaker: a.speaker,
        });
        let claims = article.claims.iter().map(|c| AnalysedClaim {
            span: one(c.span),
            attribution: c.attribution,
            needs_attribution: round(c.needs_attribution),
            unattributed: round(c.unattributed),
            topics: &c.topics,
        });
        let findings = findings.iter().map(|f| AnalysedFinding::of(f, &offsets));
        let blocks = article.document.blocks().iter();
        Self {
            of,
            blocks: blocks.map(|b| AnalysedBlock { kind: b.kind, span: one(b.span) }).collect(),
            sentences: article.sentences().map(one).collect(),
            entities: entities.collect(),
            attributions: attributions.collect(),
            claims: claims.collect(),
            findings: findings.collect(),
        }
    }
}

impl<'a> AnalysedFinding<'a> {
    /// A finding with its spans in the unit of `offsets`.
    pub fn of(finding: &'a Finding, offsets: &Offsets<'_>) -> Self {
        let related =
            |r: &'a crate::rules::Related| AnalysedPlace { span: offsets.span(r.span), message: &r.message };
        Self {
            rule: finding.rule,
            severity: finding.severity,
            span: offsets.span(finding.span),
            message: &finding.message,
            related: finding.related.iter().map(related).collect(),
            fingerprint: &finding.fingerprint,
        }
    }
}

/// A probability with four digits: more would be noise, and output stays the same across processors.
pub(crate) fn round(probability: f32) -> f64 {
    if probability.is_finite() { (f64::from(probability) * 1e4).round() / 1e4 } else { 0.0 }
}
