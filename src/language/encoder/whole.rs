//! Matrix products in whole numbers, for reading: a matrix is kept in whole numbers of up to [`MOST_RIGHT`], each column
//! with a scale of its own, and what is multiplied with it is rounded to whole numbers of up to [`MOST_LEFT`], each row with
//! a scale of its own. One instruction of the processor (`pmaddwd`) makes twice as many products of two bytes as of four,
//! and whole numbers have one sum in whatever order they are added. Panels and tiles are as in `product`.

use ndarray::{Array2, ArrayView2, ArrayViewMut2};
use pulp::{Arch, Simd};

/// Columns of a panel.
const PANEL: usize = 32;
/// The largest whole number on the right.
const MOST_RIGHT: f32 = 2047.0;
/// The largest whole number on the left. Sums of up to 256 products of the two fit into four bytes.
const MOST_LEFT: f32 = 4095.0;

/// Keeps a row or a column of zeros from dividing by nothing.
const LEAST: f32 = 1e-12;

/// A matrix to multiply with from the right.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whole {
    /// Pairs of rows.
    pairs: usize,
    rows: usize,
    columns: usize,
    /// Panel after panel, pair after pair: the numbers of both rows in one column, the first in the lower half.
    panels: Vec<u32>,
    /// What 1 stands for in each column.
    scales: Vec<f32>,
}

/// Two numbers of two bytes, the first in the lower half.
fn pair(first: i16, second: i16) -> u32 {
    u32::from(first as u16) | u32::from(second as u16) << 16
}

impl Whole {
    /// Rounds and packs a matrix.
    pub(crate) fn new(matrix: ArrayView2<f32>) -> Self {
        let (rows, columns) = matrix.dim();
        let pairs = rows.div_ceil(2);
        let largest =
            |column: ndarray::ArrayView1<f32>| column.iter().fold(0f32, |most, x| most.max(x.abs()));
        let scales: Vec<f32> =
            matrix.columns().into_iter().map(|column| largest(column).max(LEAST) / MOST_RIGHT).collect();
        let whole = |row: usize, column: usize| {
            if row < rows { (matrix[[row, column]] / scales[column]).round() as i16 } else { 0 }
        };
        let mut panels = vec![0; columns.div_ceil(PANEL) * pairs * PANEL];
        for at in 0..pairs {
            for column in 0..columns {
                let to = (column / PANEL * pairs + at) * PANEL + column % PANEL;
                panels[to] = pair(whole(2 * at, column), whole(2 * at + 1, column));
            }
        }
        Self { pairs, rows, columns, panels, scales }
    }

    /// `left` times this matrix. `left` has as many columns as this has rows.
    pub(crate) fn times(&self, left: ArrayView2<f32>) -> Array2<f32> {
        let mut product = Array2::zeros((left.nrows(), self.columns));
        self.put(left, product.view_mut());
        product
    }

    /// `left` times this matrix into `to`, which is replaced.
    pub(crate) fn put(&self, left: ArrayView2<f32>, mut to: ArrayViewMut2<f32>) {
        assert_eq!((left.nrows(), left.ncols(), self.columns), (to.nrows(), self.rows, to.ncols()));
        let Some(to) = to.as_slice_mut() else { return };
        let left = left.as_standard_layout();
        let left = left.as_slice().unwrap_or(&[]);
        let product = Product { left, right: self, to };
        match Arch::new() {
            #[cfg(target_arch = "x86_64")]
            Arch::V4(simd) => Simd::vectorize(simd, x86::On(simd, product)),
            #[cfg(target_arch = "x86_64")]
            Arch::V3(simd) => Simd::vectorize(simd, x86::On(simd, product)),
            _ => product.run::<pulp::Scalar, PANEL, 1>(pulp::Scalar),
        }
    }
}

struct Product<'a> {
    left: &'a [f32],
    right: &'a Whole,
    to: &'a mut [f32],
}

/// A processor that multiplies pairs of two-byte numbers and adds the two products.
trait Pairs: Simd {
    /// For each lane the sum of the products of the lower and of the upper halves.
    fn pairs(self, left: Self::u32s, right: Self::u32s) -> Self::u32s;
}

impl Pairs for pulp::Scalar {
    #[inline(always)]
    fn pairs(self, left: u32, right: u32) -> u32 {
        let product = |shift: u32| i32::from((left >> shift) as i16) * i32::from((right >> shift) as i16);
        (product(0) + product(16)) as u32
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{PANEL, Pairs, Product};
    use pulp::x86::{V3, V4};
    use pulp::{Simd, WithSimd, cast};

    impl Pairs for V4 {
        #[inline(always)]
        fn pairs(self, left: Self::u32s, right: Self::u32s) -> Self::u32s {
            cast(self.multiply_wrapping_add_adjacent_i16x32(cast(left), cast(right)))
        }
    }

    impl Pairs for V3 {
        #[inline(always)]
        fn pairs(self, left: Self::u32s, right: Self::u32s) -> Self::u32s {
            cast(self.multiply_wrapping_add_adjacent_i16x16(cast(left), cast(right)))
        }
    }

    /// A product on a processor of one kind.
    pub(super) struct On<'a, S>(pub(super) S, pub(super) Product<'a>);

    impl WithSimd for On<'_, V4> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) {
            self.1.run::<V4, { PANEL / 16 }, 6>(self.0);
        }
    }

    impl WithSimd for On<'_, V3> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, _: S) {
            self.1.run::<V3, { PANEL / 8 }, 3>(self.0);
        }
    }
}

impl Product<'_> {
    /// The whole product, in tiles of `TILE` rows and a panel of `PARTS` registers.
    #[inline(always)]
    fn run<S: Pairs, const PARTS: usize, const TILE: usize>(self, simd: S) {
        let Whole { pairs, rows: depth, columns, .. } = *self.right;
        let count = self.left.len().checked_div(depth).unwrap_or(0);
        // Tiles are whole: rows beyond the last are zeros, and what is made of them is forgotten.
        let mut left = vec![0u32; count.next_multiple_of(TILE) * pairs];
        let mut scales = vec![0f32; count];
        let mut whole = vec![0i16; 2 * pairs];
        for ((row, numbers), scale) in self.left.chunks_exact(depth.max(1)).enumerate().zip(&mut scales) {
            let most = most(numbers).max(LEAST);
            *scale = most / MOST_LEFT;
            let factor = MOST_LEFT / most;
            whole.iter_mut().zip(numbers).for_each(|(to, x)| *to = to_whole(x * factor));
            // The numbers of a tile lie in the order in which they are needed.
            let tile = &mut left[row / TILE * TILE * pairs..][..TILE * pairs];
            let to = tile.iter_mut().skip(row % TILE).step_by(TILE);
            whole.as_chunks::<2>().0.iter().zip(to).for_each(|(&[a, b], to)| *to = pair(a, b));
        }
        for first in (0..columns).step_by(PANEL) {
            let panel = &self.right.panels[first * pairs..(first + PANEL) * pairs];
            let panel = S::as_simd_u32s(panel).0.as_chunks::<PARTS>().0;
            let width = PANEL.min(columns - first);
            let column_scales = &self.right.scales[first..first + width];
            for (tile, left) in left.chunks_exact(TILE * pairs.max(1)).enumerate() {
                let mut sums = [[simd.splat_u32s(0); PARTS]; TILE];
                for (numbers, parts) in left.as_chunks::<TILE>().0.iter().zip(panel) {
                    for (sums, &number) in sums.iter_mut().zip(numbers) {
                        let number = simd.splat_u32s(number);
                        for (sum, &part) in sums.iter_mut().zip(parts) {
                            *sum = simd.add_u32s(*sum, simd.pairs(number, part));
                        }
                    }
                }
                for (row, sums) in (tile * TILE..count).zip(&sums) {
                    let mut whole = [0u32; PANEL];
                    S::as_mut_simd_u32s(&mut whole).0.copy_from_slice(sums);
                    let to = &mut self.to[row * columns + first..][..width];
                    for ((to, &sum), &scale) in to.iter_mut().zip(&whole).zip(column_scales) {
                        *to = sum as i32 as f32 * (scale * scales[row]);
                    }
                }
            }
        }
    }
}

/// The nearest whole number, of a number no larger than [`MOST_LEFT`].
#[inline(always)]
fn to_whole(x: f32) -> i16 {
    // 3 * 2^22: the last bits of the sum are those of the whole number.
    (x + 12_582_912.0).to_bits() as i16
}

/// The size of the largest number.
#[inline(always)]
fn most(numbers: &[f32]) -> f32 {
    let (eights, rest) = numbers.as_chunks::<8>();
    let mut lanes = [0f32; 8];
    for eight in eights {
        for (lane, x) in lanes.iter_mut().zip(eight) {
            *lane = if x.abs() > *lane { x.abs() } else { *lane };
        }
    }
    lanes.iter().chain(rest).fold(0.0, |most, x| if x.abs() > most { x.abs() } else { most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(rows: usize, columns: usize, step: usize) -> Array2<f32> {
        Array2::from_shape_fn((rows, columns), |(i, j)| ((i * 37 + j * step) % 101) as f32 / 50.0 - 1.0)
    }

    #[test]
    fn products_are_those_of_the_definition_but_for_rounding() {
        for (rows, depth, columns) in [(1, 1, 1), (0, 3, 4), (7, 2, 5), (13, 5, 70), (6, 160, 32), (5, 3, 33)]
        {
            let (left, right) = (numbers(rows, depth, 11), numbers(depth, columns, 29));
            let found = Whole::new(right.view()).times(left.view());
            let most = depth as f32 * 2e-3;
            assert!(
                found.iter().zip(&left.dot(&right)).all(|(a, b)| (a - b).abs() < most),
                "{rows} {depth} {columns}"
            );
        }
    }

    #[test]
    fn every_processor_makes_the_same_of_it() {
        let (left, right) = (numbers(13, 75, 11), numbers(75, 70, 29));
        let whole = Whole::new(right.view());
        let on = |run: &dyn Fn(Product)| {
            let mut made = Array2::<f32>::zeros((13, 70));
            let (left, to) = (left.as_slice().unwrap_or(&[]), made.as_slice_mut().unwrap_or(&mut []));
            run(Product { left, right: &whole, to });
            made
        };
        let plain = on(&|product| product.run::<pulp::Scalar, PANEL, 1>(pulp::Scalar));
        assert_eq!(whole.times(left.view()), plain);
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = pulp::x86::V3::try_new() {
            assert_eq!(on(&|product| Simd::vectorize(simd, x86::On(simd, product))), plain);
        }
    }

    #[test]
    fn numbers_are_rounded_to_the_nearest() {
        for (x, whole) in [(0.0, 0), (1.4, 1), (1.6, 2), (-1.6, -2), (4095.0, 4095), (-4095.0, -4095)] {
            assert_eq!(to_whole(x), whole);
        }
    }
}
