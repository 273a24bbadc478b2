use super::client::{Client, modern};
use serde_json::json;
use tower_lsp::ls_types::*;

const URI: &str = "file:///desk/bridge.txt";
const ARTICLE: &str = "\
Council reopens bridge

Mayor Ruth Adair said on Tuesday that the bridge would open again.

“We are tired of waiting,” Adair said.
";

fn value(hover: Option<Hover>) -> (MarkupKind, String, Range) {
    let hover = hover.expect("a card");
    match hover.contents {
        HoverContents::Markup(markup) => (markup.kind, markup.value, hover.range.unwrap()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_has_a_card() {
    let mut client = Client::start(modern()).await;
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    let (kind, card, range) = value(client.hover(URI, 4, 29).await);
    assert_eq!(kind, MarkupKind::Markdown);
    assert_eq!(range, Range::new(Position::new(4, 27), Position::new(4, 32)));
    // What a card says in full is tested beside the card; here, that it arrives.
    assert!(card.starts_with("**") && card.contains("Ruth Adair** — person"), "{card}");
    assert!(
        card.contains("Introduced ([line 3](file:///desk/bridge.txt#L3)): *Mayor Ruth Adair said"),
        "{card}"
    );
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poor_client_gets_plain_text() {
    let mut client = Client::start(json!({})).await;
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    let (kind, card, _) = value(client.hover(URI, 2, 8).await);
    assert_eq!(kind, MarkupKind::PlainText);
    assert!(card.contains("Introduced (line 3): Mayor Ruth Adair said"), "{card}");
    assert_eq!(client.hover(URI, 1, 0).await, None);
    client.end().await;
}
