//! Answers which spans lie under others without looking at all of them.

use crate::text::Span;

/// A set of spans. Making it takes O(n log n), a question O(log n).
#[derive(Clone, Debug, Default)]
pub struct Cover {
    /// Ordered by their first byte.
    spans: Vec<Span>,
    /// For each of them, the farthest end of those up to it.
    reach: Vec<usize>,
}

impl FromIterator<Span> for Cover {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable();
        let farthest = |reach: &mut usize, span: &Span| {
            *reach = span.end.max(*reach);
            Some(*reach)
        };
        let reach = spans.iter().scan(0, farthest).collect();
        Self { spans, reach }
    }
}

impl Cover {
    /// Whether one of the spans covers the whole of `place`.
    pub fn covers(&self, place: Span) -> bool {
        self.reach_before(place.start + 1) >= place.end.max(1)
    }

    /// Whether one of the spans shares a byte with `place`.
    pub fn overlaps(&self, place: Span) -> bool {
        self.reach_before(place.end) > place.start
    }

    /// Whether one of the spans lies wholly inside `place`. Takes time in proportion to those that begin there.
    pub fn within(&self, place: Span) -> bool {
        self.beginning_in(place).iter().any(|span| span.end <= place.end)
    }

    /// The spans that begin in `place`, in order.
    pub fn beginning_in(&self, place: Span) -> &[Span] {
        let at = |offset: usize| self.spans.partition_point(|span| span.start < offset);
        self.spans.get(at(place.start)..at(place.end)).unwrap_or(&[])
    }

    /// The farthest end of the spans that begin before `offset`; 0 where there is none.
    fn reach_before(&self, offset: usize) -> usize {
        let count = self.spans.partition_point(|span| span.start < offset);
        count.checked_sub(1).and_then(|last| self.reach.get(last)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_as_a_search_through_all_would() {
        let spans = [(0, 3), (2, 9), (4, 5), (12, 20), (14, 15)].map(|(s, e)| Span::new(s, e));
        let cover: Cover = spans.into_iter().collect();
        for start in 0..22 {
            for end in start + 1..23 {
                let place = Span::new(start, end);
                assert_eq!(cover.covers(place), spans.iter().any(|s| s.covers(place)), "{place:?}");
                assert_eq!(cover.within(place), spans.iter().any(|s| place.covers(*s)), "{place:?}");
                assert_eq!(cover.overlaps(place), spans.iter().any(|s| s.overlaps(place)), "{place:?}");
            }
        }
        assert!(!Cover::default().covers(Span::new(0, 1)));
    }
}
