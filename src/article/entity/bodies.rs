//! Which forms are one organization's, place's or other thing's: states by the table, acronyms by their expansion, short
//! names by what they leave out.

use crate::article::entity::body_name::{is_generic, is_short_for};
use crate::article::entity::draft::{Draft, DraftId, Target};
use crate::article::entity::form::{Form, FormId, Forms};
use crate::article::entity::lexicon::{self, StateForm};
use crate::article::entity::spelling;
use crate::language::NameKind;
use crate::language::names::gazetteer;
use std::borrow::Cow;
use std::collections::HashMap;

/// How many full names that share a word are compared with a short one.
const BUCKET: usize = 16;

/// Settles names, demonyms, capitals and seats of states. Capitals and seats are settled as places of their own here;
/// where one stands for its government is a question of the single mention.
pub(super) fn settle_states<'a>(
    forms: &Forms<'a>,
    drafts: &mut Vec<Draft<'a>>,
    targets: &mut [Target],
) -> HashMap<&'static str, DraftId> {
    let mut states: HashMap<&'static str, DraftId> = HashMap::new();
    let mut peoples: HashMap<&'static str, DraftId> = HashMap::new();
    for wanted in [StateForm::Name, StateForm::Demonym] {
        for (id, form) in forms.all.iter().enumerate() {
            let Some((class, state)) = form.state() else { continue };
            if class != wanted || targets[id] != Target::Open {
                continue;
            }
            // A people without its state in the article is a group of its own.
            let home = match states.get(state) {
                Some(&home) => home,
                None => {
                    let index = if wanted == StateForm::Name { &mut states } else { &mut peoples };
                    *index.entry(state).or_insert_with(|| {
                        drafts.push(Draft {
                            state: (wanted == StateForm::Name).then_some(state),
                            ..Draft::default()
                        });
                        drafts.len() - 1
                    })
                }
            };
            drafts[home].join(id, form);
            targets[id] = Target::One(home);
        }
    }
    states
}

/// Settles everything that is neither a state's nor a person's.
pub(super) fn settle<'a>(forms: &Forms<'a>, drafts: &mut Vec<Draft<'a>>, targets: &mut [Target]) {
    let open: Vec<FormId> = (0..forms.all.len()).filter(|&id| targets[id] == Target::Open).collect();
    let mut bodies = Bodies::default();
    for (id, form) in forms.all.iter().enumerate() {
        if let (Some((StateForm::Name, _)), &Target::One(draft)) = (form.state(), &targets[id]) {
            bodies.enter(form, draft);
        }
    }
    // The longest first, so that a short form finds what it is short for.
    let (mut long, short): (Vec<_>, Vec<_>) = open.into_iter().partition(|&id| !forms.all[id].first.acronym);
    long.sort_by_key(|&id| (std::cmp::Reverse(forms.all[id].words()), id));
    for id in long.into_iter().chain(short) {
        let form = &forms.all[id];
        let draft = match bodies.find(form, drafts) {
            Some(draft) => draft,
            None => {
                drafts.push(Draft::default());
                drafts.len() - 1
            }
        };
        let (before, full) = (drafts[draft].votes, drafts[draft].forms.first().copied());
        drafts[draft].join(id, form);
        // A short name has no vote on whether the body is a town or somebody.
        let shorter = full.is_some_and(|full| forms.all[full].words() > form.words());
        if shorter
            && matches!(form.kind, NameKind::Place | NameKind::Person)
            && before.winner() == NameKind::Organization
        {
            drafts[draft].votes = before;
        }
        bodies.enter(form, draft);
        targets[id] = Target::One(draft);
    }
}

/// The bodies found so far.
#[derive(Debug, Default)]
struct Bodies<'a> {
    /// By whole folded name without legal form.
    by_name: HashMap<&'a str, DraftId>,
    /// By acronym, with the kind of what it stands for.
    by_acronym: HashMap<&'a str, DraftId>,
    /// Names of several words by each of their telling words.
    by_word: HashMap<&'a str, Vec<(DraftId, &'a str)>>,
    /// Names of several words by the head noun in them.
    by_head: HashMap<&'a str, Vec<DraftId>>,
    /// Names of several words by all words but one, with that one.
    by_rest: HashMap<u64, Vec<(DraftId, &'a str)>>,
}

impl<'a> Bodies<'a> {
    fn find(&self, form: &Form<'a>, drafts: &[Draft<'_>]) -> Option<DraftId> {
        let key = form.first.body.core(form.key());
        let kind_fits = |&id: &DraftId| kinds_agree(form.kind, drafts[id].votes.winner());
        if let Some(&draft) = self.by_name.get(key).filter(|id| kind_fits(id)) {
            return Some(draft);
        }
        if let Some(draft) = self.by_acronym.get(form.key()).copied().filter(|_| form.first.acronym) {
            return Some(draft);
        }
        let bracketed = form.mentions.iter().find_map(|named| named.bracketed.as_deref());
        if let Some(&draft) = bracketed.and_then(|key| self.by_name.get(key)) {
            return Some(draft);
        }
        if let Some(&draft) = lexicon::full_organization(key).and_then(|full| self.by_name.get(full)) {
            return Some(draft);
        }
        if form.kind == NameKind::Group {
            // One group in the singular and the plural.
            let other = key.strip_suffix('s').map_or_else(|| Cow::Owned(format!("{key}s")), Cow::Borrowed);
            return self.by_name.get(other.as_ref()).copied().filter(|id| kind_fits(id));
        }
        if form.first.acronym {
            return None;
        }
        self.shortened(form, drafts).or_else(|| self.misspelled(form))
    }

    /// The one body that `key` is short for.
    fn shortened(&self, form: &Form<'a>, drafts: &[Draft<'_>]) -> Option<DraftId> {
        let (key, kind) = (form.first.body.core(form.key()), form.kind);
        if kind == NameKind::Group || kind == NameKind::Place && !may_be_a_company(form) {
            return None;
        }
        // "The Court" is the Supreme Court as long as there is no other.
        let Some(telling) = key.split(' ').find(|word| !is_generic(word)) else {
            return self
                .by_head
                .get(key)
                .and_then(|same| if let &[one] = same.as_slice() { Some(one) } else { None });
        };
        let mut found = None;
        for &(draft, full) in self.by_word.get(telling)? {
            let winner = drafts[draft].votes.winner();
            let fits = match kind {
                // "Curbmint" of Curbmint Optics; the town of "Elmswick Rovers" or "Elmswick Council" may be meant.
                NameKind::Place => {
                    winner == NameKind::Organization
                        && drafts[draft].own_heads.iter().all(|&(head, _)| is_place_noun(head))
                        && full.split(' ').next() == Some(key)
                }
                _ => names_bodies(winner) && names_bodies(kind),
            };
            if is_short_for(key, full) && fits {
                if found.is_some_and(|known| known != draft) {
                    return None;
                }
                found = Some(draft);
            }
        }
        found
    }

    /// The body of several words that is written the same but for one slip in one word: "Untied Nations".
    fn misspelled(&self, form: &Form<'a>) -> Option<DraftId> {
        let slip = |(rest, word): (u64, &str)| {
            let near =
                |&&(_, other): &&(DraftId, &str)| word != other && spelling::is_one_slip_apart(word, other);
            self.by_rest.get(&rest)?.iter().find(near).map(|&(draft, _)| draft)
        };
        form.first.body.rests(form.key()).find_map(slip)
    }

    fn enter(&mut self, form: &Form<'a>, draft: DraftId) {
        let key = form.first.body.core(form.key());
        self.by_name.entry(key).or_insert(draft);
        self.by_name.entry(form.key()).or_insert(draft);
        // The U.S. State Department is the State Department.
        if let Some(rest) = form.first.body.stateless(form.key()) {
            self.by_name.entry(rest).or_insert(draft);
        }
        for initials in form.first.initials.iter().flatten().filter(|letters| letters.len() > 1) {
            self.by_acronym.entry(initials).or_insert(draft);
        }
        // The DOT is the Maine Department of Transportation.
        for initials in
            form.first.initials.iter().flatten().filter(|letters| letters.len() > 3 && letters.is_ascii())
        {
            self.by_acronym.entry(&initials[1..]).or_insert(draft);
        }
        for named in &form.mentions {
            if let Some(acronym) = &named.bracketed {
                self.by_acronym.insert(acronym, draft);
            }
        }
        if let Some((head, _)) = form.own_head() {
            let same = self.by_head.entry(head).or_default();
            if !same.contains(&draft) && same.len() < 2 {
                same.push(draft);
            }
        }
        for word in form.first.body.telling(form.key()) {
            let same = self.by_word.entry(word).or_default();
            if same.len() < BUCKET && !same.contains(&(draft, key)) {
                same.push((draft, key));
            }
        }
        for (rest, word) in form.first.body.rests(form.key()) {
            let same = self.by_rest.entry(rest).or_default();
            if same.len() < BUCKET {
                same.push((draft, word));
            }
        }
    }
}

/// Whether a head of names is a word for a place, as those of clubs are: Harlow *Town*.
fn is_place_noun(head: &str) -> bool {
    matches!(lexicon::role(head), Some((NameKind::Place, _)))
}

/// Whether a name that is taken for an unknown town's is nowhere somewhere to be.
fn may_be_a_company(form: &Form<'_>) -> bool {
    !gazetteer::is_place(form.key()) && !form.mentions.iter().any(|named| named.located)
}

/// Kinds that a short name and its full name may each be taken for. A person nobody else is called after may be the
/// company: "Brandt" of Brandt Pharmaceuticals.
fn names_bodies(kind: NameKind) -> bool {
    matches!(kind, NameKind::Organization | NameKind::Work | NameKind::Other | NameKind::Person)
}

/// Whether mentions voted so and so can be one thing: kinds that are mixed up easily are let through.
fn kinds_agree(left: NameKind, right: NameKind) -> bool {
    left == right || !matches!((left, right), (NameKind::Person, _) | (_, NameKind::Person))
}
