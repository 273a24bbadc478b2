//! `textDocument/definition`.

use crate::server::snapshot::Snapshot;
use crate::text::Span;
use tower_lsp::ls_types::{GotoDefinitionResponse, LocationLink, Position};

/// From a mention to where its entity is introduced; from a finding that speaks of two places to the other one; from
/// what somebody says to where they are introduced, or to the words that name the source.
pub(crate) fn answer(snapshot: &Snapshot, position: Position) -> Option<GotoDefinitionResponse> {
    let offset = snapshot.offset(position);
    let (origin, targets) = from_mention(snapshot, position)
        .or_else(|| from_finding(snapshot, offset))
        .or_else(|| from_words(snapshot, offset))?;
    if snapshot.profile.definition_links {
        let link = |&(whole, part): &(Span, Span)| LocationLink {
            origin_selection_range: Some(snapshot.range(origin)),
            target_uri: snapshot.uri.clone(),
            target_range: snapshot.range(whole),
            target_selection_range: snapshot.range(part),
        };
        return Some(GotoDefinitionResponse::Link(targets.iter().map(link).collect()));
    }
    let places = targets.iter().map(|&(_, part)| snapshot.location(part));
    Some(GotoDefinitionResponse::Array(places.collect()))
}

/// Where something leads from, and where to: all that belongs to each target, and in it what to select.
type Leads = (Span, Vec<(Span, Span)>);

fn from_mention(snapshot: &Snapshot, position: Position) -> Option<Leads> {
    let mention = snapshot.mention_at(position)?;
    Some((mention.span, vec![introduction(snapshot, mention.entity)?]))
}

fn introduction(snapshot: &Snapshot, entity: usize) -> Option<(Span, Span)> {
    let introduced = snapshot.introducing_mention(entity)?;
    let whole = snapshot.article.entities.get(entity)?.introduction;
    Some((if whole.covers(introduced) { whole } else { introduced }, introduced))
}

fn from_finding(snapshot: &Snapshot, offset: usize) -> Option<Leads> {
    let here = |span: Span| span.start <= offset && offset <= span.end;
    let mut leads = snapshot.findings.iter().filter_map(|finding| {
        let places: Vec<Span> =
            std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span)).collect();
        let origin = places.iter().copied().find(|&span| here(span))?;
        let others: Vec<_> = places.into_iter().filter(|&span| span != origin).map(|s| (s, s)).collect();
        (!others.is_empty()).then_some((origin, others))
    });
    leads.next()
}

fn from_words(snapshot: &Snapshot, offset: usize) -> Option<Leads> {
    let attributions = snapshot.article.attributions_at(offset);
    let attribution = attributions.first()?;
    let origin = attribution.content.iter().copied().find(|piece| piece.contains(offset))?;
    let source = || attribution.source.iter().map(|&span| (span, span)).collect::<Vec<_>>();
    let targets =
        attribution.speaker.and_then(|id| introduction(snapshot, id)).map_or_else(source, |i| vec![i]);
    (!targets.is_empty()).then_some((origin, targets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Finding;
    use crate::server::fixture::{Fixture, bridge, inside, words};

    fn targets(snapshot: &Snapshot, position: Position) -> Vec<(String, String)> {
        match answer(snapshot, position) {
            Some(GotoDefinitionResponse::Link(links)) => links
                .iter()
                .map(|l| (words(snapshot, l.target_range), words(snapshot, l.target_selection_range)))
                .collect(),
            Some(GotoDefinitionResponse::Array(places)) => {
                places.iter().map(|l| (String::new(), words(snapshot, l.range))).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    fn linked(mut fixture: Fixture) -> Snapshot {
        fixture.profile.definition_links = true;
        fixture.snapshot()
    }

    #[test]
    fn mentions_lead_to_the_introduction() {
        let snapshot = linked(bridge());
        // The headline's short form comes first, but introduces nobody.
        assert_eq!(targets(&snapshot, inside(&snapshot, "Adair’s", 0))[0].1, "Ruth Adair");
        assert_eq!(targets(&snapshot, inside(&snapshot, "tired", 0))[0].1, "Ruth Adair");
        let plain = bridge().snapshot();
        assert_eq!(
            targets(&plain, inside(&plain, "she said", 0)),
            [(String::new(), "Ruth Adair".to_owned())]
        );
    }

    #[test]
    fn a_source_without_a_name_is_the_target_itself() {
        let snapshot = bridge().snapshot();
        assert_eq!(
            targets(&snapshot, inside(&snapshot, "Nobody", 0)),
            [(String::new(), "a docker".to_owned())]
        );
        assert_eq!(answer(&snapshot, inside(&snapshot, "critics", 0)), None);
    }

    #[test]
    fn a_contradiction_leads_to_its_counterpart_and_back() {
        let fixture = bridge();
        let (one, other) = (fixture.span("would open"), fixture.span("was closed"));
        let finding =
            Finding::new("contradiction", one, "Open or closed?").with_related(other, "closed here");
        let snapshot = fixture.finding(finding).snapshot();
        assert_eq!(targets(&snapshot, inside(&snapshot, "would open", 0))[0].1, "was closed");
        assert_eq!(targets(&snapshot, inside(&snapshot, "was closed", 0))[0].1, "would open");
    }
}
