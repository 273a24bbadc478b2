//! Entities and their mentions hold together for any text.

use copydesk::article::Article;
use copydesk::text::{Document, Format};
use proptest::prelude::*;

/// What must be true of the entities of every article.
fn check(article: &Article) {
    let text = article.text();
    let mut last = None;
    for mention in &article.mentions {
        assert!(!mention.span.is_empty() && text.get(mention.span.range()).is_some(), "{mention:?}");
        assert!(last < Some(mention.span), "out of order or twice: {mention:?}");
        assert!(mention.entity < article.entities.len() && mention.paragraph < article.paragraphs.len());
        if let Some(title) = mention.title {
            assert!(text.get(title.range()).is_some() && !title.overlaps(mention.span), "{mention:?}");
        }
        last = Some(mention.span);
    }
    let mut listed = vec![false; article.mentions.len()];
    for (id, entity) in article.entities.iter().enumerate() {
        assert!(!entity.name.trim().is_empty() && !entity.mentions.is_empty(), "{entity:?}");
        assert!(entity.mentions.is_sorted());
        assert!(text.get(entity.introduction.range()).is_some());
        assert!(entity.description.is_none_or(|span| text.get(span.range()).is_some()));
        for &mention in &entity.mentions {
            assert_eq!(article.mentions[mention].entity, id);
            assert!(!std::mem::replace(&mut listed[mention], true), "listed twice");
        }
        let card = article.card(id).expect("a card for every entity");
        assert_eq!(card.named + card.meant, entity.mentions.len());
    }
    assert!(listed.into_iter().all(|listed| listed), "a mention of nobody");
    assert_eq!(article.card(article.entities.len()), None);
}

/// Pieces of copy that put names, titles, pronouns and quotation marks side by side in ways no writer would.
const PIECES: &[&str] = &[
    "Dana Wexford",
    "Wexford",
    "Mrs. Wexford",
    "the senator",
    "The mayor of Otago",
    "she",
    "He",
    "himself",
    "I",
    "“",
    "”",
    "\"",
    "U.N.",
    "(UN)",
    "United Nations",
    "Moscow",
    "Russian",
    "the Kremlin",
    ",",
    ".",
    ", 42,",
    "\n\n",
    "’s",
    "van der Berg",
    "said",
    "Secretary of State",
    "É",
    "the 42-year-old",
    "Bill",
    "William Holm",
    "-",
    "’",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn entities_hold_together_in_any_text(text in "\\PC{0,200}") {
        check(&Article::of(Document::read(text.as_str(), Format::Plain)));
    }

    #[test]
    fn entities_hold_together_in_shuffled_copy(pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..80)) {
        let mut text = String::new();
        for (piece, space) in pieces {
            text.push_str(PIECES[piece]);
            if space {
                text.push(' ');
            }
        }
        for format in [Format::Plain, Format::Markdown] {
            check(&Article::of(Document::read(text.as_str(), format)));
        }
    }
}
