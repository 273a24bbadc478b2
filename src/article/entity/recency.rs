//! Who has just been spoken of. Candidates for a pronoun are weighed by recency, grammatical part and gender, in the
//! manner of salience-weighted resolution (Lappin and Leass, 1994); where the best is not clearly the best, or somebody
//! without a name is as likely, nobody is chosen.

use crate::article::entity::draft::DraftId;
use crate::article::entity::lexicon::Gender;
use crate::article::entity::pronoun::Case;
use crate::article::entity::reference::{Part, Reference, Stranger};
use crate::text::Span;
use std::collections::VecDeque;

/// How many sightings are remembered. Older ones are too far back for any pronoun.
const REMEMBERED: usize = 40;
/// How many sentences back a pronoun may reach.
const REACH: usize = 3;
/// How many sentences back the only one who can be meant may stand.
const LATELY: usize = 8;
/// What the best candidate must weigh, and by how much it must lead.
const ENOUGH: f32 = 2.0;
const LEAD: f32 = 0.55;

/// One noun phrase that was read.
#[derive(Clone, Debug)]
pub(super) struct Sighting {
    /// Whom it means; `None` for somebody without a name.
    pub(super) draft: Option<DraftId>,
    /// Where, relative to its paragraph.
    pub(super) span: Span,
    /// Index of its sentence in its paragraph; counted over the article once it is remembered.
    pub(super) sentence: usize,
    pub(super) part: Part,
    pub(super) clause: Option<usize>,
    pub(super) quotation: usize,
    pub(super) named: bool,
    /// Whether it stands in front of a name, and is no sighting beside that.
    pub(super) apposed: bool,
    pub(super) known: Stranger,
}

impl Sighting {
    /// The gender of whom it means, where a pronoun can mean them.
    fn gender(&self, wanted: &Wanted, gender_of: impl Fn(DraftId) -> Option<Gender>) -> Option<Gender> {
        match self.draft {
            Some(draft) => gender_of(draft),
            None if wanted.several => self.known.plural.then_some(self.known.gender),
            None => (wanted.strangers && self.known.person == wanted.person && !self.known.plural)
                .then_some(self.known.gender),
        }
    }
}

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) gender: Gender,
    pub(super) person: bool,
    pub(super) subject: bool,
    pub(super) reflexive: bool,
    pub(super) possessive: bool,
    /// Whether somebody or something without a name can be meant as well.
    pub(super) strangers: bool,
    /// Whether several are meant, or what is many: a team.
    pub(super) several: bool,
    /// What the best candidate must weigh.
    pub(super) enough: f32,
    /// By how much it must lead.
    pub(super) lead: f32,
}

impl Wanted {
    /// For "he" and "she".
    pub(super) fn person(gender: Gender, case: Case) -> Self {
        Self { gender, ..Self::of(true, case) }
    }

    /// The same inside a quotation, where somebody may be meant who was named in the question.
    pub(super) fn quoted(self) -> Self {
        Self { enough: 2.6, lead: 0.9, ..self }
    }

    /// For "it". Most of them mean nothing that has a name, so grammar must speak for the link: "the bank said it
    /// would", "the bank raised its offer".
    pub(super) fn thing(case: Case) -> Self {
        Self { enough: 4.1, lead: 0.7, ..Self::of(false, case) }
    }

    /// For "they", where it means a body, the subject of its own clause or of the one above: "the club said they would".
    pub(super) fn several(case: Case) -> Self {
        Self { several: true, enough: 4.95, lead: 1.2, ..Self::thing(case) }
    }

    /// For "the 42-year-old": somebody clearly in mind.
    pub(super) fn aged() -> Self {
        Self { enough: 2.6, lead: 0.9, ..Self::of(true, Case::Subject) }
    }

    /// For "the company".
    pub(super) fn described() -> Self {
        Self { strangers: false, ..Self::of(false, Case::Possessive) }
    }

    fn of(person: bool, case: Case) -> Self {
        Self {
            gender: Gender::Unknown,
            person,
            subject: case == Case::Subject,
            reflexive: case == Case::Reflexive,
            possessive: case == Case::Possessive,
            strangers: true,
            several: false,
            enough: ENOUGH,
            lead: LEAD,
        }
    }
}

/// Who has been spoken of, up to the place where the walk stands.
#[derive(Debug)]
pub(super) struct Recency {
    seen: VecDeque<(usize, Sighting)>,
    /// Sightings so far.
    clock: usize,
    /// Sentences before this paragraph.
    before: usize,
    paragraph: usize,
    highest: usize,
    last: Vec<usize>,
    last_name: Vec<usize>,
    times: Vec<u32>,
}

impl Recency {
    pub(super) fn new(drafts: usize) -> Self {
        Self {
            seen: VecDeque::with_capacity(REMEMBERED + 1),
            clock: 0,
            before: 0,
            paragraph: 0,
            highest: 0,
            last: vec![0; drafts],
            last_name: vec![0; drafts],
            times: vec![0; drafts],
        }
    }

    /// Makes room for drafts that were added on the way.
    pub(super) fn grow(&mut self, drafts: usize) {
        self.last.resize(drafts, 0);
        self.last_name.resize(drafts, 0);
        self.times.resize(drafts, 0);
    }

    /// A new paragraph begins. What a headline names is not yet spoken of.
    pub(super) fn enter_paragraph(&mut self, display: bool) {
        self.before = self.highest + 1;
        self.highest = self.before;
        self.paragraph += 1;
        if display {
            self.seen.clear();
        }
    }

    /// Remembers a noun phrase.
    pub(super) fn see(&mut self, mut sighting: Sighting) {
        self.clock += 1;
        sighting.sentence += self.before;
        self.highest = self.highest.max(sighting.sentence);
        if let Some(draft) = sighting.draft {
            self.last[draft] = self.clock;
            self.times[draft] += u32::from(!sighting.apposed);
            if sighting.named {
                self.last_name[draft] = self.clock;
            }
        }
        self.seen.push_back((self.paragraph, sighting));
        if self.seen.len() > REMEMBERED {
            self.seen.pop_front();
        }
    }

    /// When an entity was last spoken of; 0 for never.
    pub(super) fn last(&self, draft: DraftId) -> usize {
        self.last.get(draft).copied().unwrap_or(0)
    }

    /// When an entity was last named; 0 for never.
    pub(super) fn last_name(&self, draft: DraftId) -> usize {
        self.last_name.get(draft).copied().unwrap_or(0)
    }

    /// Whether an entity has been spoken of at least twice as often as any other with a name, and four times.
    pub(super) fn leads(&self, draft: DraftId) -> bool {
        let own = self.times.get(draft).copied().unwrap_or(0);
        own >= 4 && self.times.iter().enumerate().all(|(other, &times)| other == draft || 2 * times <= own)
    }

    /// Whether an entity has another part in the clause of a noun phrase, or one in front of it in its sentence where the
    /// phrase is no subject: "Holt followed the 24-year-old" is of two.
    pub(super) fn stands_beside(&self, draft: DraftId, item: &Reference) -> bool {
        let here = item.sentence + self.before;
        let beside = |s: &Sighting| {
            let one_clause = s.clause.is_some() && s.clause == item.clause;
            s.draft == Some(draft) && (one_clause || item.part != Part::Subject)
        };
        self.seen.iter().rev().take_while(|(_, s)| s.sentence >= here).any(|(_, s)| beside(s))
    }

    /// The entity spoken of last, at most `sentences` back, that fits.
    pub(super) fn latest(&self, sentences: usize, fits: impl Fn(&DraftId) -> bool) -> Option<DraftId> {
        let near = |(_, s): &&(usize, Sighting)| s.sentence + sentences >= self.highest;
        self.seen.iter().rev().take_while(near).filter_map(|(_, s)| s.draft).find(|d| fits(d))
    }

    /// How much an entity is in mind: its last sightings, and how often it was spoken of at all. A surname alone means
    /// the person the article is about rather than the sister just mentioned in passing.
    pub(super) fn salience(&self, draft: DraftId) -> f32 {
        let often = 0.2 * self.times.get(draft).copied().unwrap_or(0).min(8) as f32;
        let own = self.seen.iter().filter(|(_, s)| s.draft == Some(draft));
        own.map(|(_, s)| distance_weight(self.highest.saturating_sub(s.sentence)) + part_weight(s.part))
            .fold(0.0, f32::max)
            + often
    }

    /// Whom a pronoun means, where that is clear. `gender_of` gives an entity's gender, and `None` for one of the wrong
    /// kind.
    pub(super) fn antecedent(
        &self,
        item: &Reference,
        wanted: &Wanted,
        gender_of: impl Fn(DraftId) -> Option<Gender>,
    ) -> Option<DraftId> {
        let here = item.sentence + self.before;
        let mut weighed: Vec<(Option<DraftId>, f32)> = Vec::new();
        for (paragraph, sighting) in self.seen.iter().rev() {
            let distance = here.saturating_sub(sighting.sentence);
            if distance > if wanted.reflexive { 0 } else { REACH } {
                break;
            }
            let gender = sighting.gender(wanted, &gender_of);
            let Some(gender) = gender.filter(|gender| gender.agrees(wanted.gender)) else { continue };
            if distance == 0 && self.is_barred(item, wanted, sighting) {
                continue;
            }
            let weight = self.weigh(sighting, distance, *paragraph, gender, wanted, item);
            match weighed.iter_mut().find(|(draft, _)| *draft == sighting.draft && draft.is_some()) {
                Some((_, known)) => *known = known.max(weight) + 0.1,
                None => weighed.push((sighting.draft, weight)),
            }
        }
        weighed.sort_by(|left, right| right.1.total_cmp(&left.1));
        let (best, weight) = *weighed.first()?;
        let lead = weighed.get(1).map_or(weight, |(_, second)| weight - second);
        best.filter(|_| weight >= wanted.enough && lead >= wanted.lead)
    }

    /// The only one that fits of all who were spoken of lately, with a name or without: "he", where no other man is about.
    pub(super) fn only(
        &self,
        item: &Reference,
        wanted: &Wanted,
        gender_of: impl Fn(DraftId) -> Option<Gender>,
    ) -> Option<DraftId> {
        let here = item.sentence + self.before;
        let near = |s: &&Sighting| s.sentence + LATELY >= here;
        let fits = |s: &&Sighting| {
            let gender = s.gender(wanted, &gender_of);
            gender.is_some_and(|gender| gender.agrees(wanted.gender))
        };
        let mut fitting = self.seen.iter().rev().map(|(_, s)| s).take_while(near).filter(fits).peekable();
        let one = fitting.peek()?.draft?;
        let barred = |s: &Sighting| s.sentence == here && self.is_barred(item, wanted, s);
        fitting.all(|s| s.draft == Some(one) && !barred(s)).then_some(one)
    }

    /// Whether grammar forbids it: "Kerry met him" is not about Kerry, but "himself" is.
    fn is_barred(&self, item: &Reference, wanted: &Wanted, sighting: &Sighting) -> bool {
        // "Kerry must go," he said: whoever says it speaks of somebody else.
        if item.part == Part::Subject && item.quotation == 0 && sighting.quotation > 0 && wanted.person {
            return true;
        }
        let same_clause = item.clause.is_some() && item.clause == sighting.clause;
        if wanted.reflexive {
            return !same_clause && sighting.part != Part::Subject;
        }
        same_clause && !wanted.possessive && !(sighting.part == Part::Other && wanted.subject)
    }

    /// Whether the sighting is the subject of the pronoun's own clause or of the clause above: "she said she".
    fn is_led_by(&self, sighting: &Sighting, item: &Reference) -> bool {
        sighting.clause.is_some() && (sighting.clause == item.clause || sighting.clause == item.governor)
    }

    fn weigh(
        &self,
        sighting: &Sighting,
        distance: usize,
        paragraph: usize,
        gender: Gender,
        wanted: &Wanted,
        item: &Reference,
    ) -> f32 {
        // "A film by Ines Holm, who had driven up with *her* brother": she is the subject there.
        let place = item.within == Some(sighting.span) && paragraph == self.paragraph && distance == 0;
        let within = place && gender == wanted.gender;
        let part = if within { Part::Subject } else { sighting.part };
        let mut weight = distance_weight(distance) + part_weight(part);
        if part == Part::Subject && wanted.subject {
            weight += 0.3;
        }
        if gender == wanted.gender {
            weight += 0.6;
        }
        if paragraph != self.paragraph {
            weight -= 0.4;
        }
        if wanted.reflexive && sighting.clause.is_some() && sighting.clause == item.clause {
            weight += 3.0;
        }
        if within || distance == 0 && part == Part::Subject && self.is_led_by(sighting, item) {
            weight += 0.8;
        }
        // Who stands inside a quotation is spoken of by another; outside of it the talk is of the speaker.
        if sighting.quotation != item.quotation {
            weight -= 0.5;
        }
        match sighting.draft {
            Some(draft) => weight + 0.08 * self.times.get(draft).copied().unwrap_or(0).min(6) as f32,
            None => weight - 0.3,
        }
    }
}

/// What a sighting weighs by how many sentences back it stands.
fn distance_weight(distance: usize) -> f32 {
    match distance {
        0 => 2.6,
        1 => 2.3,
        2 => 1.3,
        3 => 0.7,
        _ => 0.3,
    }
}

/// What it weighs by its part in the clause.
fn part_weight(part: Part) -> f32 {
    match part {
        Part::Subject => 1.0,
        Part::Object => 0.2,
        Part::Other => 0.0,
    }
}
