use super::client::{Client, modern, parse};
use serde_json::json;
use tower_lsp::ls_types::*;

const URI: &str = "file:///desk/bridge.txt";
const ARTICLE: &str = "\
Council reopens “Harbour 📰 Road” bridge

The council reopened the bridge on Tuesday, the mayor said.

Advertisement

It had been shut since May, the mayor said.
";

fn codes(published: &PublishDiagnosticsParams) -> Vec<(String, Range)> {
    let code = |d: &Diagnostic| match &d.code {
        Some(NumberOrString::String(code)) => code.clone(),
        other => panic!("{other:?}"),
    };
    published.diagnostics.iter().map(|d| (code(d), d.range)).collect()
}

fn range(line: u32, from: u32, to: u32) -> Range {
    Range::new(Position::new(line, from), Position::new(line, to))
}

fn at(line: u32, from: u32, to: u32) -> Vec<(String, Range)> {
    vec![("boilerplate".to_owned(), range(line, from, to))]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn diagnostics_follow_the_text() {
    let mut client = Client::start(modern()).await;
    client.open(URI, ARTICLE).await;
    let published = client.diagnostics().await;
    assert_eq!((published.version, codes(&published)), (Some(1), at(4, 0, 13)));
    let diagnostic = &published.diagnostics[0];
    assert_eq!(diagnostic.source.as_deref(), Some("copydesk"));
    assert_eq!(diagnostic.severity, Some(DiagnosticSeverity::WARNING));
    assert_eq!(diagnostic.tags, Some(vec![DiagnosticTag::UNNECESSARY]));
    // The link leads to a page that is there.
    let link = diagnostic.code_description.as_ref().unwrap().href.as_str();
    let (_, page) = link.split_once("/main/").unwrap();
    assert_eq!(page, "docs/rules/boilerplate.md");
    assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page).is_file());
    assert!(diagnostic.data.is_some());

    // The changes of a notification build on each other: the line moves down by one, then is not boilerplate, then is.
    let changes = [
        ([0, 0, 0, 0], "Harbour\n\n"),
        ([6, 0, 6, 13], "The bridge is shut again, the mayor said on Tuesday evening."),
        ([2, 25, 2, 27], "📰"),
        ([6, 0, 6, u32::MAX], "Share"),
    ];
    client.change(URI, 2, &changes).await;
    let published = client.diagnostics().await;
    assert_eq!((published.version, codes(&published)), (Some(2), at(6, 0, 5)));

    client.change(URI, 3, &[([6, 0, 7, 0], "")]).await;
    let published = client.diagnostics().await;
    assert_eq!((published.version, codes(&published)), (Some(3), vec![]));

    client.close(URI).await;
    let published = client.diagnostics().await;
    assert_eq!((published.uri, published.diagnostics.len()), (parse(URI), 0));
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_last_of_a_burst_is_published() {
    let mut client = Client::start(modern()).await;
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    for version in 2..=50 {
        client.change(URI, version, &[([0, 0, 0, 0], "x")]).await;
    }
    let mut last = 1;
    while last < 50 {
        let version = client.diagnostics().await.version.unwrap();
        assert!(version > last, "{version} came after {last}");
        last = version;
    }
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_answered_from_the_text_before_it() {
    let mut client = Client::start_with(json!({
        "capabilities": modern(), "initializationOptions": {"debounceMilliseconds": 600_000}
    }))
    .await
    .0;
    client.open(URI, ARTICLE).await;
    client.diagnostics().await;
    for version in 2..20 {
        client.change(URI, version, &[([0, 0, 0, 0], "New\n\n")]).await;
        // Somebody waits, so the text need not rest for ten minutes.
        client.hover(URI, 0, 0).await;
        let published = client.diagnostics().await;
        let line = 4 + 2 * (version as u32 - 1);
        assert_eq!((published.version, codes(&published)), (Some(version), at(line, 0, 13)));
    }
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pending_answer_ends_with_its_document() {
    let mut client = Client::start(modern()).await;
    client.open(URI, ARTICLE).await;
    let id = client
        .ask(
            "textDocument/hover",
            json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}}),
        )
        .await;
    client.close(URI).await;
    client.answer(id).await.unwrap();
    loop {
        if client.diagnostics().await.version.is_none() {
            break;
        }
    }
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_files_get_nothing() {
    let mut client = Client::start(modern()).await;
    client.open("file:///desk/requirements.txt", "requests==2.31\nflask\n# Share\nShare\n").await;
    assert_eq!(client.diagnostics().await.diagnostics, []);
    client.open("untitled:Untitled-1", ARTICLE).await;
    assert_eq!(codes(&client.diagnostics().await), at(4, 0, 13));
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poor_client_is_told_in_words() {
    let mut client = Client::start(json!({})).await;
    let text = "Bridge reopens\n\nThe bridge reopened on Tuesday after a year of repairs, the mayor of Elstow said.\n\nThe bridge reopened on Tuesday after a year of repairs, the mayor of Elstow said.\n";
    client.open(URI, text).await;
    let published = client.diagnostics().await;
    let diagnostic = published
        .diagnostics
        .iter()
        .find(|d| d.code == Some(NumberOrString::String("repeated-passage".into())));
    let diagnostic = diagnostic.unwrap_or_else(|| panic!("{:#?}", published.diagnostics));
    assert_eq!((&diagnostic.related_information, &diagnostic.data, &diagnostic.tags), (&None, &None, &None));
    assert!(diagnostic.message.contains("\nline 3: "), "{}", diagnostic.message);
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_are_read_again_when_their_file_changes() {
    let folder = tempfile::tempdir().unwrap();
    let uri = format!("file://{}/bridge.txt", folder.path().display());
    let settings = folder.path().join("copydesk.toml");
    let watch = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::start(watch).await;
    let asked = client.wait_for("a registration", |m| m["method"] == "client/registerCapability").await;
    assert_eq!(asked["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    client.open(&uri, ARTICLE).await;
    assert_eq!(codes(&client.diagnostics().await), at(4, 0, 13));
    std::fs::write(&settings, "[rules]\nboilerplate = \"off\"\n").unwrap();
    let changed = json!({"changes": [{"uri": format!("file://{}", settings.display()), "type": 1}]});
    client
        .send(json!({"jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": changed}))
        .await;
    assert_eq!(codes(&client.diagnostics().await), []);
    client.end().await;
}
