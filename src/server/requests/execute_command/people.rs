//! `copydesk.people`.

use super::claims::source_name;
use crate::article::AttributionKind;
use crate::server::card::kind_name;
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use serde_json::{Value, json};
use std::cmp::Reverse;

/// Words that somebody is given.
#[derive(Clone, Debug, Default)]
struct Share {
    name: String,
    entity: Option<usize>,
    quoted: usize,
    reported: usize,
}

/// Who and what is in an article, and who says how much.
pub(super) fn answer(snapshot: &Snapshot) -> Value {
    let article = &snapshot.article;
    let mut shares = shares(snapshot);
    shares.sort_by_key(|share| (Reverse(share.quoted + share.reported), share.name.clone()));
    let words_of = |id: usize| {
        shares.iter().find(|s| s.entity == Some(id)).map_or(0, |share| share.quoted + share.reported)
    };
    let mut order: Vec<usize> = (0..article.entities.len()).collect();
    order.sort_by_key(|&id| (Reverse(words_of(id)), Reverse(article.entities[id].mentions.len()), id));
    let person = |id: usize| {
        let card = article.card(id)?;
        let mentions: Vec<_> = snapshot.mentions_of(id).map(|mention| snapshot.range(mention.span)).collect();
        Some(json!({
            "name": card.entity.name,
            "kind": kind_name(card.entity.kind),
            "titles": card.entity.titles,
            "mentions": mentions,
            "introduction": snapshot.range(card.introduction),
            "quotations": card.quotations,
            "statements": card.attributions - card.quotations,
            "words": words_of(id),
        }))
    };
    let share = |s: &Share| json!({ "name": s.name, "quoted": s.quoted, "reported": s.reported });
    let copy = article.paragraphs.iter().filter(|placed| placed.kind.is_copy());
    json!({
        "uri": snapshot.uri,
        "people": order.into_iter().filter_map(person).collect::<Vec<_>>(),
        "share": shares.iter().map(share).collect::<Vec<_>>(),
        "words": copy.map(|placed| count(placed.passage().text())).sum::<usize>(),
    })
}

/// What each source is given; those without a name go by their words.
fn shares(snapshot: &Snapshot) -> Vec<Share> {
    let article = &snapshot.article;
    let mut shares: Vec<Share> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for attribution in &article.attributions {
        let name = source_name(snapshot, attribution);
        if name.is_empty() {
            continue;
        }
        let place = *known.entry(name.to_lowercase()).or_insert_with(|| {
            shares.push(Share { name, entity: attribution.speaker, ..Share::default() });
            shares.len() - 1
        });
        let words = |spans: &[Span]| spans.iter().map(|s| count(s.of(article.text()))).sum::<usize>();
        let all = words(&attribution.content);
        let quoted = match attribution.kind {
            AttributionKind::Direct => all,
            AttributionKind::Indirect => 0,
            // Of a statement that is quoted in part, the parts between marks.
            AttributionKind::Mixed => {
                let inside = |q: &&crate::article::Quotation| {
                    q.depth == 0 && attribution.content.iter().any(|c| c.overlaps(q.span))
                };
                let parts = article.quotations.iter().filter(inside);
                parts.map(|q| words(&q.content)).sum::<usize>().min(all)
            }
        };
        shares[place].quoted += quoted;
        shares[place].reported += all - quoted;
    }
    shares
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}
