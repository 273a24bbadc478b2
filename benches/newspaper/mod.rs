//! Articles of any length for the benches, in which no sentence stands twice: every dozen paragraphs tell of other people in
//! another town. The same number of words gives the same article.

const GIVEN: [&str; 16] = [
    "Ruth", "Luis", "Ilse", "Tomas", "Mina", "Petra", "Walter", "Grace", "Daniel", "Helen", "Anton", "Clara",
    "Hugo", "Edith", "Oscar", "Marta",
];
const STEMS: [&str; 18] = [
    "Hald", "Brand", "Kettel", "Toll", "Ek", "Marsh", "Winter", "Hollo", "Strand", "Lind", "Carwick", "Ash",
    "Fern", "Grim", "Rosen", "Sand", "Thorn", "Vester",
];
const ENDINGS: [&str; 9] = ["berg", "mann", "quist", "well", "field", "ley", "sen", "worth", "ham"];
const TOWNS: [&str; 7] = ["ford", "haven", "bridge", "minster", "mouth", "gate", "stead"];
const PARTICLES: [&str; 6] = ["", "Mac", "Van ", "De ", "Von ", "Fitz"];
const QUARTERS: [&str; 4] = ["", "New ", "Upper ", "Lower "];
const ROLES: [&str; 7] = ["Mayor", "Captain", "Senator", "Professor", "Inspector", "Minister", "Judge"];
const THINGS: [&str; 11] = [
    "bridge",
    "ferry",
    "hospital",
    "harbour",
    "school",
    "quarry",
    "court house",
    "water main",
    "library",
    "tramway",
    "market hall",
];
const DAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// An article of at least so many words.
pub(crate) fn article(words: usize) -> String {
    let mut text = String::from("Council reopens the old bridge after a year of repairs\n\n");
    let (mut count, mut n) = (10, 0);
    while count < words {
        let paragraph = paragraph(n);
        count += paragraph.split_whitespace().count();
        text += &paragraph;
        text += "\n\n";
        n += 1;
    }
    text
}

/// The `n`th paragraph of all: each of the twelve of a story is about something else.
fn paragraph(n: usize) -> String {
    let (story, part) = (n / 12, n % 12);
    let (stems, endings) = (STEMS.len(), ENDINGS.len());
    let family = |k: usize| {
        let particle = PARTICLES[k / stems / endings % PARTICLES.len()];
        format!("{particle}{}{}", STEMS[k % stems], ENDINGS[k / stems % endings])
    };
    let (one, other, third) = (family(story * 3), family(story * 3 + 1), family(story * 3 + 2));
    let [a, b, c] = [0, 5, 11].map(|more| GIVEN[(story + more) % GIVEN.len()]);
    let role = ROLES[story % ROLES.len()];
    let quarter = QUARTERS[story / stems / TOWNS.len() % QUARTERS.len()];
    let town = format!("{quarter}{}{}", STEMS[story * 5 % stems], TOWNS[story / stems % TOWNS.len()]);
    let thing = THINGS[story % THINGS.len()];
    let day = DAYS[story % DAYS.len()];
    let (figure, money, years) = (120 + story * 3, 2 + story, 2 + story % 31);
    match part {
        0 => format!(
            "{role} {a} {one} of {town} said on {day} that {figure} people had asked for a new {thing} since the spring, \
             and that the town would pay {money} million crowns towards it."
        ),
        1 => format!(
            "“In {town} we have waited {years} years for the {thing},” said {b} {other}, who has an office across the \
             road from it. “Nobody told {one} what it would cost, and {one} never asked.”"
        ),
        2 => format!(
            "The plans of the {town} council, which {other} has read, set aside room for {} visitors a day. Critics of \
             {one} say that a {thing} of that size belongs in the capital.",
            figure * 4
        ),
        3 => format!(
            "Work on the foundations at {town} began under a contract with {third} & Sons, a builder whose last {thing} \
             was finished {years} months late, according to a report that {other} wrote."
        ),
        4 => format!(
            "{c} {third}, the head of the firm, denied that the {thing} was delayed. She told reporters in {town} that \
             {} of her men had been ill that winter.",
            money + 20
        ),
        5 => format!(
            "“{one} wants a monument,” {third} said. “What the people of {town} want is a {thing} that stands for \
             {} years.”",
            years + 60
        ),
        6 => format!(
            "The {thing} was closed to the people of {town} after an inspection by {other} found water in {} of its \
             rooms; nobody was hurt, the fire brigade said.",
            years + 3
        ),
        7 => format!(
            "A poll that {town} paid for puts support for {one} at {} percent, and a rival of hers, the grocer {b} \
             Van {other}, at less than half of that.",
            41 + story % 20
        ),
        8 => format!(
            "It is not known what became of the {money} crates of papers from the old {thing} at {town}, which {third} \
             says were moved to a barn outside the walls."
        ),
        9 => format!(
            "Neighbours of the {thing} remember {a} {one} as a quiet child. She grew up above a bakery in {town}, sang \
             in the choir of {other}’s mother and left at the age of {}.",
            16 + story % 9
        ),
        10 => format!(
            "Whether the {thing} opens before the winter is for the court at {town} to decide; {third} has asked for \
             {} more days, and {one} for none.",
            10 + story
        ),
        _ => format!(
            "Traffic through {town} has grown by a third since the {thing} was shut, {other} said, and buses of line \
             {story} now take the long way round the lake."
        ),
    }
}
