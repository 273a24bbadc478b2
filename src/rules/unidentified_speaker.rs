//! The rule `unidentified-speaker`.

use crate::article::{Article, AttributionKind, MentionForm};
use crate::language::NameKind;
use crate::rules::{CopyKind, Finding, Settings};
use crate::text::BlockKind;

rule! {
    /// Someone is quoted by surname or pronoun before being introduced.
    ///
    /// The first time somebody speaks the reader needs a full name and what gives them standing. Reported is the first
    /// quotation of a person whose full name comes later in the copy, or never comes and of whom nothing is said. Left alone:
    /// a surname with a title (“President Arel”), people whom the headline and everybody know by one name when the copy
    /// never gives another, sports and opinion copy.
    ///
    /// Flagged:
    ///
    /// ```text flagged
    /// Dam holds through the night
    ///
    /// “The dam will hold,” Tarrant said on Friday.
    ///
    /// Engineers had checked it at dawn. Iris Tarrant, who runs the water board, asked villagers to stay calm.
    /// ```
    ///
    /// Clean:
    ///
    /// ```text clean
    /// Dam holds through the night
    ///
    /// “The dam will hold,” Iris Tarrant, who runs the water board, said on Friday.
    ///
    /// Engineers had checked it at dawn. Tarrant asked villagers to stay calm.
    /// ```
    "unidentified-speaker", Warning, check
}

fn check(article: &Article, settings: &Settings, findings: &mut Vec<Finding>) {
    if matches!(settings.copy, CopyKind::Opinion | CopyKind::Sports) {
        return;
    }
    let mut heard = vec![false; article.entities.len()];
    for attribution in &article.attributions {
        let (Some(speaker), Some(source)) = (attribution.speaker, attribution.source.first()) else {
            continue;
        };
        let (Some(entity), Some(heard)) = (article.entities.get(speaker), heard.get_mut(speaker)) else {
            continue;
        };
        if entity.kind != NameKind::Person
            || attribution.kind == AttributionKind::Indirect
            || std::mem::replace(heard, true)
        {
            continue;
        }
        let mentions = || entity.mentions.iter().filter_map(|&m| article.mentions.get(m));
        let body = |paragraph: usize| {
            article
                .paragraphs
                .get(paragraph)
                .is_some_and(|p| matches!(p.kind, BlockKind::Paragraph | BlockKind::List))
        };
        let Some(spoken) = mentions().find(|m| source.covers(m.span)) else { continue };
        let full = |span: crate::text::Span| span.of(article.text()).split_whitespace().count() > 1;
        let introduced = mentions().any(|m| {
            m.span.start <= spoken.span.start
                && body(m.paragraph)
                && (m.title.is_some() || m.form.is_name() && full(m.span))
        });
        // "Holt's neighbours, Ann and Tom Berg": whose they are is told.
        let from = article.mentions.partition_point(|m| m.span.start < source.start);
        let beside = article.mentions.iter().skip(from).take_while(|m| m.span.start < spoken.span.start);
        let described = beside.count() > 0;
        // A full name further down is what shows that the copy was turned around.
        let later = mentions().find(|m| {
            m.span.start > source.end && body(m.paragraph) && m.form == MentionForm::Name && full(m.span)
        });
        if introduced
            || described
            || !body(spoken.paragraph)
            || !matches!(spoken.form, MentionForm::Short | MentionForm::Name)
        {
            continue;
        }
        if let Some(later) = later {
            let words = spoken.span.of(article.text());
            findings.push(
                Finding::new(
                    RULE.name,
                    spoken.span,
                    format!("“{words}” speaks here before being introduced: give the full name and office at first mention"),
                )
                .with_related(later.span, "introduced only here"),
            );
        }
    }
}
