//! The ledger as schema.org ClaimReview (<https://schema.org/ClaimReview>) in JSON-LD 1.1, for archives and search
//! services: one review a claim that was verified or disputed.
//!
//! | property | what stands there |
//! |---|---|
//! | `claimReviewed` | the statement |
//! | `url` | the article's address with the fingerprint as fragment |
//! | `datePublished` | when it was decided |
//! | `author` | who decided, a Person |
//! | `reviewRating` | a Rating from 1 (disputed) to 5 (verified), `alternateName` "Verified" or "Disputed" |
//! | `itemReviewed` | a Claim: its `appearance` the article, its `author` the speaker where one is known |
//! | `citation` | the sources |
//! | `reviewBody` | the note |
//!
//! What was let stand has no verdict, so it is left out.

use crate::rules::{Decision, Status};
use serde_json::{Value, json};

/// The reviews as one document. `base` is the address under which the articles are published; without one, addresses are
/// relative. `speaker` gives whose statement a decision is about, where that is known.
pub fn document<'d>(
    decisions: impl IntoIterator<Item = &'d Decision>,
    base: Option<&str>,
    speaker: impl Fn(&Decision) -> Option<String>,
) -> Value {
    let reviews: Vec<Value> = decisions
        .into_iter()
        .filter(|decision| decision.rule.is_none())
        .filter_map(|decision| review(decision, base, speaker(decision)))
        .collect();
    json!({ "@context": "https://schema.org", "@graph": reviews })
}

fn review(decision: &Decision, base: Option<&str>, speaker: Option<String>) -> Option<Value> {
    let (rating, name) = match decision.status {
        Status::Verified => (5, "Verified"),
        Status::Disputed => (1, "Disputed"),
        Status::Stet | Status::Withdrawn => return None,
    };
    let article = address(base, &decision.article);
    let mut claim = json!({
        "@type": "Claim",
        "appearance": { "@type": "NewsArticle", "url": article },
    });
    if let Some(speaker) = speaker {
        claim["author"] = json!({ "@type": "Person", "name": speaker });
    }
    let mut review = json!({
        "@type": "ClaimReview",
        "url": format!("{article}#{}", decision.fingerprint),
        "claimReviewed": decision.text.split_whitespace().collect::<Vec<_>>().join(" "),
        "datePublished": decision.at.to_string(),
        "reviewRating": {
            "@type": "Rating", "ratingValue": rating, "worstRating": 1, "bestRating": 5, "alternateName": name
        },
        "itemReviewed": claim,
    });
    if !decision.by.is_empty() {
        review["author"] = json!({ "@type": "Person", "name": decision.by });
    }
    if !decision.sources.is_empty() {
        review["citation"] = json!(decision.sources);
    }
    if !decision.note.is_empty() {
        review["reviewBody"] = json!(decision.note);
    }
    Some(review)
}

/// The address of an article (RFC 3986): all but unreserved characters and `/` percent-encoded.
fn address(base: Option<&str>, article: &str) -> String {
    let mut address = base.map_or(String::new(), |base| format!("{}/", base.trim_end_matches('/')));
    for byte in article.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}
