//! What the last word of a name tells about what is named: "Hanson Road", "Leigh Rovers", "Harbour Cup", "Article 50".

use crate::article::entity::table::Table;
use crate::language::NameKind;

static ENDINGS: Table = Table::new(include_str!("../data/name_endings.tsv"));

static NUMBERED: Table = Table::new(include_str!("../data/numbered_things.txt"));

/// What a last word tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    /// Anything but a person or a group.
    pub(super) kind: NameKind,
    /// Even behind a given name: "Hanson Academy", where "Daniel Hill" is a person.
    pub(super) always: bool,
}

/// What the last word of a folded name of several words tells.
pub(super) fn of(name: &str) -> Option<Ending> {
    let (rest, last) = name.rsplit_once(' ')?;
    let number = last.len() == 1 || last.bytes().all(|b| b.is_ascii_digit());
    if number && NUMBERED.lists(rest) {
        return Some(Ending { kind: NameKind::Other, always: true });
    }
    let (kind, when) = ENDINGS.find(last)?.split_once('\t')?;
    let kind = match kind {
        "place" => NameKind::Place,
        "organization" => NameKind::Organization,
        "event" => NameKind::Event,
        "work" => NameKind::Work,
        _ => NameKind::Other,
    };
    Some(Ending { kind, always: when == "always" })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted() {
        for list in [&super::ENDINGS, &super::NUMBERED] {
            crate::article::entity::table::check(list);
        }
    }
}
