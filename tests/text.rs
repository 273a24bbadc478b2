//! The text room on whole pages: what becomes which block, what the mask hides, what is an article at all.

use copydesk::text::{BlockKind, Document, Format, Nature};
use proptest::prelude::*;

/// The blocks of a page, one a line: the kind, and the text with its line breaks as spaces.
fn page(text: &str, format: Format) -> String {
    let document = Document::read(text, format);
    let line = |kind: BlockKind, text: &str| {
        let words: Vec<_> = text.split_whitespace().collect();
        format!("{kind:?}: {}\n", words.join(" "))
    };
    document.blocks().iter().map(|b| line(b.kind, b.span.of(document.masked()))).collect()
}

fn plain(text: &str) -> String {
    page(text, Format::Plain)
}

#[test]
fn an_aggregated_page() {
    let text = "\
Share

Council, dockers agree to reopen Harbour Road bridge

Advertisement

PORT ELSTOW, Aug. 3 (AP) _ The council voted on Tuesday to reopen the bridge, the mayor said.

“We are tired,” said Ruth Adair.

Read more: Bridge closed for the third time

What happens next

The dockers must vote on Friday before a ship can pass the new lock gates.

Follow us on Facebook
© 2016 Elstow Gazette
";
    assert_eq!(
        plain(text),
        "\
Boilerplate: Share
Headline: Council, dockers agree to reopen Harbour Road bridge
Boilerplate: Advertisement
Dateline: PORT ELSTOW, Aug. 3 (AP) _
Paragraph: The council voted on Tuesday to reopen the bridge, the mayor said.
Paragraph: “We are tired,” said Ruth Adair.
Boilerplate: Read more: Bridge closed for the third time
Heading: What happens next
Paragraph: The dockers must vote on Friday before a ship can pass the new lock gates.
Boilerplate: Follow us on Facebook
Boilerplate: © 2016 Elstow Gazette
"
    );
}

#[test]
fn a_page_without_blank_lines() {
    let text = "\
Storm cuts power to 4,000 homes
Crews expect to work through the night
By Jane Roe
Friday, July 21, 2017
A storm cut power to 4,000 homes along the coast on Thursday evening, the utility said, and brought down trees on three roads.
“It sounded like a train,” said Luis Amador, whose roof was torn off.
FILE - In this June 3, 2016, photo, crews repair a line near Elstow.
Power should be back by noon, the utility said.
";
    assert_eq!(
        plain(text),
        "\
Headline: Storm cuts power to 4,000 homes
Dek: Crews expect to work through the night
Byline: By Jane Roe
Dateline: Friday, July 21, 2017
Paragraph: A storm cut power to 4,000 homes along the coast on Thursday evening, the utility said, and brought down trees on three roads.
Paragraph: “It sounded like a train,” said Luis Amador, whose roof was torn off.
Caption: FILE - In this June 3, 2016, photo, crews repair a line near Elstow.
Paragraph: Power should be back by noon, the utility said.
"
    );
}

#[test]
fn hard_wrapped_copy() {
    let text = "\
FERRY RUNS AGROUND OFF ELSTOW

ELSTOW (Reuters) - A ferry with 140 people on board ran aground
outside the harbour early on Monday, and the coast guard took
everyone off within two hours, its commander, Captain Ilse Brandt,
said. Nobody was hurt.

    The ferry's owner did not answer calls. Brandt said that a
rudder had failed, and that the ferry had been inspected in May.
    The harbour was closed until noon.
";
    assert_eq!(
        plain(text),
        "\
Headline: FERRY RUNS AGROUND OFF ELSTOW
Dateline: ELSTOW (Reuters) -
Paragraph: A ferry with 140 people on board ran aground outside the harbour early on Monday, and the coast guard took everyone off within two hours, its commander, Captain Ilse Brandt, said. Nobody was hurt.
Paragraph: The ferry's owner did not answer calls. Brandt said that a rudder had failed, and that the ferry had been inspected in May.
Paragraph: The harbour was closed until noon.
"
    );
}

#[test]
fn lists_and_credits() {
    let text = "\
The vote in numbers

Three towns voted on the levy on Tuesday, and two of them turned it down by wide margins.

• Elstow: 412 for, 1,208 against.
• Marren: 88 for, 90 against.
1. Oster: 301 for, 12 against.

(Reporting by Jane Roe in Elstow; editing by John Doe)
";
    assert_eq!(
        plain(text),
        "\
Headline: The vote in numbers
Paragraph: Three towns voted on the levy on Tuesday, and two of them turned it down by wide margins.
List: Elstow: 412 for, 1,208 against.
List: Marren: 88 for, 90 against.
List: Oster: 301 for, 12 against.
Byline: (Reporting by Jane Roe in Elstow; editing by John Doe)
"
    );
}

#[test]
fn a_first_sentence_is_no_headline() {
    for text in [
        "A man was found dead on the beach at Elstow on Sunday. Police are looking for witnesses.",
        "The mayor of Elstow resigned on Monday, a day after the audit was published.\n\nRuth Adair gave no reason.",
        "Two people were hurt when a van hit a wall on Mill Lane.\n\nThe road was closed for an hour.",
    ] {
        assert!(plain(text).starts_with("Paragraph: "), "{}", plain(text));
    }
    for text in [
        "Mayor quits after audit.\n\nRuth Adair resigned as mayor of Elstow on Monday, a day after the audit was out.",
        "Will the Bridge Ever Open Again?\n\nThe council has postponed the date for a third time, and nobody says why.",
        "Dockers, Council Strike Late Deal Over Bridge.\n\nELSTOW — The council gave way.",
    ] {
        assert!(plain(text).starts_with("Headline: "), "{}", plain(text));
    }
}

const MARKDOWN: &str = "\
---
title: \"Dockers end strike\"
description: Pay rise of 3 percent
date: 2016-09-10
author: Jane Roe
---

<!-- copydesk-ignore contradiction -->
ELSTOW — The dockers *ended* their [strike](https://example.org/strike \"a title\") on Friday.

## Pay

> “We won,” said **Ruth Adair**.

- Pay rises by `3` percent
- Shifts stay as they are

![Dockers at the gate](gate.jpg)

```python
print(\"not copy\")
```

<div class=\"ad\">Not copy either</div>

Adair spoke at <https://example.org>.
";

#[test]
fn markdown() {
    assert_eq!(
        page(MARKDOWN, Format::Markdown),
        "\
Headline: Dockers end strike
Dek: Pay rise of 3 percent
Dateline: ELSTOW —
Paragraph: The dockers ended their strike on Friday.
Heading: Pay
Paragraph: “We won,” said Ruth Adair .
List: Pay rises by percent
List: Shifts stay as they are
Caption: Dockers at the gate
Paragraph: Adair spoke at .
"
    );
    let document = Document::read(MARKDOWN, Format::Markdown);
    assert_eq!(document.front_matter().date.as_deref(), Some("2016-09-10"));
    assert_eq!(document.front_matter().author.as_deref(), Some("Jane Roe"));
    for hidden in ["example.org", "print", "copydesk-ignore", "Not copy", "2016", "title", "##", "**", "`"] {
        assert!(!document.masked().contains(hidden), "{hidden}");
    }
}

/// A heading in a list item ends the item's first block; a picture inside that block is none of its own.
#[test]
fn a_picture_in_an_item_that_a_heading_ends() {
    let text = "- Dockers vote\n  ![at the gate](x)on Friday\n  # Pay\n";
    let blocks = page(text, Format::Markdown);
    assert!(!blocks.contains("at the gate"), "{blocks}");
}

#[test]
fn articles_and_other_files() {
    let articles = [
        "Fire destroyed a barn near Elstow on Tuesday. Nobody was hurt, the fire chief said.",
        "A man, 34, was charged with theft. He is due in court on 4 May.",
        "Rates held at 4.5%\n\nThe bank kept its rate at 4.5% on Thursday, as 31 of 35 economists had expected, and said inflation would fall to 2.1% in 2025.",
        "“No,” said the mayor.\n\n“Never,” said the clerk.\n\nThe bridge stays shut, and the two of them are not on speaking terms.",
    ];
    for text in articles {
        assert_eq!(Document::read(text, Format::Plain).nature(), Nature::Article, "{text}");
    }
    let others = [
        "",
        "requests==2.31.0\nnumpy>=1.24,<2\nflask\n# tests\npytest~=7.4\n",
        "2024-03-01 10:00:01,233 INFO server started on port 8080\n2024-03-01 10:00:02,101 WARN the disk is almost full and will be read only\n2024-03-01 10:00:03,000 ERROR could not open the file for writing.\n",
        "apple\nbanana\ncherry\ndate\nelderberry\nfig\ngrape\n",
        "name,age,city\nRuth,34,Elstow\nLuis,51,Marren\nIlse,47,Oster\n",
        "fn main() {\n    let total = add(1, 2);\n    println!(\"{total}\");\n}\n\nfn add(a: u32, b: u32) -> u32 {\n    a + b\n}\n",
        "Traceback (most recent call last):\n  File \"/srv/app/main.py\", line 12, in <module>\n    run(sys.argv)\n  File \"/srv/app/run.py\", line 40, in run\n    raise ValueError(\"no such file\")\nValueError: no such file\n",
        "[server]\nport = 8080\nhost = \"127.0.0.1\"\n\n[log]\nlevel = \"info\"\nfile = \"/var/log/app.log\"\n",
        "Permission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in the software without restriction.\n",
        "- milk\n- two loaves of bread\n- eggs\n- call the plumber\n",
        "name | votes | share\n--- | --- | ---\nAdair | 412 | 25.4\nBrandt | 1208 | 74.6\n",
        "User-agent: *\nDisallow: /private/\nSitemap: https://example.org/sitemap.xml\n",
        "1 2 3 4 5\n6 7 8 9 10\n11 12 13 14 15\n",
        "lorem\tipsum\tdolor\nsit\tamet\tconsectetur\n",
        "cmake_minimum_required(VERSION 3.10)\nproject(demo)\nadd_executable(demo main.c)\ntarget_link_libraries(demo m)\n",
    ];
    for text in others {
        assert_eq!(Document::read(text, Format::Plain).nature(), Nature::Other, "{text}");
    }
    let foreign = [
        "Der Bürgermeister trat am Montag zurück. Er sagte, dass er mit den Vorwürfen nichts zu tun habe.",
        "Le maire a démissionné lundi. Il a déclaré que les accusations étaient fausses et qu'il reviendrait.",
        "El alcalde dimitió el lunes. Dijo que las acusaciones eran falsas y que volvería a la política.",
        "Мэр подал в отставку в понедельник. Он заявил, что обвинения ложны.",
        "市长周一辞职。他说，这些指控是假的，他将重返政坛。市议会将在下周开会讨论此事。",
        "استقال رئيس البلدية يوم الاثنين. وقال إن الاتهامات باطلة وإنه سيعود.",
    ];
    for text in foreign {
        assert_eq!(Document::read(text, Format::Plain).nature(), Nature::Foreign, "{text}");
    }
}

#[test]
fn a_line_of_a_megabyte() {
    for unit in
        ["word ", "w", "“é”", "- ", "(", "> ", "*", "[a](", "<", "a\n", "By A\n", "`", "A — ", "\u{a0}"]
    {
        let text = unit.repeat((1 << 20) / unit.len());
        for format in [Format::Plain, Format::Markdown] {
            let before = std::time::Instant::now();
            let document = Document::read(text.as_str(), format);
            assert_eq!(document.masked().len(), text.len());
            // Linear time takes milliseconds; quadratic time would take minutes.
            assert!(before.elapsed().as_secs() < 10, "{unit:?} {format:?} took {:?}", before.elapsed());
        }
    }
}

fn pages() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[A-Za-z ,.]{1,30}",
        1 => Just("\n\n".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("ELSTOW (AP) — ".to_owned()),
        1 => Just("By Jane Roe\n".to_owned()),
        1 => Just("Advertisement\n\n".to_owned()),
        1 => Just("“é📰”".to_owned()),
        1 => "[-#>*_`!\\[\\]()<&;+=|~:\t ]{1,4}",
        1 => Just("---\n".to_owned()),
        1 => Just("title: \"a ' b\"\n".to_owned()),
        1 => Just("![alt](x)".to_owned()),
        1 => Just("\n\n- item\n  - inner\n".to_owned()),
        1 => Just("[a link](http://b.c)".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn blocks_are_in_order_and_the_mask_moves_nothing(text in pages(), markdown: bool) {
        let document = Document::read(text.as_str(), if markdown { Format::Markdown } else { Format::Plain });
        let masked = document.masked();
        prop_assert_eq!(masked.len(), text.len());
        for (a, b) in text.bytes().zip(masked.bytes()) {
            prop_assert!(a == b || b == b' ' && a != b'\n' && a != b'\r');
        }
        let mut end = 0;
        for block in document.blocks() {
            let span = block.span;
            prop_assert!(end <= span.start && span.start < span.end && span.end <= text.len(), "{:?}", document.blocks());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            let inside = span.of(masked);
            prop_assert!(inside.trim() == inside && !inside.is_empty());
            end = span.end;
        }
    }
}
