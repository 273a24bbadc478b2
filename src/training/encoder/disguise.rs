//! Other names in the place of those of a training sentence, so that the encoder learns what stands around names and what
//! they are made of, and not the names of one year's news: persons of a given name and a surname from the lists, other
//! names of as many words from the lists and the training sets (mention replacement; Dai and Adel 2020).

use super::Example;
use super::backward::chance;
use crate::language::NameKind;
use crate::language::names::gazetteer::{self, LISTS, Listed};
use crate::language::names::reader::runs;
use crate::language::tokens;
use crate::language::words::Word;
use crate::training::linear::Dice;
use std::collections::{HashMap, HashSet};

/// Share of the sentences whose names are replaced.
const DISGUISED: f32 = 0.3;
/// The most words of a name that is replaced by one of its kind.
const LONGEST: usize = 6;

/// Names to choose from.
#[derive(Debug, Default)]
pub(super) struct Disguises {
    given: Vec<Word>,
    surnames: Vec<Word>,
    /// Organizations and places by their number of words.
    others: HashMap<(NameKind, usize), Vec<Vec<Word>>>,
}

/// The words of an entry of a list, each with a capital.
fn capitalized(entry: &str) -> Vec<Word> {
    let text: String = entry
        .split(' ')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
        })
        .collect::<Vec<String>>()
        .join(" ");
    tokens::tokenize(&text).iter().map(|span| Word::new(span.of(&text), false)).collect()
}

impl Disguises {
    /// The names of the lists and of these examples, each once.
    pub(super) fn new(examples: &[Example]) -> Self {
        let mut all = Self::default();
        let mut seen = HashSet::new();
        let mut add = |kind: NameKind, name: &[Word]| {
            let key: Vec<u64> = name.iter().map(|word| word.lower).collect();
            if (1..=LONGEST).contains(&name.len()) && seen.insert((kind, key)) {
                all.others.entry((kind, name.len())).or_default().push(name.to_vec());
            }
        };
        for (list, file) in LISTS {
            for entry in tokens::rows(file) {
                let name = capitalized(entry);
                match list {
                    "given" => all.given.extend(name.first().filter(|_| name.len() == 1)),
                    "surname" => all.surnames.extend(name.first().filter(|_| name.len() == 1)),
                    "organization" => add(NameKind::Organization, &name),
                    "city" | "country" | "region" => add(NameKind::Place, &name),
                    _ => {}
                }
            }
        }
        for example in examples {
            let labels = if example.names.is_empty() { &example.silver } else { &example.names };
            for (run, kind) in runs(labels) {
                let name = &example.words[run];
                if matches!(kind, NameKind::Organization | NameKind::Place) && name[0].capital {
                    add(kind, name);
                }
            }
        }
        all
    }

    /// Appends the words of an example and the lists they stand in, now and then with other names.
    pub(super) fn dress(
        &self,
        example: &Example,
        dice: &mut Dice,
        words: &mut Vec<Word>,
        listed: &mut Vec<Listed>,
    ) {
        let start = words.len();
        words.extend_from_slice(&example.words);
        let labels = if example.names.is_empty() { &example.silver } else { &example.names };
        let named = labels.iter().any(|label| *label != 0);
        if !named || chance(dice) >= DISGUISED {
            listed.extend_from_slice(&example.listed);
            return;
        }
        let own = &mut words[start..];
        for (run, kind) in runs(labels) {
            let name = &mut own[run];
            // Only names in ordinary spelling: not "@somebody", not in capitals or lower case.
            if name.iter().any(|word| !word.capital) && kind == NameKind::Person || !name[0].capital {
                continue;
            }
            if kind == NameKind::Person {
                if let [first, .., last] = name {
                    (*first, *last) = (pick(&self.given, dice, *first), pick(&self.surnames, dice, *last));
                } else if let [only] = name {
                    *only = pick(&self.surnames, dice, *only);
                }
            } else if let Some(others) = self.others.get(&(kind, name.len())) {
                name.copy_from_slice(&others[dice.roll() as usize % others.len()]);
            }
        }
        gazetteer::look_up(own, listed);
    }
}

fn pick(from: &[Word], dice: &mut Dice, otherwise: Word) -> Word {
    if from.is_empty() { otherwise } else { from[dice.roll() as usize % from.len()] }
}
