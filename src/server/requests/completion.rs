//! `textDocument/completion` and `completionItem/resolve`.

use crate::article::EntityId;
use crate::server::card;
use crate::server::snapshot::Snapshot;
use crate::text::Span;
use serde_json::{Value, json};
use std::collections::HashSet;
use tower_lsp::ls_types::*;

/// The verbs after a closing quotation mark.
const VERBS: &str = include_str!("../data/attribution_verbs.txt");

/// A name that other articles of the workspace know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KnownName {
    /// The name.
    pub(crate) name: String,
    /// What it names, in a word.
    pub(crate) kind: &'static str,
    /// The first title that goes with it, where one does: "Mayor".
    pub(crate) title: Option<String>,
}

/// Names and titles that begin with the letters before the position, where those open with a capital; attribution verbs
/// right after a closing quotation mark.
pub(crate) fn answer(
    snapshot: &Snapshot,
    position: Position,
    known: impl Fn(char) -> Vec<KnownName>,
) -> Option<CompletionResponse> {
    let offset = snapshot.offset(position);
    let before = snapshot.text().get(..offset)?;
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    if let Some(quoted) = line.strip_suffix(' ').filter(|l| l.ends_with(['”', '"'])) {
        let opened = quoted.matches('"').count() % 2 == 0 || quoted.ends_with('”');
        return opened.then(|| CompletionResponse::Array(verbs(snapshot, position)));
    }
    let typed = line.len()
        - line.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')).len();
    let typed = Span::new(offset - typed, offset);
    let letters = typed.of(snapshot.text());
    if !letters.starts_with(char::is_uppercase) {
        return None;
    }
    let mut items = Vec::new();
    let mut told = HashSet::new();
    for (id, entity) in snapshot.article.entities.iter().enumerate() {
        // The word that is being typed may have been read as a name of its own.
        let only_here = snapshot.mentions_of(id).all(|m| m.span.start <= offset && offset <= m.span.end);
        if only_here {
            continue;
        }
        let kind = card::kind_name(entity.kind);
        for name in std::iter::once(&entity.name).chain(&entity.aliases) {
            if begins(name, letters) && told.insert(name.to_lowercase()) {
                items.push(name_item(snapshot, typed, name, kind, "0", Some(id)));
            }
        }
        for title in &entity.titles {
            let whole = format!("{title} {}", entity.name);
            if begins(title, letters) && told.insert(whole.to_lowercase()) {
                items.push(name_item(snapshot, typed, &whole, kind, "1", Some(id)));
            }
        }
    }
    for name in letters.chars().next().map(known).unwrap_or_default() {
        if begins(&name.name, letters) && told.insert(name.name.to_lowercase()) {
            items.push(name_item(snapshot, typed, &name.name, name.kind, "2", None));
        }
        let whole = name.title.as_ref().filter(|title| begins(title, letters));
        let whole = whole.map(|title| format!("{title} {}", name.name));
        if let Some(whole) = whole.filter(|whole| told.insert(whole.to_lowercase())) {
            items.push(name_item(snapshot, typed, &whole, name.kind, "3", None));
        }
    }
    Some(CompletionResponse::List(CompletionList { is_incomplete: false, items }))
}

/// Whether a word of `name` begins with `letters`.
fn begins(name: &str, letters: &str) -> bool {
    let fits = |word: &str| {
        let mut of_word = word.chars().flat_map(char::to_lowercase);
        letters.chars().flat_map(char::to_lowercase).all(|c| of_word.next() == Some(c))
    };
    name != letters && name.split_whitespace().any(fits)
}

fn name_item(
    snapshot: &Snapshot,
    typed: Span,
    name: &str,
    kind: &str,
    rank: &str,
    entity: Option<EntityId>,
) -> CompletionItem {
    CompletionItem {
        label: name.to_owned(),
        kind: Some(CompletionItemKind::CONSTANT),
        detail: Some(kind.to_owned()),
        sort_text: Some(format!("{rank}{name}")),
        // Editors match what is typed against this: any word of the name may be begun.
        filter_text: Some(format!("{} {name}", typed.of(snapshot.text()))),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(snapshot.range(typed), name.to_owned()))),
        data: entity.map(|id| json!({ "uri": snapshot.uri.as_str(), "entity": id, "name": name })),
        ..CompletionItem::default()
    }
}

fn verbs(snapshot: &Snapshot, position: Position) -> Vec<CompletionItem> {
    let here = snapshot.offset(position);
    let range = snapshot.range(Span::new(here, here));
    let verbs = VERBS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    verbs
        .enumerate()
        .map(|(rank, verb)| CompletionItem {
            label: verb.to_owned(),
            kind: Some(CompletionItemKind::KEYWORD),
            // "said" is the verb that never gets in the way.
            sort_text: Some(if verb == "said" { "0".to_owned() } else { format!("1{rank:02}") }),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, verb.to_owned()))),
            ..CompletionItem::default()
        })
        .collect()
}

/// The same item with the card of its entity.
pub(crate) fn resolve(snapshot: &Snapshot, mut item: CompletionItem) -> CompletionItem {
    let entity = item.data.as_ref().and_then(|data| data.get("entity")).and_then(Value::as_u64);
    let card = entity.and_then(|id| card::of_entity(&snapshot.article, id as EntityId));
    if let Some(card) = card {
        let place = |offset| snapshot.place(offset);
        item.documentation = Some(if snapshot.profile.completion_markdown {
            let value = card.markdown(place);
            Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
        } else {
            Documentation::String(card.plain(place))
        });
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::fixture::{bridge, inside};

    fn labels(snapshot: &Snapshot, position: Position, known: &[KnownName]) -> Vec<String> {
        match answer(snapshot, position, |_| known.to_vec()) {
            None => Vec::new(),
            Some(CompletionResponse::Array(items)) => items.into_iter().map(|i| i.label).collect(),
            Some(CompletionResponse::List(list)) => list.items.into_iter().map(|i| i.label).collect(),
        }
    }

    #[test]
    fn names_are_offered_after_their_first_letter() {
        let snapshot = bridge().snapshot();
        let known = [KnownName { name: "Alba Moreno".into(), kind: "person", title: Some("Admiral".into()) }];
        // After the "A" of "Adair’s".
        let found = labels(&snapshot, inside(&snapshot, "Adair’s", 0), &known);
        assert_eq!(found, ["Ruth Adair", "Adair", "Alba Moreno", "Admiral Alba Moreno"]);
        assert_eq!(labels(&snapshot, inside(&snapshot, "Mayor", 0), &[]), ["Mayor Ruth Adair"]);
        assert_eq!(labels(&snapshot, inside(&snapshot, "bridge", 0), &known), [""; 0]);
    }

    #[test]
    fn verbs_are_offered_after_a_quotation() {
        let snapshot = bridge().snapshot();
        let after = snapshot.text().find("” she").unwrap() + "” ".len();
        let found = labels(&snapshot, snapshot.position(after), &[]);
        assert!(found.contains(&"said".to_owned()), "{found:?}");
    }

    #[test]
    fn an_item_is_resolved_to_its_card() {
        let mut fixture = bridge();
        fixture.profile.completion_markdown = true;
        let snapshot = fixture.snapshot();
        let Some(CompletionResponse::List(list)) =
            answer(&snapshot, inside(&snapshot, "Adair’s", 0), |_| Vec::new())
        else {
            panic!("no list")
        };
        match resolve(&snapshot, list.items[0].clone()).documentation {
            Some(Documentation::MarkupContent(card)) => assert!(card.value.contains("**Ruth Adair**")),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_verbs_are_sorted() {
        let verbs: Vec<_> = VERBS.lines().skip(1).collect();
        assert!(verbs.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
