//! Two lines beside each other: what they share, and the one element in which they do not agree.

use crate::language::{Bound, Measure, NameKind, Tag, Value};
use crate::rules::contradiction::filler::Filler;
use crate::rules::contradiction::lexicon::{self, AttitudeKind};
use crate::rules::contradiction::lexis::{Lexis, WordId};
use crate::rules::contradiction::referent::is_picking;
use crate::rules::contradiction::retelling::Told;
use crate::rules::contradiction::retelling::alignment::{Pairs, align};
use crate::rules::contradiction::retelling::line::{Kind, Part};

/// How many telling parts two lines share at least.
const SHARED: usize = 4;
/// The share of the telling parts of the shorter line that stand in the longer.
const COVERED: f32 = 0.75;
/// The same of the longer line, where a denial or an opposite is all that is exchanged.
const COVERED_BOTH: f32 = 0.85;
/// Words at least so alike name one thing.
const ONE_THING: f32 = 0.8;
/// Two bounds so far apart, as a ratio, are no longer one.
const FAR: f64 = 1.2;
/// A number that tells more than a word.
const LARGE: f64 = 10.0;

/// How two parts in one place differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// Two amounts or places; how that is told.
    Element(&'static str),
    /// Two dates; how that is told.
    Date(&'static str),
    /// Opposites.
    Opposite,
    /// One is denied.
    Denial,
}

/// What two lines do not agree in.
pub(super) struct Clash {
    /// The part of each.
    pub(super) parts: (usize, usize),
    pub(super) difference: Difference,
    /// Whether each line names what the other leaves out: they tell two things, as the lines of a list do.
    pub(super) named_apart: bool,
}

impl Clash {
    /// Whether the lines are told and denied, or opposed, as wholes.
    pub(super) fn is_of_wholes(&self) -> bool {
        matches!(self.difference, Difference::Opposite | Difference::Denial)
    }

    /// What does not agree, in words.
    pub(super) fn about(&self) -> &'static str {
        match self.difference {
            Difference::Element(about) | Difference::Date(about) => about,
            Difference::Opposite => "these are opposites",
            Difference::Denial => "one says what the other denies",
        }
    }
}

/// A part of the one line and a part of the other.
type Two<'a> = (&'a Part, &'a Part);

/// Two lines, and which parts of them stand beside each other.
pub(super) struct Comparison<'a> {
    lexis: &'a Lexis,
    here: &'a Told<'a>,
    there: &'a Told<'a>,
    pairs: Pairs,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(lexis: &'a Lexis, here: &'a Told<'a>, there: &'a Told<'a>) -> Self {
        let mut comparison = Self { lexis, here, there, pairs: Pairs::new() };
        let (ours, theirs) = (&here.line.parts, &there.line.parts);
        comparison.pairs = align(ours.len(), theirs.len(), |i, j| comparison.grade((&ours[i], &theirs[j])));
        comparison
    }

    /// What the lines do not agree in, where it is one element and they say the same beside it.
    pub(super) fn clash(&self) -> Option<Clash> {
        let shared = self.shared();
        let said = self.said();
        let covered = |telling: usize| shared as f32 / (telling as f32 - 1.0).max(1.0);
        if shared < SHARED
            || covered(said.0.min(said.1)) < COVERED
            || self.is_replaced()
            || self.is_picked_apart()
            || self.is_score()
            || !self.tells_a_deed()
        {
            return None;
        }
        let mut exchanged = Vec::new();
        for &(i, j) in self.pairs.iter().filter(|&&pair| !self.agree(self.two(pair))) {
            exchanged.push(((i, j), self.exclusion(self.two((i, j)))?));
        }
        let (parts, difference) = match (exchanged.as_slice(), self.denials()) {
            ([(parts, difference)], (0, 0)) => (*parts, *difference),
            ([], (1, 0) | (0, 1)) => (self.denied()?, Difference::Denial),
            _ => return None,
        };
        let clash = Clash { parts, difference, named_apart: self.is_named_apart() };
        let sentences = self.here.line.whole && self.there.line.whole;
        let wholes = sentences && covered(said.0.max(said.1)) >= COVERED_BOTH;
        (wholes || !clash.is_of_wholes()).then_some(clash)
    }

    fn two(&self, (i, j): (usize, usize)) -> Two<'a> {
        (&self.here.line.parts[i], &self.there.line.parts[j])
    }

    fn twos(&self) -> impl Iterator<Item = Two<'a>> + '_ {
        self.pairs.iter().map(|&pair| self.two(pair))
    }

    /// How well two parts stand beside each other; 0 that they do not.
    fn grade(&self, two: Two<'_>) -> f32 {
        let agree = self.agree(two);
        match (two.0.kind, two.1.kind) {
            (Kind::Word(_), Kind::Word(_)) if agree => {
                if two.0.telling && two.1.telling {
                    1.0
                } else {
                    0.25
                }
            }
            (Kind::Word(_), Kind::Word(_)) if self.opposed(two) => 0.5,
            (Kind::Word(_), Kind::Word(_)) if self.are_clocks(two) => 0.6,
            (Kind::Denial, Kind::Denial) => 0.25,
            (Kind::Value(_), Kind::Value(_)) if self.one_measure(two) => {
                if agree {
                    1.0
                } else {
                    0.6
                }
            }
            (Kind::Name(_), Kind::Name(_)) => {
                if agree {
                    1.0
                } else {
                    0.4
                }
            }
            _ => 0.0,
        }
    }

    /// Whether two parts tell the same.
    fn agree(&self, (a, b): Two<'_>) -> bool {
        match (a.kind, b.kind) {
            (Kind::Word(x), Kind::Word(y)) => x == y || a.telling && b.telling && self.are_alike((a, b)),
            (Kind::Value(_), Kind::Value(_)) => {
                self.values((a, b)).is_some_and(|(a, b)| match (&a.measure, &b.measure) {
                    (Measure::Date(a), Measure::Date(b)) => a == b,
                    _ => a.low == b.low && a.high == b.high && !bounds_differ(a, b),
                })
            }
            // "Holt", "Ann Holt".
            (Kind::Name(_), Kind::Name(_)) => {
                let words = |told: &Told<'_>, part: &Part| -> Vec<String> {
                    part.tokens.clone().map(|t| told.passage.word(t).to_lowercase()).collect()
                };
                let (a, b) = (words(self.here, a), words(self.there, b));
                a.iter().all(|w| b.contains(w)) || b.iter().all(|w| a.contains(w))
            }
            (Kind::Denial, Kind::Denial) => true,
            _ => false,
        }
    }

    fn words(&self, (a, b): Two<'_>) -> Option<(WordId, WordId)> {
        let word = |told: &Told<'_>, part: &Part| self.lexis.word(told.paragraph, part.tokens.start);
        word(self.here, a).zip(word(self.there, b))
    }

    fn values(&self, (a, b): Two<'_>) -> Option<(&'a Value, &'a Value)> {
        match (a.kind, b.kind) {
            (Kind::Value(x), Kind::Value(y)) => {
                Some((self.here.passage.values.get(x)?, self.there.passage.values.get(y)?))
            }
            _ => None,
        }
    }

    /// Whether two words name one thing: blaze, fire.
    fn are_alike(&self, two: Two<'_>) -> bool {
        let alike = |(x, y)| self.lexis.words_alike(x, y) >= ONE_THING;
        // North and south are alike, and two.
        let picks = |told: &Told<'_>, part: &Part| is_picking(told.passage.lemma(part.tokens.start));
        self.words(two).is_some_and(alike)
            && !self.opposed(two)
            && !(picks(self.here, two.0) && picks(self.there, two.1))
    }

    /// Whether two values measure one thing.
    fn one_measure(&self, two: Two<'_>) -> bool {
        self.values(two).is_some_and(|(a, b)| match (&a.measure, &b.measure) {
            (Measure::Count { noun: x }, Measure::Count { noun: y }) => {
                let word = |told: &Told<'_>, noun| self.lexis.word(told.paragraph, noun);
                let nouns = word(self.here, *x).zip(word(self.there, *y));
                nouns.is_some_and(|(x, y)| self.lexis.words_alike(x, y) >= ONE_THING)
            }
            // "Fourteen of the hurt", "fourteen hurt people".
            (Measure::Count { .. }, Measure::Number) | (Measure::Number, Measure::Count { .. }) => {
                a.low == b.low
            }
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        })
    }

    /// Whether two words say the opposite of each other, or tell opposite attitudes.
    fn opposed(&self, two: Two<'_>) -> bool {
        let attitude = |told: &Told<'_>, part: &Part| {
            let at = part.tokens.start;
            let after = || (at + 1..at + 6).map(|t| told.passage.lemma(t));
            lexicon::attitude(told.passage.lemma(at), AttitudeKind::Verb, after)
        };
        self.words(two).is_some_and(|(x, y)| self.are_opposites(x, y))
            || attitude(self.here, two.0).zip(attitude(self.there, two.1)).is_some_and(|(x, y)| x != y)
    }

    /// Whether two words are times of the day: 13:35.
    fn are_clocks(&self, (a, b): Two<'_>) -> bool {
        let clock = |told: &Told<'_>, part: &Part| {
            let (hour, minute) = told.passage.word(part.tokens.start).split_once(':').unwrap_or_default();
            let below = |digits: &str, most: u8| digits.parse::<u8>().is_ok_and(|number| number < most);
            minute.len() == 2 && below(hour, 24) && below(minute, 60)
        };
        clock(self.here, a) && clock(self.there, b)
    }

    /// Whether two words are opposites by the thesaurus or the list.
    fn are_opposites(&self, x: WordId, y: WordId) -> bool {
        let (ours, theirs) = (self.lexis.senses(x), self.lexis.senses(y));
        self.lexis.opposite(x, y)
            || ours.iter().any(|s| theirs.iter().any(|o| o.row == s.row && o.side != s.side))
    }

    /// How much both lines tell: telling parts, what is counted even where the numbers differ, and once more a number that both
    /// have.
    fn shared(&self) -> usize {
        let tells = |&two: &Two<'_>| two.0.telling && self.agree(two);
        let counted = |&two: &Two<'_>| {
            self.values(two).is_some_and(|(a, _)| matches!(a.measure, Measure::Count { .. }))
        };
        let number = |&two: &Two<'_>| match self.values(two) {
            Some((a, _)) => !matches!(a.measure, Measure::Date(_)) && a.low >= LARGE,
            // "At 2:14 a.m."
            None => self.here.passage.tokens.get(two.0.tokens.start).is_some_and(|t| t.tag == Tag::Cd),
        };
        self.twos().filter(|two| tells(two) || counted(two)).count()
            + self.twos().filter(|two| tells(two) && number(two)).count()
    }

    /// How many telling parts each line has, without the days that it alone gives.
    fn said(&self) -> (usize, usize) {
        let alone = |told: &Told<'_>, paired: &dyn Fn(usize) -> bool| {
            let date = |part: &Part| match part.kind {
                Kind::Value(value) => {
                    told.passage.values.get(value).is_some_and(|v| matches!(v.measure, Measure::Date(_)))
                }
                _ => false,
            };
            told.line.parts.iter().enumerate().filter(|(at, part)| date(part) && !paired(*at)).count()
        };
        (
            self.here.line.telling - alone(self.here, &|at| self.pairs.iter().any(|p| p.0 == at)),
            self.there.line.telling - alone(self.there, &|at| self.pairs.iter().any(|p| p.1 == at)),
        )
    }

    /// Whether somewhere one line tells something and the other something else in its place.
    fn is_replaced(&self) -> bool {
        let (ours, theirs) = (&self.here.line.parts, &self.there.line.parts);
        let tells = |parts: &[Part]| parts.iter().any(|part| part.telling);
        let mut from = (0, 0);
        self.pairs.iter().copied().chain([(ours.len(), theirs.len())]).any(|(i, j)| {
            let between = (&ours[from.0..i], &theirs[from.1..j]);
            from = (i + 1, j + 1);
            tells(between.0) && tells(between.1)
        })
    }

    /// Whether one line alone says which of several it speaks of: the first train, the last train.
    fn is_picked_apart(&self) -> bool {
        let picks = |told: &Told<'_>, part: &Part| match part.kind {
            Kind::Word(_) => is_picking(told.passage.lemma(part.tokens.start)),
            Kind::Value(value) => {
                told.passage.values.get(value).is_some_and(|v| v.measure == Measure::Ordinal)
            }
            _ => false,
        };
        let alone = |told: &Told<'_>, paired: &dyn Fn(usize) -> bool| {
            let parts = &told.line.parts;
            let head = |part: &Part| {
                let head = told.passage.tokens.get(part.tokens.start)?.head? as usize;
                parts.iter().position(|part| part.tokens.contains(&head))
            };
            let of_paired = |part: &Part| head(part).is_some_and(paired);
            parts.iter().enumerate().any(|(at, part)| picks(told, part) && !paired(at) && of_paired(part))
        };
        alone(self.here, &|at| self.pairs.iter().any(|p| p.0 == at))
            || alone(self.there, &|at| self.pairs.iter().any(|p| p.1 == at))
    }

    /// Whether each line names somebody or something that the other leaves out: in the Courier poll, in a poll for the Herald.
    fn is_named_apart(&self) -> bool {
        let name = |part: &Part| matches!(part.kind, Kind::Name(_));
        let alone = |told: &Told<'_>, paired: &dyn Fn(usize) -> bool| {
            told.line.parts.iter().enumerate().any(|(at, part)| name(part) && !paired(at))
        };
        alone(self.here, &|at| self.pairs.iter().any(|p| p.0 == at))
            && alone(self.there, &|at| self.pairs.iter().any(|p| p.1 == at))
    }

    /// Whether a line tells the score of a match: Harlow Town 1, Ashby 0.
    fn is_score(&self) -> bool {
        let goals = |part: &&Part| match part.kind {
            Kind::Value(value) => self.here.passage.values.get(value).is_some_and(|v| {
                let number = matches!(v.measure, Measure::Number | Measure::Count { .. });
                number && v.low < LARGE && v.tokens.len() == 1
            }),
            _ => false,
        };
        self.here.line.parts.iter().filter(goals).count() > 1
    }

    /// Whether what both lines say is more than a label.
    fn tells_a_deed(&self) -> bool {
        let clauses = &self.here.passage.clauses;
        let predicate = |part: &Part| {
            let next = clauses.partition_point(|clause| clause.predicate < part.tokens.start);
            clauses.get(next).is_some_and(|clause| part.tokens.contains(&clause.predicate))
        };
        self.twos().any(|two| predicate(two.0) && (self.agree(two) || self.opposed(two)))
    }

    /// How two parts that stand in one place cannot both be true; `None` where they can.
    fn exclusion(&self, two: Two<'_>) -> Option<Difference> {
        if let Some((x, y)) = self.values(two) {
            let filler = |value: &'a Value| match &value.measure {
                Measure::Ordinal => None,
                Measure::Date(date) => Some(Filler::Date(date)),
                _ => Some(Filler::Amount(value)),
            };
            let (p, q) = (filler(x)?, filler(y)?);
            // "More than 20 states", "more than 40 states" can both be true; in the same words they are not meant so.
            let far = |a: f64, b: f64| (a / b).max(b / a) >= FAR;
            let apart =
                x.bound == y.bound && (far(x.low, y.low) || far(x.high, y.high)) || bounds_differ(x, y);
            let excluded = p.excludes(q) || apart && matches!(p, Filler::Amount(_));
            return excluded.then(|| match p {
                Filler::Date(_) => Difference::Date(p.disagreement()),
                _ => Difference::Element(p.disagreement()),
            });
        }
        match (two.0.kind, two.1.kind) {
            (Kind::Name(x), Kind::Name(y)) => {
                let place = |told: &Told<'a>, name: usize| {
                    let name = told.passage.names.get(name).filter(|name| name.kind == NameKind::Place)?;
                    Some(Filler::Place(name.span.of(told.passage.text())))
                };
                let (x, y) = (place(self.here, x)?, place(self.there, y)?);
                x.excludes(y).then(|| Difference::Element(x.disagreement()))
            }
            (Kind::Word(_), Kind::Word(_)) if self.are_clocks(two) => {
                Some(Difference::Element("the times do not agree"))
            }
            (Kind::Word(_), Kind::Word(_)) => {
                let core = is_of_core(self.here, two.0) && is_of_core(self.there, two.1);
                (core && self.opposed(two)).then_some(Difference::Opposite)
            }
            _ => None,
        }
    }

    /// How many denials of each line have none beside them.
    fn denials(&self) -> (usize, usize) {
        let alone = |parts: &[Part], paired: &dyn Fn(usize) -> bool| {
            parts.iter().enumerate().filter(|(at, part)| part.kind == Kind::Denial && !paired(*at)).count()
        };
        (
            alone(&self.here.line.parts, &|at| self.pairs.iter().any(|p| p.0 == at)),
            alone(&self.there.line.parts, &|at| self.pairs.iter().any(|p| p.1 == at)),
        )
    }

    /// The pair of words of which one line denies its own.
    fn denied(&self) -> Option<(usize, usize)> {
        let of = |told: &Told<'_>, paired: &dyn Fn(usize) -> bool| {
            let parts = &told.line.parts;
            let (at, denial) =
                parts.iter().enumerate().find(|(at, part)| part.kind == Kind::Denial && !paired(*at))?;
            let head = told.passage.tokens.get(denial.tokens.start)?.head? as usize;
            // Where a helping verb is denied, what follows is.
            Some(parts.iter().position(|part| part.tokens.contains(&head)).unwrap_or(at + 1))
        };
        let ours = of(self.here, &|at| self.pairs.iter().any(|p| p.0 == at));
        let theirs = of(self.there, &|at| self.pairs.iter().any(|p| p.1 == at));
        self.pairs.iter().copied().find(|&(i, j)| Some(i) == ours || Some(j) == theirs)
    }
}

/// Whether one amount is told as the least and the other as the most: more than 20, fewer than 20.
fn bounds_differ(a: &Value, b: &Value) -> bool {
    let side = |value: &Value| match value.bound {
        Bound::AtLeast | Bound::MoreThan => 1,
        Bound::AtMost | Bound::LessThan | Bound::Nearly => -1,
        Bound::Exact | Bound::About => 0,
    };
    side(a) * side(b) < 0
}

/// Whether a word is what a clause says or belongs to its core: rose, more slowly, a larger share; not into the left corner.
fn is_of_core(told: &Told<'_>, part: &Part) -> bool {
    let passage = told.passage;
    let core = |token: usize| {
        let clauses = &passage.clauses;
        clauses.iter().any(|c| c.predicate == token || c.subject == Some(token) || c.object == Some(token))
    };
    let at = part.tokens.start;
    core(at) || passage.tokens.get(at).and_then(|t| t.head).is_some_and(|head| core(head as usize))
}
