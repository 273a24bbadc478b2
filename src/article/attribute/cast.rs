//! Who takes part in a paragraph, in numbers that hold wherever it stands and however the article numbers its entities and
//! attributions. What a paragraph says of its entities follows from the paragraph and its [`Cast`] alone, so that it is
//! kept with the paragraph until either changes.

use crate::article::{Attribute, EntityId, FactFrame, Mention, Placed, Quality};
use std::collections::HashSet;

/// The entities of a paragraph, numbered in the order of their first mentions.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// By number.
    entities: Vec<EntityId>,
    /// By entity: its number and the round in which it got it.
    numbers: Vec<(u32, u32)>,
    round: u32,
}

impl Numbers {
    /// Starts a paragraph.
    fn begin(&mut self) {
        self.entities.clear();
        self.round += 1;
    }

    fn of(&mut self, entity: EntityId) -> u32 {
        if entity >= self.numbers.len() {
            self.numbers.resize(entity + 1, (0, 0));
        }
        let (number, round) = &mut self.numbers[entity];
        if *round != self.round {
            (*number, *round) = (self.entities.len() as u32, self.round);
            self.entities.push(entity);
        }
        *number
    }

    fn entity(&self, number: EntityId) -> EntityId {
        self.entities.get(number).copied().unwrap_or_default()
    }
}

/// All that the attributes of a paragraph follow from beside the paragraph: where its mentions stand and of what kind they
/// are, which of them mean one entity, whose death the article reports, and which frames have one voice.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cast(Vec<u32>);

/// What a paragraph's attributes are counted from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    offset: usize,
    voice: usize,
    frame: usize,
    paragraph: usize,
}

impl Cast {
    /// The cast of a paragraph with its mentions and frames (the first of which has the number `first`), and what to count
    /// from. Its entities get their `numbers`.
    pub(super) fn of(
        (paragraph, placed): (usize, &Placed),
        mentions: &[Mention],
        (first, frames): (usize, &[FactFrame]),
        dead: &HashSet<EntityId>,
        numbers: &mut Numbers,
    ) -> (Self, Origin) {
        numbers.begin();
        let voice = frames.iter().filter_map(|f| f.voice).min().unwrap_or(0);
        let origin = Origin { offset: placed.offset, voice, frame: first, paragraph };
        let mut cast = Vec::with_capacity(1 + 4 * mentions.len() + frames.len());
        cast.push(mentions.len() as u32);
        for mention in mentions {
            let dead = u32::from(dead.contains(&mention.entity));
            cast.extend([
                mention.span.start.wrapping_sub(placed.offset) as u32,
                mention.span.len() as u32,
                ((mention.form as u32) << 1) | dead,
                numbers.of(mention.entity),
            ]);
        }
        cast.extend(frames.iter().map(|f| f.voice.map_or(0, |v| (v - voice) as u32 + 1)));
        (Self(cast), origin)
    }
}

/// Attributes in the numbers of their paragraph.
pub(super) struct Told(Vec<Attribute>);

impl Told {
    /// From those of the article.
    pub(super) fn of(mut found: Vec<Attribute>, origin: Origin, numbers: &mut Numbers) -> Self {
        for attribute in &mut found {
            attribute.entity = numbers.of(attribute.entity) as usize;
            attribute.span.start = attribute.span.start.wrapping_sub(origin.offset);
            attribute.span.end = attribute.span.end.wrapping_sub(origin.offset);
            attribute.voice = attribute.voice.map(|voice| voice.wrapping_sub(origin.voice));
            match &mut attribute.quality {
                Quality::Post(post) => post.body = post.body.map(|body| numbers.of(body) as usize),
                Quality::Kin(_, whose) => *whose = numbers.of(*whose) as usize,
                Quality::AgeWhen(_, frame) => *frame = frame.wrapping_sub(origin.frame),
                _ => {}
            }
        }
        Self(found)
    }

    /// In those of the article.
    pub(super) fn placed(&self, origin: Origin, numbers: &Numbers) -> Vec<Attribute> {
        let mut found = self.0.clone();
        for attribute in &mut found {
            attribute.entity = numbers.entity(attribute.entity);
            attribute.span.start = attribute.span.start.wrapping_add(origin.offset);
            attribute.span.end = attribute.span.end.wrapping_add(origin.offset);
            attribute.voice = attribute.voice.map(|voice| voice.wrapping_add(origin.voice));
            attribute.paragraph = origin.paragraph;
            match &mut attribute.quality {
                Quality::Post(post) => post.body = post.body.map(|body| numbers.entity(body)),
                Quality::Kin(_, whose) => *whose = numbers.entity(*whose),
                Quality::AgeWhen(_, frame) => *frame = frame.wrapping_add(origin.frame),
                _ => {}
            }
        }
        found
    }
}
