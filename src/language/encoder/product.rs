//! Matrix products. A matrix that is multiplied with often is packed once, in panels of [`PANEL`] columns, so that what a
//! tile of the product needs lies side by side; a tile stays in the registers from its first addition to its last
//! (Goto and van de Geijn 2008). `pulp` picks the widest instructions that the processor has.

use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis};
use pulp::{Arch, Simd, WithSimd};
use std::ops::Range;

/// Columns of a panel.
const PANEL: usize = 32;
/// Rows of a tile: as many as keep their sums in 16 registers of half a panel, or 32 of a quarter.
const TILE: usize = 6;

/// A matrix to multiply with from the right.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packed {
    rows: usize,
    columns: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs a matrix, however its numbers lie in memory.
    pub(crate) fn new(matrix: ArrayView2<f32>) -> Self {
        let (rows, columns) = matrix.dim();
        let mut panels = vec![0.0; columns.div_ceil(PANEL) * rows * PANEL];
        for (at, row) in matrix.rows().into_iter().enumerate() {
            for (panel, part) in row.axis_chunks_iter(Axis(0), PANEL).enumerate() {
                let to = &mut panels[(panel * rows + at) * PANEL..][..PANEL];
                to.iter_mut().zip(part).for_each(|(to, from)| *to = *from);
            }
        }
        Self { rows, columns, panels }
    }

    /// `left` times this matrix. `left` has as many columns as this has rows.
    pub(crate) fn times(&self, left: ArrayView2<f32>) -> Array2<f32> {
        let mut product = Array2::zeros((left.nrows(), self.columns));
        self.write(left, product.view_mut(), false);
        product
    }

    /// `left` times this matrix into `to`, which is replaced.
    #[cfg(feature = "train")]
    pub(crate) fn put(&self, left: ArrayView2<f32>, to: ArrayViewMut2<f32>) {
        self.write(left, to, false);
    }

    /// Adds `left` times this matrix to `to`.
    #[cfg(feature = "train")]
    pub(crate) fn add(&self, left: ArrayView2<f32>, to: ArrayViewMut2<f32>) {
        self.write(left, to, true);
    }

    fn write(&self, left: ArrayView2<f32>, mut to: ArrayViewMut2<f32>, keep: bool) {
        assert_eq!((left.nrows(), left.ncols(), self.columns), (to.nrows(), self.rows, to.ncols()));
        let Some(to) = to.as_slice_mut() else { return };
        let (rows, depth) = left.dim();
        let turned = left.t();
        let mut product = |left: &[f32], row: usize, column: usize| {
            let left = Left { numbers: left, rows, row, column };
            Arch::new().dispatch(Product { left, right: self, to, keep });
        };
        if let Some(left) = left.as_slice() {
            product(left, depth, 1);
        } else if let Some(left) = turned.as_slice() {
            product(left, 1, rows);
        } else {
            product(left.as_standard_layout().as_slice().unwrap_or(&[]), depth, 1);
        }
    }
}

/// The matrix on the left: how far it is to the next row and to the next column.
struct Left<'a> {
    numbers: &'a [f32],
    rows: usize,
    row: usize,
    column: usize,
}

struct Product<'a> {
    left: Left<'a>,
    right: &'a Packed,
    to: &'a mut [f32],
    keep: bool,
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        match PANEL / S::F32_LANES {
            2 => self.tiles::<S, 2>(simd),
            4 => self.tiles::<S, 4>(simd),
            8 => self.tiles::<S, 8>(simd),
            _ => self.tiles::<S, PANEL>(simd),
        }
    }
}

impl Product<'_> {
    #[inline(always)]
    fn tiles<S: Simd, const PARTS: usize>(&mut self, simd: S) {
        let Packed { rows: depth, columns, .. } = *self.right;
        for first in (0..columns).step_by(PANEL) {
            let panel = &self.right.panels[first * depth..(first + PANEL) * depth];
            let panel = S::as_simd_f32s(panel).0;
            for row in (0..self.left.rows).step_by(TILE) {
                self.tile::<S, PARTS>(simd, panel, row, first..columns.min(first + PANEL));
            }
        }
    }

    /// The product of up to [`TILE`] rows with a panel.
    #[inline(always)]
    fn tile<S: Simd, const PARTS: usize>(
        &mut self,
        simd: S,
        panel: &[S::f32s],
        row: usize,
        columns: Range<usize>,
    ) {
        let Left { numbers, rows, row: next_row, column: next_column } = self.left;
        let count = (rows - row).min(TILE);
        // A tile past the last row reads that row again and forgets what it made of it.
        let starts: [usize; TILE] = std::array::from_fn(|r| (row + r.min(count - 1)) * next_row);
        let mut sums = [[simd.splat_f32s(0.0); PARTS]; TILE];
        for (step, parts) in panel.chunks_exact(PARTS).enumerate() {
            for (sums, start) in sums.iter_mut().zip(starts) {
                let number = simd.splat_f32s(numbers[start + step * next_column]);
                for (sum, &part) in sums.iter_mut().zip(parts) {
                    *sum = simd.mul_add_e_f32s(number, part, *sum);
                }
            }
        }
        for (r, sums) in sums.iter().enumerate().take(count) {
            let mut fresh = [0f32; PANEL];
            S::as_mut_simd_f32s(&mut fresh).0.copy_from_slice(sums);
            let start = (row + r) * self.right.columns;
            let to = &mut self.to[start + columns.start..start + columns.end];
            if self.keep {
                to.iter_mut().zip(fresh).for_each(|(to, from)| *to += from);
            } else {
                to.copy_from_slice(&fresh[..to.len()]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_definition() {
        for (rows, depth, columns) in [(1, 1, 1), (0, 3, 4), (7, 0, 5), (13, 5, 70), (6, 96, 32), (5, 2, 33)]
        {
            let left = Array2::from_shape_fn((rows, depth), |(i, j)| ((i * 7 + j * 3) % 11) as f32 - 5.0);
            let right = Array2::from_shape_fn((depth, columns), |(i, j)| ((i * 5 + j * 2) % 13) as f32 - 6.0);
            let expected = left.dot(&right);
            let packed = Packed::new(right.view());
            assert_eq!(packed.times(left.view()), expected);
            let turned = left.t().as_standard_layout().into_owned();
            assert_eq!(packed.times(turned.t()), expected);
        }
    }
}
