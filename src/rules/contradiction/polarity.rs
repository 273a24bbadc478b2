//! The same predicate, once said and once denied.

use crate::rules::contradiction::sameness;

/// What is wrong, where one of two statements denies what the other says.
pub(super) fn compare(
    here: &str,
    here_denied: bool,
    there: &str,
    there_denied: bool,
) -> Option<&'static str> {
    (here_denied != there_denied && !is_light(here) && sameness::one_sense(here, there))
        .then_some("one says what the other denies")
}

/// Whether a verb says too little for its denial to be compared.
fn is_light(lemma: &str) -> bool {
    matches!(lemma, "be" | "do" | "get" | "have" | "know" | "make" | "say" | "see" | "think" | "want")
}
