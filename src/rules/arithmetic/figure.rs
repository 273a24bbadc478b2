//! A figure with what rounding leaves open.

use crate::language::values::Value;
use crate::language::{Bound, Measure};

/// The least and the greatest amount that a written figure can stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Figure {
    /// What a value stands for; `written` are its words. Bounds stay open, "about" is ten per cent, and an exact figure is
    /// exact to its last digit that tells something: "1.2 million" is 1.15 to 1.25 million, 3,400 is 3,350 to 3,450.
    pub(super) fn of(value: &Value, written: &str) -> Self {
        let (low, high) = match value.bound {
            Bound::About => (value.low * 0.9, value.high * 1.1),
            _ => value.bounds(),
        };
        let slack = match value.bound {
            Bound::Exact => precision(value, written) / 2.0,
            _ => 0.0,
        };
        Self { low: low - slack, high: high + slack }
    }

    /// Exactly this.
    pub(super) fn exactly(amount: f64) -> Self {
        Self { low: amount, high: amount }
    }

    /// Two figures of one measure, told together: both are rounded as the finer one is.
    pub(super) fn alike(self, other: Self) -> (Self, Self) {
        let half = (self.high - self.low).min(other.high - other.low) / 2.0;
        let around = |figure: Self| {
            let middle = (figure.low + figure.high) / 2.0;
            Self { low: middle - half, high: middle + half }
        };
        if half.is_finite() { (around(self), around(other)) } else { (self, other) }
    }

    /// Whether some amount is in both.
    pub(super) fn meets(self, other: Self) -> bool {
        // Products of decimals are not exact.
        let hair = 1e-9 * (self.high.abs() + other.high.abs()).min(1e12);
        self.low <= other.high + hair && other.low <= self.high + hair
    }

    pub(super) fn times(self, other: Self) -> Self {
        Self { low: self.low * other.low, high: self.high * other.high }
    }

    /// This divided by a positive figure.
    pub(super) fn over(self, other: Self) -> Self {
        Self { low: self.low / other.high, high: self.high / other.low.max(1e-9) }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }
}

/// The unit of the last digit that tells something.
fn precision(value: &Value, written: &str) -> f64 {
    let digits = written.find(|c: char| c.is_ascii_digit());
    let number = digits.and_then(|at| {
        let rest = &written[at..];
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len());
        let plain: String = rest[..end].trim_end_matches(['.', ',']).chars().filter(|c| *c != ',').collect();
        plain.parse::<f64>().ok().map(|n| (n, plain.split_once('.').map_or(0, |(_, d)| d.len())))
    });
    match number {
        Some((number, decimals)) if number > 0.0 => {
            let scale = value.high / number;
            if decimals > 0 {
                return scale * 10f64.powi(-(decimals as i32));
            }
            // "2 million" is nearer to it than to 1.7.
            if scale > 1.5 {
                return scale / 2.0;
            }
        }
        _ => {}
    }
    if value.measure == Measure::Percent {
        return 1.0;
    }
    // Round numbers from a thousand on are rounded; a hundred guests may have been counted.
    let mut step = 1.0;
    while value.high >= 1000.0 && value.high % (step * 10.0) == 0.0 && step * 10.0 < value.high {
        step *= 10.0;
    }
    if step > 1.0 { step } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Register, read};

    fn figure(text: &str) -> Figure {
        let value = read(text, Register::Prose).values.swap_remove(0);
        Figure::of(&value, value.span.of(text))
    }

    #[test]
    fn figures_are_as_exact_as_they_are_written() {
        for (text, low, high) in [
            ("12 people came.", 12.0, 12.0),
            ("3,400 people came.", 3350.0, 3450.0),
            ("1.2 million people came.", 1_150_000.0, 1_250_000.0),
            ("Rents rose by 7.5 percent.", 7.45, 7.55),
            ("Turnout was 63 percent.", 62.5, 63.5),
        ] {
            let found = figure(text);
            assert!((found.low - low).abs() < 1e-6 && (found.high - high).abs() < 1e-6, "{text} {found:?}");
        }
        assert!(figure("At least 12 people came.").high.is_infinite());
    }
}
