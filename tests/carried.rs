use crate::server::dice::Dice;
use copydesk::article::{Article, Memory};
use copydesk::rules::{self, Finding, Settings};
use copydesk::text::{Cancel, Document, Format};

/// Sentences that tell of each other: who is meant, who is dead, whose word it is, what does not add up.
const SENTENCES: [&str; 26] = [
    "Mayor Ann Holt opened the bridge on Monday.",
    "Mayor Tom Holt closed the ferry on Friday.",
    "Holt, 42, of Elstow, said the council would pay 3 million crowns.",
    "Mrs. Holt, a former teacher at Elstow College, joined the party at 19.",
    "She was born in 1971 and lives in Harlow.",
    "“It was loud,” said Ruth Adair, the foreign minister.",
    "“I saw it,” she said. “We waited 12 years.”",
    "Adair died on Tuesday. She was 93.",
    "He was in his fifties when he left Harlow, where he was mayor.",
    "The coast guard found 12 people in the water: four men and seven women.",
    "The council approved the plan unanimously, 7-2.",
    "Turnout rose to 64 percent, and 48 percent of voters stayed at home.",
    "The fare rose 10 percent to 300 crowns from 200 crowns.",
    "The party picked up a net three seats, from 9 to 10.",
    "They bought five drives at $200 each, and the drives cost $1,500 in all.",
    "It opened 10 years ago, in 2008.",
    "Halden Optics, a company based in Harlow, was founded in 1990.",
    "Critics say that the minister lied to the council and should be ashamed.",
    "People in the valley deserve better than this and the ministry should be ashamed.",
    "The French skier Luc Moreau, a father of three, is a nurse in Elstow.",
    "The library will keep its reading room open until nine on weekdays, the director of the city said on Monday night.",
    "The U.N. said that Russian troops had left; the United Nations sent *aid* and 1,*200* men.",
    "It is not known what became of the papers, a spokesman for the ministry of health said.",
    "FERRY SINKS OFF ELSTOW",
    "ferry sinks off harlow as holt waits",
    "The company",
];

/// Everything that was understood, and what was found.
fn told(article: &Article) -> (Vec<String>, Vec<Finding>) {
    let Article { entities, mentions, quotations, attributions, claims, frames, attributes, .. } = article;
    let parts = [
        format!("{entities:#?}"),
        format!("{mentions:#?}"),
        format!("{quotations:#?}"),
        format!("{attributions:#?}"),
        format!("{claims:#?}"),
        format!("{frames:#?}"),
        format!("{attributes:#?}"),
    ];
    (parts.to_vec(), rules::check(article, &Settings::default()))
}

/// One edit of a text of paragraphs.
fn edit(paragraphs: &mut Vec<String>, dice: &mut Dice) {
    let at = dice.below(paragraphs.len());
    match dice.below(8) {
        0 => paragraphs.insert(at, dice.pick(&SENTENCES).to_owned()),
        1 if paragraphs.len() > 4 => _ = paragraphs.remove(at),
        2 => {
            let other = dice.below(paragraphs.len());
            paragraphs.swap(at, other);
        }
        3 => paragraphs[at] = dice.pick(&SENTENCES).to_owned(),
        4 | 5 => paragraphs[at] = format!("{} {}", paragraphs[at], dice.pick(&SENTENCES)),
        _ => {
            let place = dice.place(&paragraphs[at]);
            paragraphs[at].insert_str(place, dice.pick(&["e", " ", "“", ".", "9", "\n\n"]));
        }
    }
}

/// Edits a document of so many paragraphs at random and reads it after each edit, as before and afresh.
fn edit_at_random(format: Format, seed: u64, length: usize, rounds: usize) {
    let mut dice = Dice::new(seed);
    let mut memory = Memory::of_document();
    let mut paragraphs: Vec<String> =
        SENTENCES.iter().cycle().take(length).map(|&sentence| sentence.to_owned()).collect();
    for round in 0..rounds {
        for _ in 0..=dice.below(2) {
            edit(&mut paragraphs, &mut dice);
        }
        paragraphs.truncate(length + 10);
        let text = paragraphs.join("\n\n");
        let document = Document::read(text.as_str(), format);
        let edited = Article::read(document.clone(), &mut memory, &Cancel::new()).unwrap();
        let (edited, fresh) = (told(&edited), told(&Article::of(document)));
        assert!(edited == fresh, "round {round} of {seed}: {text}");
    }
}

#[test]
fn an_edited_document_is_read_as_a_fresh_one() {
    edit_at_random(Format::Plain, 1, 30, 120);
    edit_at_random(Format::Plain, 2, 12, 120);
    edit_at_random(Format::Markdown, 3, 30, 120);
}

#[test]
fn so_is_one_on_which_several_threads_work() {
    edit_at_random(Format::Plain, 4, 500, 8);
}

#[test]
fn who_somebody_is_changes_what_another_paragraph_says() {
    let text = |first: &str| {
        format!(
            "Council approves the bridge\n\n{first} opened the bridge on Monday.\n\n\
             Holt, a teacher at Elstow College, joined the party at 19. Adair said that Holt was in her fifties.\n\n\
             Elstow College is in Harlow."
        )
    };
    let mut memory = Memory::of_document();
    let mut read = |first: &str| {
        let document = Document::read(text(first), Format::Plain);
        let article = Article::read(document, &mut memory, &Cancel::new()).unwrap();
        let of = |attribute: &copydesk::article::Attribute| {
            let name = &article.entities[attribute.entity].name;
            let body = match &attribute.quality {
                copydesk::article::Quality::Post(post) => post.body.map(|body| &article.entities[body].name),
                _ => None,
            };
            format!("{name} {:?} {body:?} {}", std::mem::discriminant(&attribute.quality), attribute.current)
        };
        let attributes: Vec<String> = article.attributes.iter().map(of).collect();
        assert!(attributes.iter().any(|told| told.contains("Elstow College")), "{attributes:?}");
        attributes.join("\n")
    };
    let ann = read("Mayor Ann Holt");
    assert!(ann.contains("Ann Holt"), "{ann}");
    let sue = read("Minister Sue Holt");
    assert!(sue.contains("Sue Holt") && !sue.contains("Ann"), "{sue}");
    // Other people in front of them: all numbers are other numbers.
    let later = read("Ruth Adair, Luc Moreau of Halden Optics and Ann Holt");
    assert!(later.contains("Ann Holt") && !later.contains("Sue"), "{later}");
    // Now her age is that of her end.
    let dead = read("Ann Holt died. Nobody");
    assert_ne!(dead, ann);
    assert_eq!(read("Mayor Ann Holt"), ann);
}
