//! What the article says that somebody or something is: age, post, study, home, party, children, year of founding.
//!
//! Comes in: the mentions of every paragraph with what stands beside them, and the fact frames. Goes out: [`Attribute`]s
//! in document order, each with its entity and its place. A person may well have several of a kind; what excludes what is
//! for the rules to say.

mod age;
mod beside;
mod cast;
mod clause;
mod describe;
mod family;
mod lexicon;
mod living;
mod post;
mod seat;
mod work;

use crate::article::entity::{lexicon as entity_lexicon, spelling};
use crate::article::{EntityId, FactFrame, Mention, Modality, Placed};
use crate::language::{Name, NameKind, Passage};
use crate::text::Span;
use cast::{Cast, Numbers, Told};
use std::collections::HashSet;

pub use post::{Post, PostClass};

/// One thing that the article says of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Of whom.
    pub entity: EntityId,
    /// What.
    pub quality: Quality,
    /// Its words, in the document.
    pub span: Span,
    /// Index of its paragraph in `Article::paragraphs`.
    pub paragraph: usize,
    /// Index of its sentence in the passage.
    pub sentence: usize,
    /// Whose word it is, as an index of `Article::attributions`; `None` for the article's own.
    pub voice: Option<usize>,
    /// Whether it holds at the time of the article: not "former", "then", "was", "would-be".
    pub current: bool,
    /// Whether it stands in front of the name, as a title does.
    pub title: bool,
}

/// What can be said of an entity.
#[derive(Clone, Debug, PartialEq)]
pub enum Quality {
    /// Age in years: the least and the greatest that the words allow.
    Age(f64, f64),
    /// Age in years when the deed of a frame was done ("joined at 14"): index of the frame in `Article::frames`.
    AgeWhen(f64, usize),
    /// Year of birth.
    Born(i16),
    /// Town where they live, folded.
    Home(String),
    /// Town where a body has its head office, folded.
    Seat(String),
    /// Town where they were born, folded.
    Birthplace(String),
    /// State whose demonym stands before what they are: "the French skier".
    Origin(&'static str),
    /// Post or occupation.
    Post(Post),
    /// Year of study; [`FINAL_YEAR`] for the last.
    StudyYear(u8),
    /// Number of children.
    Children(f64),
    /// What beginning of it (founding, opening, release) was in what year.
    Begun(&'static str, i16),
    /// Political party.
    Party(&'static str),
    /// Whether they have somebody of this tie, or never had.
    Has(Relative, bool),
    /// What they are to somebody: a child of whom.
    Kin(&'static str, EntityId),
}

/// Whom somebody may have or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// Husband or wife.
    Spouse,
    /// Son or daughter.
    Child,
    /// Brother or sister.
    Sibling,
}

/// The last year of study, whichever it is.
pub const FINAL_YEAR: u8 = 9;

/// Reads the attributes of all entities, in document order. `edited`: what a paragraph tells is kept with it, for the next
/// reading.
pub fn collect(
    paragraphs: &[Placed],
    mentions: &[Mention],
    frames: &[FactFrame],
    edited: bool,
) -> Vec<Attribute> {
    let mut found = Vec::new();
    let dead = dead(paragraphs, frames);
    let mut numbers = Numbers::default();
    let (mut first_mention, mut first_frame) = (0, 0);
    for (index, placed) in paragraphs.iter().enumerate() {
        let own = mentions.get(first_mention..).unwrap_or(&[]);
        let own = &own[..own.iter().take_while(|m| m.paragraph == index).count()];
        first_mention += own.len();
        let all = frames.get(first_frame..).unwrap_or(&[]);
        let all = &all[..all.iter().take_while(|f| f.paragraph == index).count()];
        let page = Page { placed, paragraph: index, mentions: own, found: Vec::new() };
        let mut told = if own.is_empty() {
            Vec::new()
        } else if edited {
            let (cast, origin) = Cast::of((index, placed), own, (first_frame, all), &dead, &mut numbers);
            let kept = placed
                .paragraph
                .derived
                .recall(cast, |_| Told::of(page.read((first_frame, all), &dead), origin, &mut numbers));
            kept.placed(origin, &numbers)
        } else {
            page.read((first_frame, all), &dead)
        };
        first_frame += all.len();
        told.sort_by_key(|a| (a.span.start, a.span.end, a.entity));
        told.dedup_by(|b, a| a.entity == b.entity && a.quality == b.quality && a.span.overlaps(b.span));
        found.append(&mut told);
    }
    found
}

/// Whose death the article reports.
fn dead(paragraphs: &[Placed], frames: &[FactFrame]) -> HashSet<EntityId> {
    let deaths = frames.iter().filter(|f| {
        let passage = paragraphs.get(f.paragraph).map(Placed::passage);
        passage.is_some_and(|p| p.lemma(f.predicate) == "die") && f.modality == Modality::Stated && !f.negated
    });
    deaths.filter_map(|f| f.subject.and_then(|s| s.entity)).collect()
}

/// One paragraph while it is read.
struct Page<'a> {
    placed: &'a Placed,
    paragraph: usize,
    mentions: &'a [Mention],
    found: Vec<Attribute>,
}

/// Whether a name can be that of a town where the words before it say that it is one: born *in*, lives *in*. One that nobody
/// knows is easily taken for a person's.
fn is_town(name: &Name) -> bool {
    let unknown = matches!(name.kind, NameKind::Person | NameKind::Organization | NameKind::Other);
    name.kind == NameKind::Place || unknown && name.tokens.len() <= 2 && name.title.is_none()
}

/// Whether a name that can be a town's stands right behind the preposition of "a native *of* Harlow".
fn follows_preposition(passage: &Passage, name: &Name) -> bool {
    let before = name.tokens.start.checked_sub(1).map_or("", |t| passage.word(t));
    is_town(name) && matches!(before, "in" | "of")
}

/// Of whom, whose word, and whether it holds now.
#[derive(Clone, Copy, Debug)]
struct Holder {
    entity: EntityId,
    voice: Option<usize>,
    current: bool,
    title: bool,
}

impl Page<'_> {
    /// Everything that the paragraph tells of its entities. It may tell entities apart, but not look at their numbers.
    /// `first` is the number of the first of its `frames`.
    fn read(mut self, (first, frames): (usize, &[FactFrame]), dead: &HashSet<EntityId>) -> Vec<Attribute> {
        let mentions = self.mentions;
        for mention in mentions {
            beside::read(mention, mentions, &mut self);
        }
        for (number, frame) in frames.iter().enumerate() {
            clause::read(frame, first + number, mentions, dead, &mut self);
        }
        clause::ages_at_deeds(frames, first, dead, &mut self);
        age::read(frames, first, &mut self);
        seat::read(frames, &mut self);
        living::read(&mut self);
        family::read(frames, &mut self);
        self.found
    }

    /// The one entity other than `holder` that is named inside a phrase.
    fn body_in(&self, tokens: &std::ops::Range<usize>, holder: EntityId) -> Option<EntityId> {
        let span = self.placed.passage().span_of(tokens.clone()).shift(self.placed.offset);
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let inside = self.mentions.get(from..)?.iter().take_while(|m| m.span.start < span.end);
        let mut named = inside.filter(|m| m.form.is_name() && m.entity != holder).map(|m| m.entity);
        let first = named.next()?;
        named.all(|other| other == first).then_some(first)
    }

    /// Who a token is part of a mention of.
    fn entity_at(&self, token: usize) -> Option<EntityId> {
        let span = self.placed.passage().tokens.get(token)?.span.shift(self.placed.offset);
        let to = self.mentions.partition_point(|m| m.span.start <= span.start);
        let around = self.mentions.get(..to)?.iter().rev().take(8).filter(|m| m.span.covers(span));
        around.min_by_key(|m| m.span.len()).map(|m| m.entity)
    }

    /// Whether a token is no thing that is known as one: the minister, Lind.
    fn is_person(&self, token: usize) -> bool {
        let passage = self.placed.passage();
        let named =
            |kind: NameKind| passage.names.iter().any(|n| n.kind == kind && n.tokens.contains(&token));
        let role = entity_lexicon::role(&spelling::fold(passage.word(token)));
        named(NameKind::Person) || matches!(role, Some((NameKind::Person, _)))
    }

    /// The one place that is named inside a phrase, folded, and its tokens.
    fn place_in(&self, tokens: &std::ops::Range<usize>) -> Option<(String, std::ops::Range<usize>)> {
        let passage = self.placed.passage();
        let from = passage.names.partition_point(|n| n.tokens.start < tokens.start);
        let inside = passage.names.get(from..)?.iter().take_while(|n| n.tokens.end <= tokens.end);
        let place = inside.filter(|n| n.kind == NameKind::Place || follows_preposition(passage, n)).last()?;
        Some((spelling::fold(place.span.of(passage.text())), place.tokens.clone()))
    }

    /// Notes an occupation.
    fn post(
        &mut self,
        holder: Holder,
        family: &'static str,
        fields: Vec<&'static str>,
        body: Option<EntityId>,
        tokens: std::ops::Range<usize>,
    ) {
        let post = Post {
            head: family.to_owned(),
            class: PostClass::Occupation,
            family,
            fields,
            deputy: false,
            body,
        };
        self.note(holder, Quality::Post(post), tokens);
    }

    /// Notes a quality whose words are these tokens.
    fn note(&mut self, holder: Holder, quality: Quality, tokens: std::ops::Range<usize>) {
        let passage = self.placed.passage();
        let span = passage.span_of(tokens.clone());
        if span.is_empty() {
            return;
        }
        self.found.push(Attribute {
            entity: holder.entity,
            quality,
            span: span.shift(self.placed.offset),
            paragraph: self.paragraph,
            sentence: passage.sentence_of(tokens.start).unwrap_or(0),
            voice: holder.voice,
            current: holder.current,
            title: holder.title,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Quality};
    use crate::text::{Document, Format};

    /// Every attribute of an article as "name: quality".
    fn read(text: &str) -> Vec<String> {
        let article = Article::of(Document::read(text, Format::Plain));
        let shown = |quality: &Quality| match quality {
            Quality::Age(age, _) => format!("{age} years old"),
            Quality::AgeWhen(age, _) => format!("{age} when"),
            Quality::Post(post) => format!("{} {}", post.family, post.fields.join("+")).trim_end().to_owned(),
            other => format!("{other:?}"),
        };
        let attributes = article.attributes.iter().filter(|a| a.current);
        attributes.map(|a| format!("{}: {}", article.entities[a.entity].name, shown(&a.quality))).collect()
    }

    #[test]
    fn what_stands_beside_a_name_is_said_of_its_bearer() {
        let text = "Storm hits the coast\n\nSara Lind, a 34-year-old chemistry teacher from Harlow, watched the water rise.\n\n\
                    Tom Okafor, 51, a spokesman for the health ministry, said the road was closed.\n";
        assert_eq!(
            read(text),
            [
                "Sara Lind: 34 years old",
                "Sara Lind: teacher chemistry",
                "Tom Okafor: 51 years old",
                "Tom Okafor: spokesperson health"
            ]
        );
    }

    #[test]
    fn clauses_tell_what_somebody_is() {
        let text = "Storm hits the coast\n\nSara Lind, who is the foreign minister of the island, joined the party at 19. She was born in 1970.\n";
        assert_eq!(
            read(text),
            ["Sara Lind: minister foreign", "Sara Lind: 19 when", "Sara Lind: Born(1970)"]
        );
    }

    #[test]
    fn what_was_is_not_what_is() {
        let text = "Storm hits the coast\n\nFormer foreign minister Sara Lind left the island. Tom Okafor, then the mayor of Harlow, stayed.\n";
        assert_eq!(read(text), [""; 0]);
    }
}
