//! The text that a client edits and the text that the server reads are one text: after each edit the findings are those
//! of a fresh analysis. That the buffer agrees with a plain string over 100,000 edits is tested beside it.

use super::client::{Client, modern};
use super::dice::Dice;
use copydesk::article::Article;
use copydesk::rules::{self, Settings};
use copydesk::text::{Buffer, Change, Document, Encoding, Format, LineIndex, Position, PositionRange};
use serde_json::{Value, json};

/// What gets typed and pasted: findings come and go with it.
const PASTED: [&str; 14] = [
    "e",
    " ",
    "é",
    "📰",
    "\n\n",
    "\r\n\r\n",
    "“",
    "”",
    "\n\nShare\n\n",
    " Critics say it came too late. ",
    "The fire killed 24 people. ",
    "The fire killed 31 people. ",
    "“It was loud,” said Ruth Adair, the mayor.\n\n",
    "\u{2028}",
];

const ARTICLE: &str = "\
Fire at the harbour kills 24

ELSTOW — A fire in the harbour of Elstow killed 24 people on Tuesday, the mayor, Ruth Adair, said.

“It came from the warehouse,” Adair said. “Nobody was told what was in it.”

Advertisement

The warehouse held 300 tons of fertiliser. Experts say that such stores are never safe.
";

/// Code, place and message of what a fresh analysis finds, as the client counts.
fn fresh(text: &str, encoding: Encoding) -> Vec<Value> {
    let index = LineIndex::new(text);
    let article = Article::of(Document::read(text, Format::Plain));
    let at = |p: Position| json!({"line": p.line, "character": p.column});
    let told = |finding: rules::Finding| {
        let range = index.range(text, finding.span, encoding);
        json!([finding.rule, {"start": at(range.start), "end": at(range.end)}, finding.message])
    };
    rules::check(&article, &Settings::default()).into_iter().map(told).collect()
}

async fn edit_at_random(name: &str, encoding: Encoding, rounds: usize) {
    let uri = "file:///desk/fire.txt";
    let mut capabilities = modern();
    capabilities["general"] = json!({"positionEncodings": [name]});
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"] = json!({"diagnostics": {"refreshSupport": true}});
    let mut client = Client::start(capabilities).await;
    client.open(uri, ARTICLE).await;
    let mut buffer = Buffer::new(ARTICLE);
    let mut dice = Dice::new(0xd1ce + name.len() as u64 + rounds as u64);
    for version in 2..2 + rounds {
        let mut changes = Vec::new();
        for _ in 0..=dice.below(3) {
            let text = buffer.text();
            let index = LineIndex::new(&text);
            let (start, inserted) = (dice.place(&text), dice.pick(&PASTED));
            // Mostly small edits; sometimes much goes, or the whole article comes back.
            let longest = dice.pick(&[1, 4, 12, 200]);
            let mut end = (start + dice.below(longest)).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            let place = |offset| index.position(&text, offset, encoding);
            let range = PositionRange { start: place(start), end: place(end) };
            let change = match dice.below(24) {
                0 => Change { range: None, text: ARTICLE.to_owned() },
                _ => Change { range: Some(range), text: inserted.to_owned() },
            };
            buffer.apply(std::slice::from_ref(&change), encoding);
            let at = |p: Position| json!({"line": p.line, "character": p.column});
            let range = change.range.map(|r| json!({"start": at(r.start), "end": at(r.end)}));
            changes.push(match range {
                None => json!({"text": change.text}),
                Some(range) => json!({"range": range, "text": change.text}),
            });
        }
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        client.send(json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params})).await;
        let report =
            client.call("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).await.unwrap();
        let told: Vec<Value> = report["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| json!([d["code"], d["range"], d["message"]]))
            .collect();
        let text = buffer.text();
        assert_eq!(told, fresh(&text, encoding), "version {version} in {name}: {text:?}");
    }
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn findings_after_each_edit_are_those_of_a_fresh_analysis() {
    for (name, encoding) in
        [("utf-8", Encoding::Utf8), ("utf-16", Encoding::Utf16), ("utf-32", Encoding::Utf32)]
    {
        edit_at_random(name, encoding, 400).await;
    }
}
