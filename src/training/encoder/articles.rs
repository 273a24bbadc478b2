//! The article room's share of a batch: cues, roles, and which statements editors attribute.

use super::backward::{Batch, add, carry, cross_entropy, cut, descend, lean};
use super::gradient::Gradient;
use crate::article::attribution::encoded::{cue_rows, place_row, quotes_row, role_rows};
use crate::language::encoder::{CLAIM_HIDDEN, Part, ROLE_HIDDEN};
use ndarray::Array2;

/// How far a statement moves the weights, a word of a parse moving them by one.
const STATEMENT: f32 = 2.0;

/// Begin-inside labels of cues.
pub(super) fn cues(batch: &Batch<'_>, gradient: &mut Gradient, slope: &mut Array2<f32>) -> f64 {
    let weights = &batch.network.weights;
    let mut loss = 0.0;
    for (example, sentence) in batch.examples.iter().zip(batch.sentences) {
        if example.cues.is_empty() {
            continue;
        }
        let state = batch.state.slice_axis(ndarray::Axis(0), sentence.clone().into()).to_owned();
        let before = cue_rows(weights, weights.pack(Part::CueWords).times(state.view()), &example.quoted);
        let hidden = before.mapv(|x| x.max(0.0));
        let scores = weights.pack(Part::Cues).times(hidden.view()) + weights.of(Part::CuesBias);
        let labels: Vec<Option<u8>> = example.cues.iter().copied().map(Some).collect();
        let (own, back) = cross_entropy(scores, &labels);
        loss += own;
        let mut under = Array2::zeros(hidden.raw_dim());
        descend(&hidden, &back, batch.network, Part::Cues, Part::CuesBias, gradient, &mut under);
        cut(&mut under, &before);
        for (at, row) in under.rows().into_iter().enumerate() {
            let quotes = quotes_row(&example.quoted, at);
            add(gradient.weights.of_mut(Part::CueQuotes), quotes, row.as_slice().unwrap_or(&[]));
        }
        lean(&state, &under, gradient.weights.of_mut(Part::CueWords));
        let mut own = slope.slice_axis_mut(ndarray::Axis(0), sentence.clone().into());
        carry(&under, weights.of(Part::CueWords), &mut own);
    }
    loss
}

/// Roles of the words beside each cue.
pub(super) fn roles(batch: &Batch<'_>, gradient: &mut Gradient, slope: &mut Array2<f32>) -> f64 {
    let weights = &batch.network.weights;
    let mut loss = 0.0;
    for (example, sentence) in batch.examples.iter().zip(batch.sentences) {
        if example.roles.is_empty() {
            continue;
        }
        let whole = 0..sentence.len();
        let state = batch.state.slice_axis(ndarray::Axis(0), sentence.clone().into()).to_owned();
        let ends = weights.pack(Part::RoleWords).times(state.view());
        let mut to = Array2::<f32>::zeros(ends.raw_dim());
        for (cue, labels) in &example.roles {
            let before = role_rows(weights, ends.view(), &example.quoted, &whole, cue);
            let hidden = before.mapv(|x| x.max(0.0));
            let scores = weights.pack(Part::Roles).times(hidden.view()) + weights.of(Part::RolesBias);
            let labels: Vec<Option<u8>> =
                labels.iter().enumerate().map(|(at, label)| (!cue.contains(&at)).then_some(*label)).collect();
            let (own, back) = cross_entropy(scores, &labels);
            loss += own;
            let mut under = Array2::zeros(hidden.raw_dim());
            descend(&hidden, &back, batch.network, Part::Roles, Part::RolesBias, gradient, &mut under);
            cut(&mut under, &before);
            for (at, row) in under.rows().into_iter().enumerate() {
                let row = row.as_slice().unwrap_or(&[]);
                add(gradient.weights.of_mut(Part::RolePlaces), place_row(example.quoted[at], cue, at), row);
                to.row_mut(at).iter_mut().zip(row).for_each(|(to, from)| *to += from);
                for at in cue.clone() {
                    to.row_mut(at).iter_mut().skip(ROLE_HIDDEN).zip(row).for_each(|(to, from)| *to += from);
                }
            }
        }
        lean(&state, &to, gradient.weights.of_mut(Part::RoleWords));
        let mut own = slope.slice_axis_mut(ndarray::Axis(0), sentence.clone().into());
        carry(&to, weights.of(Part::RoleWords), &mut own);
    }
    loss
}

/// Whether statements were attributed.
pub(super) fn claims(batch: &Batch<'_>, gradient: &mut Gradient, slope: &mut Array2<f32>) -> f64 {
    let weights = &batch.network.weights;
    let mut loss = 0.0;
    for (example, sentence) in batch.examples.iter().zip(batch.sentences) {
        let Some(attributed) = example.attributed else { continue };
        let state = batch.state.slice_axis(ndarray::Axis(0), sentence.clone().into()).to_owned();
        let before = weights.pack(Part::ClaimWords).times(state.view()) + weights.of(Part::ClaimWordsBias);
        let share = 1.0 / sentence.len().max(1) as f32;
        let mut mean = [0f32; CLAIM_HIDDEN];
        for row in before.rows() {
            mean.iter_mut().zip(row).for_each(|(to, from)| *to += from.max(0.0) * share);
        }
        let out = weights.flat(Part::Claims);
        let logit = mean.iter().zip(out).map(|(x, w)| x * w).sum::<f32>() + weights.flat(Part::ClaimsBias)[0];
        let p = 1.0 / (1.0 + (-logit).exp());
        loss -= f64::from(if attributed { p } else { 1.0 - p }.max(1e-9).ln());
        let error = (p - f32::from(u8::from(attributed))) * STATEMENT;
        gradient.weights.of_mut(Part::ClaimsBias)[[0, 0]] += error;
        for (at, x) in mean.iter().enumerate() {
            gradient.weights.of_mut(Part::Claims)[[at, 0]] += error * x;
        }
        let mut under = Array2::<f32>::zeros(before.raw_dim());
        for mut row in under.rows_mut() {
            row.iter_mut().zip(out).for_each(|(to, w)| *to = error * w * share);
        }
        cut(&mut under, &before);
        let mut own = Array2::zeros(state.raw_dim());
        descend(&state, &under, batch.network, Part::ClaimWords, Part::ClaimWordsBias, gradient, &mut own);
        let mut to = slope.slice_axis_mut(ndarray::Axis(0), sentence.clone().into());
        to += &own;
    }
    loss
}
