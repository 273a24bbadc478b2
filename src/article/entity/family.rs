//! Who is whose wife, son or brother, so far as the article has told: by that "his wife" means her later on, and "her husband" him.

use crate::article::entity::draft::DraftId;
use crate::article::entity::lexicon::{self, Gender};
use crate::article::entity::reference::Description;

/// How many ties are remembered; a text with more is no article.
const MOST: usize = 256;

/// One tie: `who` is that to `of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tie {
    of: DraftId,
    tie: &'static str,
    who: DraftId,
}

/// The ties told so far.
#[derive(Debug, Default)]
pub(super) struct Family(Vec<Tie>);

impl Family {
    /// Takes in that `who` was called somebody's `head`: a word for kin, or nothing is noted.
    pub(super) fn note(&mut self, of: DraftId, head: &str, who: DraftId) {
        let Some((tie, _, back)) = lexicon::kin(head).filter(|_| of != who && self.0.len() < MOST) else {
            return;
        };
        for tie in [Tie { of, tie, who }, Tie { of: who, tie: back, who: of }] {
            if !self.0.contains(&tie) {
                self.0.push(tie);
            }
        }
    }

    /// The one whom somebody's kin must be: "her husband".
    pub(super) fn find(
        &self,
        of: DraftId,
        description: &Description,
        gender_of: impl Fn(DraftId) -> Gender,
    ) -> Option<DraftId> {
        let (tie, ..) = lexicon::kin(&description.head)?;
        let fits = |known: &&Tie| {
            known.of == of && known.tie == tie && gender_of(known.who).agrees(description.gender)
        };
        let mut found = self.0.iter().filter(fits);
        let one = found.next()?.who;
        found.next().is_none().then_some(one)
    }
}
