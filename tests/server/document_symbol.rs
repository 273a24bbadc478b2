use super::client::{Client, modern, parse};
use serde_json::json;
use tower_lsp::ls_types::request::DocumentSymbolRequest;
use tower_lsp::ls_types::*;

const URI: &str = "file:///desk/bridge.txt";
const ARTICLE: &str = "\
Council reopens bridge

The council reopened the bridge on Tuesday, Mayor Ruth Adair said.

What comes next

“We are tired of waiting,” Adair said. The dockers did not answer.
";

async fn symbols(client: &mut Client) -> DocumentSymbolResponse {
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    let params = DocumentSymbolParams {
        text_document: TextDocumentIdentifier::new(parse(URI)),
        work_done_progress_params: WorkDoneProgressParams::default(),
        partial_result_params: PartialResultParams::default(),
    };
    client.request::<DocumentSymbolRequest>(params).await.unwrap()
}

fn covers(outer: Range, inner: Range) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn draw(symbols: &[DocumentSymbol], depth: usize, drawn: &mut String) {
    for symbol in symbols {
        assert!(covers(symbol.range, symbol.selection_range), "{symbol:?}");
        drawn.push_str(&format!("{}{:?} {}\n", "  ".repeat(depth), symbol.kind, symbol.name));
        let children = symbol.children.as_deref().unwrap_or(&[]);
        assert!(children.iter().all(|child| covers(symbol.range, child.range)), "{symbol:?}");
        draw(children, depth + 1, drawn);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tree() {
    let mut client = Client::start(modern()).await;
    let DocumentSymbolResponse::Nested(symbols) = symbols(&mut client).await else { panic!("flat") };
    let mut drawn = String::new();
    draw(&symbols, 0, &mut drawn);
    assert!(drawn.starts_with("File Council reopens bridge\nString The council reopened"), "{drawn}");
    assert!(drawn.contains("\nNamespace What comes next\n  String “We are tired"), "{drawn}");
    assert!(drawn.contains("\n    Interface "), "{drawn}");
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flat_list() {
    let mut client = Client::start(json!({})).await;
    let DocumentSymbolResponse::Flat(symbols) = symbols(&mut client).await else { panic!("nested") };
    assert_eq!(symbols[0].name, "Council reopens bridge");
    assert!(symbols.iter().any(|s| s.container_name.as_deref() == Some("What comes next")));
    client.end().await;
}
