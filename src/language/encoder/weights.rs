//! The dense weights: named matrices.

#[cfg(feature = "train")]
use super::Packed;
use super::{HALF, LAYERS, WIDTH};
use crate::language::{NameKind, Relation, Tag, parser, vectors};
use ndarray::{Array2, ArrayView2};

/// Numbers that a cue is scored from.
pub(crate) const CUE_HIDDEN: usize = 32;
/// Numbers that a role is scored from.
pub(crate) const ROLE_HIDDEN: usize = 48;
/// Numbers that a claim is scored from.
pub(crate) const CLAIM_HIDDEN: usize = 32;

/// The matrices by what they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Projects word vectors.
    Vectors,
    /// The gates of a recurrent layer.
    Layer(usize),
    /// Their bias.
    LayerBias(usize),
    /// What a running mean adds to its own gates, forward and backward.
    LayerPeeps(usize),
    /// Scores tags.
    Tags,
    /// Bias of the tags.
    TagsBias,
    /// Scores labels of names.
    Names,
    /// Bias of the labels of names.
    NamesBias,
    /// Scores a label of a name after another.
    NameSteps,
    /// What a word means to its head.
    Dependents,
    /// Its bias.
    DependentsBias,
    /// What a word means to its dependents.
    Heads,
    /// Scores the ways from a word to its head.
    Ways,
    /// What a word means to a relation, as dependent and as head.
    Ends,
    /// The head of a root, and the side a head stands on.
    Sides,
    /// Scores relations.
    Relations,
    /// Bias of the relations.
    RelationsBias,
    /// What a word means to the labels of cues.
    CueWords,
    /// Quotation marks around a token.
    CueQuotes,
    /// Scores labels of cues.
    Cues,
    /// Bias of the labels of cues.
    CuesBias,
    /// What a word means to a role, as a word and as a cue.
    RoleWords,
    /// Side and distance from the cue.
    RolePlaces,
    /// Scores roles.
    Roles,
    /// Bias of the roles.
    RolesBias,
    /// What a word means to whether a statement needs an attribution.
    ClaimWords,
    /// Its bias.
    ClaimWordsBias,
    /// Scores whether a statement needs one, from the mean over its words.
    Claims,
    /// Bias of that.
    ClaimsBias,
}

impl Part {
    /// Every part, in the order of the file.
    pub(crate) fn all() -> impl Iterator<Item = Part> {
        let layers = (0..LAYERS)
            .flat_map(|layer| [Part::Layer(layer), Part::LayerBias(layer), Part::LayerPeeps(layer)]);
        std::iter::once(Part::Vectors).chain(layers).chain([
            Part::Tags,
            Part::TagsBias,
            Part::Names,
            Part::NamesBias,
            Part::NameSteps,
            Part::Dependents,
            Part::DependentsBias,
            Part::Heads,
            Part::Ways,
            Part::Ends,
            Part::Sides,
            Part::Relations,
            Part::RelationsBias,
            Part::CueWords,
            Part::CueQuotes,
            Part::Cues,
            Part::CuesBias,
            Part::RoleWords,
            Part::RolePlaces,
            Part::Roles,
            Part::RolesBias,
            Part::ClaimWords,
            Part::ClaimWordsBias,
            Part::Claims,
            Part::ClaimsBias,
        ])
    }

    pub(super) fn index(self) -> usize {
        match self {
            Part::Vectors => 0,
            Part::Layer(layer) => 1 + 3 * layer,
            Part::LayerBias(layer) => 2 + 3 * layer,
            Part::LayerPeeps(layer) => 3 + 3 * layer,
            Part::Tags => 1 + 3 * LAYERS,
            Part::TagsBias => 2 + 3 * LAYERS,
            Part::Names => 3 + 3 * LAYERS,
            Part::NamesBias => 4 + 3 * LAYERS,
            Part::NameSteps => 5 + 3 * LAYERS,
            Part::Dependents => 6 + 3 * LAYERS,
            Part::DependentsBias => 7 + 3 * LAYERS,
            Part::Heads => 8 + 3 * LAYERS,
            Part::Ways => 9 + 3 * LAYERS,
            Part::Ends => 10 + 3 * LAYERS,
            Part::Sides => 11 + 3 * LAYERS,
            Part::Relations => 12 + 3 * LAYERS,
            Part::RelationsBias => 13 + 3 * LAYERS,
            Part::CueWords => 14 + 3 * LAYERS,
            Part::CueQuotes => 15 + 3 * LAYERS,
            Part::Cues => 16 + 3 * LAYERS,
            Part::CuesBias => 17 + 3 * LAYERS,
            Part::RoleWords => 18 + 3 * LAYERS,
            Part::RolePlaces => 19 + 3 * LAYERS,
            Part::Roles => 20 + 3 * LAYERS,
            Part::RolesBias => 21 + 3 * LAYERS,
            Part::ClaimWords => 22 + 3 * LAYERS,
            Part::ClaimWordsBias => 23 + 3 * LAYERS,
            Part::Claims => 24 + 3 * LAYERS,
            Part::ClaimsBias => 25 + 3 * LAYERS,
        }
    }

    /// Rows and columns.
    pub(crate) fn shape(self) -> (usize, usize) {
        let labels = 1 + 2 * NameKind::ALL.len();
        let (tags, relations) = (Tag::ALL.len(), Relation::ALL.len());
        match self {
            Part::Vectors => (vectors::WIDTH, WIDTH),
            Part::Layer(_) => (WIDTH, 6 * HALF),
            Part::LayerBias(_) => (1, 6 * HALF),
            Part::LayerPeeps(_) => (1, 4 * HALF),
            Part::Tags => (WIDTH, tags),
            Part::TagsBias => (1, tags),
            Part::Names => (WIDTH, labels),
            Part::NamesBias => (1, labels),
            Part::NameSteps => (labels, labels),
            Part::Dependents | Part::Heads => (WIDTH, parser::DEPTH),
            Part::DependentsBias => (1, parser::DEPTH),
            Part::Ways => (parser::DEPTH, parser::WAYS),
            Part::Ends => (WIDTH, 2 * parser::JOINT),
            Part::Sides => (3, parser::JOINT),
            Part::Relations => (parser::JOINT, relations),
            Part::RelationsBias => (1, relations),
            Part::CueWords => (WIDTH, CUE_HIDDEN),
            Part::CueQuotes => (8, CUE_HIDDEN),
            Part::Cues => (CUE_HIDDEN, 3),
            Part::CuesBias | Part::RolesBias => (1, 3),
            Part::RoleWords => (WIDTH, 2 * ROLE_HIDDEN),
            Part::RolePlaces => (32, ROLE_HIDDEN),
            Part::Roles => (ROLE_HIDDEN, 3),
            Part::ClaimWords => (WIDTH, CLAIM_HIDDEN),
            Part::ClaimWordsBias => (1, CLAIM_HIDDEN),
            Part::Claims => (CLAIM_HIDDEN, 1),
            Part::ClaimsBias => (1, 1),
        }
    }
}

/// One matrix for each [`Part`].
#[derive(Clone, Debug)]
pub(crate) struct Weights(Vec<Array2<f32>>);

impl Default for Weights {
    fn default() -> Self {
        Self(Part::all().map(|part| Array2::zeros(part.shape())).collect())
    }
}

impl Weights {
    /// The matrix of a part.
    pub(crate) fn of(&self, part: Part) -> ArrayView2<'_, f32> {
        self.0[part.index()].view()
    }

    /// The matrix of a part, packed to multiply with.
    #[cfg(feature = "train")]
    pub(crate) fn pack(&self, part: Part) -> Packed {
        Packed::new(self.of(part))
    }

    /// The matrix of a part, to be written.
    pub(crate) fn of_mut(&mut self, part: Part) -> &mut Array2<f32> {
        &mut self.0[part.index()]
    }

    /// All numbers of a part, row after row.
    pub(crate) fn flat(&self, part: Part) -> &[f32] {
        self.0[part.index()].as_slice().unwrap_or(&[])
    }

    /// One row of a part.
    #[inline]
    pub(crate) fn row(&self, part: Part, row: usize) -> &[f32] {
        let matrix = &self.0[part.index()];
        let width = matrix.ncols();
        matrix.as_slice().and_then(|all| all.get(row * width..(row + 1) * width)).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_place() {
        for (index, part) in Part::all().enumerate() {
            assert_eq!(part.index(), index, "{part:?}");
        }
    }
}
