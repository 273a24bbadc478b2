//! Finds the values of a passage, left to right, in one walk over its tokens.

use crate::language::values::lexicon::{self, NumeralClass};
use crate::language::values::number::{self, lower};
use crate::language::values::{Measure, Value, date, fraction};
use crate::language::{Bound, Passage, Relation, Tag};

/// The values of a passage that has been tagged, parsed and searched for names.
pub(crate) fn read(passage: &Passage) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for sentence in &passage.sentences {
        let end = sentence.tokens.end;
        let mut at = sentence.tokens.start;
        while at < end {
            match value_at(passage, sentence.tokens.start, at, end) {
                Some(value) => {
                    at = value.tokens.end.max(at + 1);
                    found.push(value);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Whether a value can begin here; most words are turned away by this.
fn may_begin(passage: &Passage, at: usize) -> bool {
    let Some(token) = passage.tokens.get(at) else { return false };
    let first = passage.word(at).chars().next().unwrap_or(' ');
    token.tag == Tag::Cd
        || first.is_ascii_digit()
        || token.tag.is_proper()
        || matches!(first, '$' | '£' | '€' | '¥' | '₹' | '₽')
        || matches!(token.tag, Tag::Jj | Tag::Nn | Tag::Nns | Tag::Dt | Tag::Pdt | Tag::Rb)
}

fn value_at(passage: &Passage, start: usize, at: usize, end: usize) -> Option<Value> {
    if !may_begin(passage, at) {
        return None;
    }
    if let Some(date) = date::read(passage, at, end) {
        return Some(date);
    }
    if let Some(age) = hyphened(passage, at) {
        return Some(age);
    }
    if let Some((low, high, to)) = fraction::read(passage, at, end) {
        let (bound, words) = bound_before(passage, start, at);
        return Some(value(passage, at - words..to, Measure::Percent, bound, low, high));
    }
    // "came third" too, but not "Third, …".
    let place = match passage.tokens[at].tag {
        Tag::Jj => true,
        Tag::Rb => passage.word(at + 1) != ",",
        _ => false,
    };
    if place && lexicon::ordinal(&lower(passage, at)).is_some() {
        let low = lexicon::ordinal(&lower(passage, at))?;
        return Some(value(passage, at..at + 1, Measure::Ordinal, Bound::Exact, low, low));
    }
    let sign = lexicon::currency(&lower(passage, at))
        .filter(|_| !passage.word(at).starts_with(char::is_alphabetic) || passage.word(at).ends_with('$'));
    let glued = money_in_one(passage.word(at));
    let from = at + usize::from(sign.is_some());
    // A name that holds a number ("Channel 4", "Seven Hills") is no count.
    if passage.names.iter().any(|n| n.tokens.len() > 1 && n.tokens.contains(&from)) {
        return None;
    }
    let (mut currency, mut first) = match glued {
        Some((code, amount)) => {
            let scale = lexicon::numeral(&lower(passage, at + 1))
                .filter(|n| n.1 == NumeralClass::Scale && at + 1 < end);
            let to = at + 1 + usize::from(scale.is_some());
            let number = number::Number {
                tokens: at..to,
                value: amount * scale.map_or(1.0, |s| s.0),
                vague: false,
                digits: false,
            };
            (Some(code), number)
        }
        None => (sign, number::read(passage, from, end)?),
    };
    // Scores ("3-1") and clock times are one token with a mark and never get here; "54 to 46" is a score as well.
    let (mut low, mut high, mut to) = (first.value, first.value, first.tokens.end);
    let joins = |word: &str| matches!(word, "to" | "-" | "–" | "and" | "or");
    if to + 1 < end && joins(&lower(passage, to)) {
        let between = at > start && lower(passage, at - 1) == "between";
        let ranged = between || lower(passage, to) != "and";
        if let Some(second) = number::read(passage, to + 1, end).filter(|n| ranged && n.value > low) {
            // "two to three million": the scale of the second is that of the first too.
            if second.value >= 1e3 && low < 1e3 && second.tokens.len() > 1 {
                low *=
                    second.value / (second.value / 10f64.powi(second.value.log10() as i32 / 3 * 3)).max(1.0);
            }
            (high, to) = (second.value, second.tokens.end);
            first.digits = false;
        }
    }
    let (found, words) = bound_before(passage, start, at);
    let mut bound = if first.vague && found == Bound::Exact { Bound::About } else { found };
    let begin = at - words;
    // "ten years ago" is a date.
    let unit = lexicon::unit(passage.lemma(to)).filter(|u| u.duration && to < end && currency.is_none());
    if let Some(unit) = unit.filter(|_| lower(passage, to + 1) == "ago" && low == high) {
        let date = date::ago(low, unit)?;
        return Some(value(passage, begin..(to + 2).min(end), Measure::Date(date), bound, 0.0, 0.0));
    }
    let or_more = |to: usize| lower(passage, to) == "or" && lower(passage, to + 1) == "more";
    if or_more(to) {
        (bound, to) = (Bound::AtLeast, to + 2);
    }
    let unit_at = to + usize::from(matches!(passage.word(to), "-" | "of"));
    let measure = if currency.is_none() && matches!(lower(passage, to).as_str(), "%" | "percent" | "pct") {
        to += 1;
        Measure::Percent
    } else if currency.is_none() && lower(passage, to) == "per" && lower(passage, to + 1) == "cent" {
        to += 2;
        Measure::Percent
    } else {
        if currency.is_none() && to < end {
            currency = lexicon::currency(passage.lemma(to))
                .filter(|_| passage.word(to).starts_with(char::is_alphabetic));
            to += usize::from(currency.is_some());
        }
        match (currency, lexicon::unit(passage.lemma(unit_at)).filter(|_| unit_at < end)) {
            (Some(code), _) => Measure::Money { currency: code.to_owned() },
            (None, Some(unit))
                if passage.tokens[unit_at].tag.is_noun() || passage.tokens[unit_at].tag == Tag::Cd =>
            {
                (low, high, to) = (low * unit.factor, high * unit.factor, unit_at + 1);
                let old = matches!(lower(passage, to).as_str(), "old") && unit.base == "day";
                if old {
                    (low, high, to) = (low / 365.25, high / 365.25, to + 1);
                    Measure::Age
                } else if unit.duration {
                    Measure::Duration
                } else {
                    Measure::Quantity { unit: unit.base.to_owned() }
                }
            }
            _ if first.digits && is_age(passage, at, to) => Measure::Age,
            // "A magnitude 6.6 quake", "the category 3 storm".
            _ if at > start && lexicon::is_scale(passage.lemma(at - 1)) => Measure::Number,
            _ => match counted(passage, first.tokens.end - 1, to, end) {
                Some(noun) => {
                    to = noun + 1;
                    Measure::Count { noun }
                }
                None => Measure::Number,
            },
        }
    };
    if or_more(to) {
        (bound, to) = (Bound::AtLeast, to + 2);
    }
    Some(value(passage, begin..to.min(end), measure, bound, low, high))
}

/// The bound that the words in front of a number set, and how many words it has.
fn bound_before(passage: &Passage, start: usize, at: usize) -> (Bound, usize) {
    // "Went up to 14.5p": that is where it went.
    let moves =
        |t: usize| matches!(passage.lemma(t), "bring" | "come" | "go" | "move" | "push" | "send" | "take");
    let up_to = at >= start + 3 && lower(passage, at - 1) == "to" && lower(passage, at - 2) == "up";
    if up_to && moves(at - 3) {
        return (Bound::Exact, 0);
    }
    lexicon::bound_before(|back| at.checked_sub(back).filter(|&i| i >= start).map(|i| passage.word(i)))
        .unwrap_or((Bound::Exact, 0))
}

fn value(
    passage: &Passage,
    tokens: std::ops::Range<usize>,
    measure: Measure,
    bound: Bound,
    low: f64,
    high: f64,
) -> Value {
    Value { span: passage.span_of(tokens.clone()), tokens, measure, bound, low, high }
}

/// "$1.2": a sign and digits in one token.
fn money_in_one(word: &str) -> Option<(&'static str, f64)> {
    let digits = word.find(|c: char| c.is_ascii_digit())?;
    let (sign, rest) = word.split_at(digits);
    // "14.2p": pence.
    if let Some(pence) = rest.strip_suffix('p').filter(|_| sign.is_empty()) {
        return Some(("GBP", number::in_digits(pence)? / 100.0));
    }
    Some((
        lexicon::currency(&sign.to_lowercase()).filter(|_| !sign.is_empty())?,
        number::in_digits(&rest.to_lowercase())?,
    ))
}

/// "42-year-old", "three-day": a number joined with its unit.
fn hyphened(passage: &Passage, at: usize) -> Option<Value> {
    let word = lower(passage, at);
    let (count, rest) = word.split_once('-')?;
    let amount = number::in_digits(count).or_else(|| match lexicon::numeral(count)? {
        (amount, NumeralClass::Unit | NumeralClass::Ten) => Some(amount),
        _ => None,
    })?;
    let (unit, old) = match rest.strip_suffix("-old") {
        Some(unit) => (unit, true),
        None => (rest, false),
    };
    let unit = lexicon::unit(unit)?;
    let size = amount * unit.factor;
    let (measure, low) = if old && unit.duration {
        (Measure::Age, size / 365.25)
    } else if unit.duration {
        (Measure::Duration, size)
    } else {
        (Measure::Quantity { unit: unit.base.to_owned() }, size)
    };
    Some(value(passage, at..at + 1, measure, Bound::Exact, low, low))
}

/// "Lena Ost, 42,", "aged 42".
fn is_age(passage: &Passage, at: usize, to: usize) -> bool {
    let aged = at > 0 && matches!(lower(passage, at - 1).as_str(), "aged" | "age");
    let after_name = at > 1
        && passage.word(at - 1) == ","
        && passage.tokens[at - 2].tag.is_proper()
        && passage
            .names
            .iter()
            .any(|n| n.tokens.end == at - 1 && n.kind == crate::language::NameKind::Person)
        && matches!(passage.word(to), "," | ".");
    aged || after_name
}

/// The noun that a number counts: the one it hangs on, or the next one right of it.
fn counted(passage: &Passage, number: usize, to: usize, end: usize) -> Option<usize> {
    let token = passage.tokens.get(number)?;
    let head = token.head.map(|h| h as usize);
    if let Some(head) = head.filter(|&h| h >= to && h < end && token.relation == Relation::Nummod)
        && passage.tokens[head].tag.is_noun()
    {
        return Some(head);
    }
    let from = to + usize::from(lower(passage, to) == "of");
    (from..end.min(from + 4))
        .take_while(|&t| {
            passage.tokens[t].tag.is_noun()
                || matches!(passage.tokens[t].tag, Tag::Jj | Tag::Jjr | Tag::Vbn | Tag::Vbg | Tag::Cd)
        })
        .filter(|&t| matches!(passage.tokens[t].tag, Tag::Nns | Tag::Nn | Tag::Nnps))
        .last()
}
