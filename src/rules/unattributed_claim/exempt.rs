//! Statements that need nobody to stand behind them, whatever the score says: schedules, notes of the desk, lives told in
//! passing, what a court made known in the open, words to the reader, and what the paper has learned.

use crate::article::claim::verbs;
use crate::article::{Article, Claim, Placed, Topic};
use crate::language::{Clause, ClauseKind, Measure, NameKind, Passage, Tag, Value};
use crate::rules::word_list::lines;
use crate::text::Span;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of words.
type Words = LazyLock<HashSet<&'static str>>;

static BIOGRAPHY: Words = LazyLock::new(|| lines(include_str!("../data/biography.txt")).collect());
static NOTES: Words = LazyLock::new(|| lines(include_str!("../data/notes.txt")).collect());
static SCHEDULE: Words = LazyLock::new(|| lines(include_str!("../data/schedule_verbs.txt")).collect());
static LAWS: Words = LazyLock::new(|| lines(include_str!("../data/laws.txt")).collect());
static LAYING_DOWN: Words = LazyLock::new(|| lines(include_str!("../data/laying_down.txt")).collect());
static HEARINGS: Words = LazyLock::new(|| lines(include_str!("../data/hearings.txt")).collect());
static OPEN: Words = LazyLock::new(|| lines(include_str!("../data/open_questions.txt")).collect());
static OUTCOMES: Words = LazyLock::new(|| lines(include_str!("../data/court_outcomes.txt")).collect());

/// Among how many first words of a statement the question is looked for that it leaves open.
const OPENING: usize = 8;

/// Whether a statement needs nobody to stand behind it.
pub(super) fn is_exempt(article: &Article, claim: &Claim) -> bool {
    let Some(placed) = article.paragraph_at(claim.span.start) else { return false };
    let statement = Statement::of(article, claim, placed);
    statement.is_schedule()
        || is_note(article, placed)
        || statement.is_biography()
        || statement.is_outcome()
        || statement.is_to_the_reader()
        || statement.is_learned()
        || statement.is_told_already()
        || statement.is_open()
}

/// What a statement is about, where a number in a date is no figure.
pub(super) fn topics_beside_dates(article: &Article, claim: &Claim) -> Vec<Topic> {
    let Some(placed) = article.paragraph_at(claim.span.start) else { return claim.topics.clone() };
    Statement::of(article, claim, placed).topics()
}

/// Whether a paragraph is a note of the desk: "CORRECTION: …".
fn is_note(article: &Article, placed: &Placed) -> bool {
    let label =
        article.wording(placed).split_once(':').map(|(label, _)| label.to_lowercase().replace('’', "'"));
    label.is_some_and(|label| NOTES.contains(label.as_str()))
}

/// A statement with its grammar.
struct Statement<'a> {
    article: &'a Article,
    claim: &'a Claim,
    placed: &'a Placed,
    passage: &'a Passage,
    /// Its main clauses.
    main: Vec<&'a Clause>,
}

impl<'a> Statement<'a> {
    fn of(article: &'a Article, claim: &'a Claim, placed: &'a Placed) -> Self {
        let passage = placed.passage();
        let own = |token: usize| claim.span.covers(passage.span_of(token..token + 1).shift(placed.offset));
        let main = passage.clauses.iter().filter(|c| own(c.predicate) && c.kind == ClauseKind::Main);
        Self { article, claim, placed, passage, main: main.collect() }
    }

    /// Its tokens.
    fn tokens(&self) -> impl Iterator<Item = usize> + '_ {
        let own = Span::new(
            self.claim.span.start.saturating_sub(self.placed.offset),
            self.claim.span.end.saturating_sub(self.placed.offset),
        );
        self.passage.tokens_in(own)
    }

    fn is_dated(&self, token: usize) -> bool {
        let date = |v: &&Value| matches!(v.measure, Measure::Date(_));
        self.passage.values.iter().filter(date).any(|v| v.tokens.contains(&token)) || {
            // "At 21:15".
            let (hour, minute) = self.passage.word(token).split_once([':', '.']).unwrap_or_default();
            let number = |digits: &str| digits.len() <= 2 && digits.parse::<u8>().is_ok();
            number(hour) && number(minute)
        }
    }

    /// Whether a token belongs to a date that says more than the year.
    fn is_to_the_day(&self, token: usize) -> bool {
        self.passage.values.iter().filter(|v| v.tokens.contains(&token)).any(|v| match &v.measure {
            Measure::Date(date) => {
                date.month.is_some() || date.weekday.is_some() || date.relative_days.is_some()
            }
            _ => false,
        })
    }

    /// What it is about, where a number in a date is no figure.
    fn topics(&self) -> Vec<Topic> {
        let number = |t: &usize| self.passage.tokens.get(*t).is_some_and(|t| t.tag == Tag::Cd);
        let figures = self.tokens().filter(number).any(|t| !self.is_dated(t));
        self.claim.topics.iter().copied().filter(|topic| *topic != Topic::Figure || figures).collect()
    }

    /// Whether it says no more than what is set for when: "The members will vote on Friday."
    fn is_schedule(&self) -> bool {
        let set = |c: &&Clause| {
            let past =
                |t: usize| matches!(self.passage.tokens.get(t).map(|t| t.tag), Some(Tag::Vbd | Tag::Vbn));
            !past(c.predicate) && SCHEDULE.contains(self.passage.lemma(c.predicate))
        };
        match self.topics().as_slice() {
            [Topic::Prediction] if self.claim.topics.len() == 1 => self.tokens().any(|t| self.is_dated(t)),
            [Topic::Prediction] => self.tokens().any(|t| self.is_to_the_day(t)),
            [] => self.main.iter().copied().any(|c| set(&c)) && self.tokens().any(|t| self.is_to_the_day(t)),
            _ => false,
        }
    }

    /// Whether it tells somebody's life in passing and nothing else: "She is survived by two sons."
    fn is_biography(&self) -> bool {
        self.claim.topics.iter().all(|topic| *topic == Topic::Figure)
            && self.main.iter().any(|clause| BIOGRAPHY.contains(self.passage.lemma(clause.predicate)))
    }

    /// Whether it tells what a court decided: "He was fined £1,000."
    fn is_outcome(&self) -> bool {
        // "Cleared" of charges; a road is cleared too.
        let charged = || self.tokens().any(|t| matches!(self.passage.lemma(t), "charge" | "count"));
        let decided = |c: &&&Clause| {
            let verb = self.passage.lemma(c.predicate);
            c.passive && (OUTCOMES.contains(verb) || verb == "clear" && charged())
        };
        self.main.first().filter(decided).is_some()
    }

    /// Whether it tells the reader what to do: "You can listen again."
    fn is_to_the_reader(&self) -> bool {
        let subject = self.main.first().and_then(|c| c.subject);
        subject.is_some_and(|s| self.passage.lemma(s).eq_ignore_ascii_case("you"))
    }

    /// Whether it is what a paper or station has learned: "The BBC understands".
    fn is_learned(&self) -> bool {
        let Some(clause) = self.main.first().filter(|c| !c.passive) else { return false };
        let place = |subject| self.passage.span_of(subject..subject + 1).shift(self.placed.offset);
        let named = |place: Span| {
            let mention = self.article.mentions.iter().rev().find(|m| m.span.covers(place))?;
            self.article.entities.get(mention.entity)
        };
        matches!(self.passage.lemma(clause.predicate), "understand" | "learn")
            && clause.subject.map(place).and_then(named).is_some_and(|e| e.kind == NameKind::Organization)
    }

    /// Whether a clause completes another one: it is believed *that they left*; "was found in a shed" has none, and who is
    /// told *to do* something has only been told.
    fn is_completed(&self, clause: &Clause) -> bool {
        let clauses = &self.passage.clauses;
        let number = clauses.iter().position(|c| c.predicate == clause.predicate);
        let verb = self.passage.lemma(clause.predicate);
        let told = verbs::does(verb) == verbs::SAY && !matches!(verb, "allege" | "report" | "say");
        let to_do = |c: &Clause| told && c.mark.is_some_and(|m| self.passage.lemma(m) == "to");
        clauses.iter().any(|c| {
            matches!(c.kind, ClauseKind::Complement | ClauseKind::Subject)
                && number.is_some()
                && c.governor == number
                && !to_do(c)
        })
    }

    /// Whether it says that nobody knows: "It remains to be seen whether", "it is not clear who".
    fn is_open(&self) -> bool {
        let question =
            |word: &str| matches!(word, "whether" | "if" | "who" | "what" | "how" | "why" | "when" | "where");
        let denied = self.main.first().is_some_and(|c| c.negated);
        let mut words = self.tokens().take(OPENING);
        words.any(|token| {
            let word = self.passage.word(token).to_lowercase();
            let open = OPEN.contains(word.as_str()) && question(self.passage.word(token + 1));
            open && (denied || !matches!(word.as_str(), "clear" | "known"))
        })
    }

    /// Whether its verb says whose word it is, or that it is somebody's: the court heard, it is believed, convention
    /// dictates, there were no reports of.
    fn is_told_already(&self) -> bool {
        let Some(clause) = self.main.first() else { return false };
        let verb = self.passage.lemma(clause.predicate);
        let subject = clause.subject.map(|s| self.passage.lemma(s).to_lowercase());
        let is = |words: &Words| subject.as_deref().is_some_and(|s| words.contains(s));
        let does = verbs::does(verb);
        let reported = clause.passive
            && (does == verbs::SAY || does == verbs::BELIEVE || verb == "understand")
            && self.is_completed(clause);
        let reports = subject.as_deref() == Some("report") || verb == "report" && !clause.passive;
        reported
            || verb == "hear" && is(&HEARINGS)
            || is(&LAWS) && LAYING_DOWN.contains(verb)
            || verb == "speak"
            // "Police appealed for witnesses": whoever hears it knows who asks.
            || verb == "appeal" && self.passage.word(clause.predicate + 1) == "for"
            || reports
    }
}
