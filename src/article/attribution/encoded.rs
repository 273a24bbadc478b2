//! What the encoder makes of cues and roles: small layers over the encoded words, which see quotation marks and the place
//! beside the cue as well.

use crate::language::Encoded;
use crate::language::encoder::{Encoder, Part, ROLE_HIDDEN, Weights};
use ndarray::{Array2, ArrayView2};
use std::ops::Range;

/// How far a word must be from being no cue to be one, as a logit: below zero, since a cue that is missed loses its source
/// and content too. Found on PolNeAR's development articles.
const RELUCTANCE: f32 = -0.8;

/// The encoder's word on the cues and roles of one passage.
pub(crate) struct Heard<'a> {
    encoder: &'a Encoder,
    quoted: &'a [bool],
    /// A row of scores a token: outside, begin, inside.
    cues: Array2<f32>,
    /// What each token means to a role, as a word and as a cue.
    ends: Array2<f32>,
}

impl<'a> Heard<'a> {
    /// Scores the cues of a passage and makes ready for its roles.
    pub(crate) fn new(encoder: &'a Encoder, encoded: &Encoded, quoted: &'a [bool]) -> Self {
        let mut hidden = cue_rows(&encoder.weights, encoder.times(encoded.0.view(), Part::CueWords), quoted);
        hidden.mapv_inplace(|x| x.max(0.0));
        Self {
            encoder,
            quoted,
            cues: encoder.scores(hidden.view(), Part::Cues, Part::CuesBias),
            ends: encoder.times(encoded.0.view(), Part::RoleWords),
        }
    }

    /// The scores of a token as none of a cue, its begin, its inside.
    pub(crate) fn cue(&self, at: usize) -> [f32; 3] {
        let row = self.cues.row(at);
        [row[0] + RELUCTANCE, row[1], row[2]]
    }

    /// The scores of the tokens of a sentence as a cue sees them: neither, source, content.
    pub(crate) fn roles(&self, sentence: &Range<usize>, cue: &Range<usize>) -> Array2<f32> {
        let mut rows = role_rows(&self.encoder.weights, self.ends.view(), self.quoted, sentence, cue);
        rows.mapv_inplace(|x| x.max(0.0));
        self.encoder.scores(rows.view(), Part::Roles, Part::RolesBias)
    }
}

/// The row of [`Part::CueQuotes`]: whether the tokens before, at and after are inside a quotation.
pub(crate) fn quotes_row(quoted: &[bool], at: usize) -> usize {
    let bit = |at: Option<usize>| usize::from(at.and_then(|i| quoted.get(i)).copied().unwrap_or(false));
    bit(at.checked_sub(1)) | bit(Some(at)) << 1 | bit(Some(at + 1)) << 2
}

/// The row of [`Part::RolePlaces`]: the side and distance of a token from a cue, and whether it is quoted.
pub(crate) fn place_row(quoted: bool, cue: &Range<usize>, at: usize) -> usize {
    let (after, distance) =
        if at >= cue.end { (1, at - cue.end) } else { (0, cue.start.saturating_sub(at + 1)) };
    let step = match distance {
        0..=2 => distance,
        3..=5 => 3,
        6..=10 => 4,
        11..=18 => 5,
        19..=30 => 6,
        _ => 7,
    };
    step | after << 3 | usize::from(quoted) << 4
}

/// What the labels of cues are scored from, before it is cut at zero; a row a token.
/// `words` is the product of the encoded tokens with [`Part::CueWords`].
pub(crate) fn cue_rows(weights: &Weights, words: Array2<f32>, quoted: &[bool]) -> Array2<f32> {
    let mut rows = words;
    for (at, mut row) in rows.rows_mut().into_iter().enumerate() {
        let quotes = weights.row(Part::CueQuotes, quotes_row(quoted, at));
        row.iter_mut().zip(quotes).for_each(|(to, from)| *to += from);
    }
    rows
}

/// What the labels of roles are scored from, before it is cut at zero; a row for each token of `sentence` as `cue` sees
/// it. `ends` is the product of the encoded tokens with [`Part::RoleWords`].
pub(crate) fn role_rows(
    weights: &Weights,
    ends: ArrayView2<f32>,
    quoted: &[bool],
    sentence: &Range<usize>,
    cue: &Range<usize>,
) -> Array2<f32> {
    let mut from_cue = [0f32; ROLE_HIDDEN];
    for at in cue.clone() {
        from_cue.iter_mut().zip(ends.row(at).iter().skip(ROLE_HIDDEN)).for_each(|(to, from)| *to += from);
    }
    let mut rows = Array2::zeros((sentence.len(), ROLE_HIDDEN));
    for (at, mut row) in sentence.clone().zip(rows.rows_mut()) {
        let inside = quoted.get(at).copied().unwrap_or(false);
        let place = weights.row(Part::RolePlaces, place_row(inside, cue, at));
        for (((to, word), cue), place) in row.iter_mut().zip(ends.row(at)).zip(&from_cue).zip(place) {
            *to = word + cue + place;
        }
    }
    rows
}
