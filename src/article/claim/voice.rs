//! How far each statement of an article is somebody's word already: which attributions reach into it, and from where.
//! One walk over the attributions, whose pieces are looked up among the statements by place.

use crate::article::claim::own::{numbers, yes};
use crate::article::{Attribution, AttributionKind};
use crate::text::Span;
use std::ops::Range;

numbers! {
    /// The numbers of a statement's voice.
    Evidence {
        /// Share of it that is the content of an attribution whose cue stands in it.
        inside,
        /// How sure that attribution is.
        inside_sure,
        /// Share of it that one attribution with its cue in it takes up, source and cue included.
        whole,
        /// Share of it that is the content of an attribution whose cue stands elsewhere.
        outside,
        /// How sure that one is.
        outside_sure,
        /// How that one gives its content: indirectly, mixed, directly.
        outside_kind,
        /// Whether its cue is a colon, as in a transcript.
        colon,
        /// Share that is content of an attribution whose cue is its root.
        root_cued,
        /// How sure an attribution is whose cue is its root and whose source its subject.
        subject_speaks,
        /// Share of it that lies in quotations of the article.
        quoted,
    }
}

impl Evidence {
    /// Share of the statement that is attributed.
    pub(crate) fn attributed(&self) -> f32 {
        self.inside.max(self.outside)
    }
}

/// What a place must be attributed to, to count as attributed.
pub(crate) const ATTRIBUTED: f32 = 0.4;

/// Where a statement and the head words of its main clause stand in the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand {
    /// The whole.
    pub(crate) span: Span,
    /// The root.
    pub(crate) root: Span,
    /// The head of its subject.
    pub(crate) subject: Option<Span>,
}

/// What the pieces of one attribution have in one statement.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    content: usize,
    all: usize,
    cued: bool,
    root: bool,
    subject: bool,
}

/// The evidence for every statement, and the attribution that most of each lies in. `stands` are in document order and do
/// not overlap.
pub(crate) fn hear(
    stands: &[Stand],
    attributions: &[Attribution],
    quotations: impl Iterator<Item = Span>,
    text: &str,
) -> Vec<(Evidence, Option<usize>)> {
    let mut heard: Vec<(Evidence, Option<usize>)> = vec![Default::default(); stands.len()];
    let mut most = vec![0usize; stands.len()];
    let touched = |piece: Span| -> Range<usize> {
        let from = stands.partition_point(|s| s.span.end <= piece.start);
        let to = stands.partition_point(|s| s.span.start < piece.end);
        from..to.max(from)
    };
    let shared = |a: Span, b: Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    for (index, attribution) in attributions.iter().enumerate() {
        // The shares by statement: few statements, nearly always the one touched last.
        let mut shares: Vec<(usize, Share)> = Vec::new();
        let mut note = |piece: Span, add: &dyn Fn(&mut Share, &Stand, usize)| {
            for at in touched(piece) {
                let place = match shares.binary_search_by_key(&at, |(at, _)| *at) {
                    Ok(place) => place,
                    Err(place) => {
                        shares.insert(place, (at, Share::default()));
                        place
                    }
                };
                add(&mut shares[place].1, &stands[at], shared(piece, stands[at].span));
            }
        };
        for piece in &attribution.content {
            note(*piece, &|share, _, bytes| {
                share.content += bytes;
                share.all += bytes;
            });
        }
        for piece in &attribution.cue {
            note(*piece, &|share, stand, bytes| {
                share.cued |= stand.span.covers(*piece);
                share.root |= piece.covers(stand.root);
                share.all += bytes;
            });
        }
        for piece in &attribution.source {
            note(*piece, &|share, stand, bytes| {
                share.subject |= stand.subject.is_some_and(|subject| piece.covers(subject));
                share.all += bytes;
            });
        }
        for (at, share) in shares {
            let length = stands[at].span.len().max(1);
            let part = |bytes: usize| (bytes as f32 / length as f32).min(1.0);
            let (evidence, voice) = &mut heard[at];
            if share.cued {
                evidence.whole = evidence.whole.max(part(share.all));
                if part(share.content) > evidence.inside {
                    evidence.inside = part(share.content);
                    evidence.inside_sure = attribution.confidence;
                }
                if share.root {
                    evidence.root_cued = evidence.root_cued.max(part(share.content));
                    if share.subject {
                        evidence.subject_speaks = evidence.subject_speaks.max(attribution.confidence);
                    }
                }
            } else if part(share.content) > evidence.outside {
                evidence.outside = part(share.content);
                evidence.outside_sure = attribution.confidence;
                evidence.outside_kind = match attribution.kind {
                    AttributionKind::Indirect => 0.0,
                    AttributionKind::Mixed => 1.0,
                    AttributionKind::Direct => 2.0,
                };
                evidence.colon = yes(attribution.cue.iter().any(|cue| cue.of(text) == ":"));
            }
            if share.content > most[at] {
                most[at] = share.content;
                *voice = Some(index).filter(|_| part(share.content) >= ATTRIBUTED);
            }
        }
    }
    for quotation in quotations {
        for at in touched(quotation) {
            let span = stands[at].span;
            heard[at].0.quoted += shared(quotation, span) as f32 / span.len().max(1) as f32;
        }
    }
    heard
}
