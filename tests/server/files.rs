use super::client::{Client, modern};
use serde_json::{Value, json};
use std::path::Path;

const ARTICLE: &str = "\
Council reopens bridge

Mayor Ruth Adair said on Tuesday that the bridge would open again in Elstow.

Advertisement
";

fn news(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// A client with a folder open, whose scan is over.
async fn at(folder: &Path, workspace: Value) -> Client {
    let mut capabilities = modern();
    capabilities["workspace"] = workspace;
    capabilities["window"] = json!({"workDoneProgress": true});
    let folders = json!([{"uri": uri(folder), "name": "desk"}]);
    let params = json!({ "capabilities": capabilities, "workspaceFolders": folders });
    let mut client = Client::start_with(params).await.0;
    let asked = client.wait_for("a bar", |m| m["method"] == "window/workDoneProgress/create").await;
    client.respond(&asked, Value::Null).await;
    client.wait_for("the end of the scan", |m| m["params"]["value"]["kind"] == "end").await;
    client.ignore("$/progress");
    client
}

async fn places_of(client: &mut Client, query: &str) -> Vec<String> {
    let symbols = client.call("workspace/symbol", json!({ "query": query })).await.unwrap();
    let place = |s: &Value| s["location"]["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    symbols.as_array().unwrap().iter().map(place).collect()
}

/// What completion offers from other articles after "Ad".
async fn offered(client: &mut Client, folder: &Path) -> Vec<String> {
    let uri = uri(&folder.join("new.txt"));
    client.open(&uri, "Bridge\n\nThe mayor, Ad").await;
    client.diagnostics().await;
    let at = json!({"textDocument": {"uri": uri}, "position": {"line": 2, "character": 13}});
    let list = client.call("textDocument/completion", at).await.unwrap();
    client.close(&uri).await;
    client.diagnostics().await;
    list["items"].as_array().unwrap().iter().map(|i| i["label"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_document_has_many_spellings() {
    let mut client = Client::start(modern()).await;
    for (opened, asked) in [
        ("file:///c:/desk/the%20bridge.txt", "file:///C%3A/desk/the%20bridge.txt"),
        ("file:///c%3A/desk/%E2%80%9Cbridge%E2%80%9D.txt", "file:///c:/desk/%e2%80%9cbridge%e2%80%9d.txt"),
        ("file://localhost/desk/bridge.txt", "file:///desk/bridge.txt"),
        ("untitled:Untitled-1", "untitled:Untitled-1"),
        ("vscode-notebook-cell:/desk/a.txt#W0", "vscode-notebook-cell:/desk/a.txt#W0"),
    ] {
        client.open(opened, ARTICLE).await;
        let published = client.diagnostics().await;
        assert_eq!((published.uri.as_str(), published.diagnostics.len()), (opened, 1));
        assert!(client.hover(asked, 2, 8).await.is_some(), "{asked} is {opened}");
        client.change(asked, 2, &[([4, 0, 4, 13], "")]).await;
        let published = client.diagnostics().await;
        // The client knows the document by the name it gave it.
        assert_eq!((published.uri.as_str(), published.diagnostics.len()), (opened, 0));
        client.close(asked).await;
        assert_eq!(client.diagnostics().await.uri.as_str(), opened);
        // It is closed, and there is no such file.
        assert_eq!(client.hover(opened, 2, 8).await, None);
    }
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_move_are_found_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.txt"), folder.path().join("drafts/new name.txt"));
    std::fs::create_dir(folder.path().join("drafts")).unwrap();
    std::fs::write(&old, ARTICLE).unwrap();
    let operations = json!({"fileOperations": {"didCreate": true, "didRename": true, "didDelete": true}});
    let mut client = at(folder.path(), operations).await;
    assert_eq!(places_of(&mut client, "reopens").await, ["old.txt"]);
    assert_eq!(offered(&mut client, folder.path()).await, ["Ruth Adair"]);

    std::fs::rename(&old, &new).unwrap();
    let names = json!({"oldUri": uri(&old), "newUri": uri(&new).replace(' ', "%20")});
    client.send(news("workspace/didRenameFiles", json!({"files": [names]}))).await;
    assert_eq!(places_of(&mut client, "reopens").await, ["new%20name.txt"]);
    assert_eq!(offered(&mut client, folder.path()).await, ["Ruth Adair"]);

    let other = folder.path().join("other.txt");
    std::fs::write(&other, ARTICLE.replace("Council", "Town council")).unwrap();
    client.send(news("workspace/didCreateFiles", json!({"files": [{"uri": uri(&other)}]}))).await;
    assert_eq!(places_of(&mut client, "reopens").await.len(), 2);

    // A folder that goes takes its articles along.
    std::fs::remove_dir_all(folder.path().join("drafts")).unwrap();
    let gone = json!({"files": [{"uri": uri(&folder.path().join("drafts"))}]});
    client.send(news("workspace/didDeleteFiles", gone)).await;
    assert_eq!(places_of(&mut client, "reopens").await, ["other.txt"]);
    std::fs::remove_file(&other).unwrap();
    client.send(news("workspace/didDeleteFiles", json!({"files": [{"uri": uri(&other)}]}))).await;
    assert_eq!(places_of(&mut client, "reopens").await, [""; 0]);
    assert_eq!(offered(&mut client, folder.path()).await, [""; 0], "nobody has this name any more");
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_closed_is_forgotten() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(one.path().join("one.txt"), ARTICLE).unwrap();
    std::fs::write(other.path().join("other.txt"), ARTICLE).unwrap();
    let mut client = at(one.path(), json!({"workspaceFolders": true})).await;
    let folder = |path: &Path| json!({"uri": uri(path), "name": "desk"});
    let change = json!({"event": {"added": [folder(other.path())], "removed": [folder(one.path())]}});
    client.send(news("workspace/didChangeWorkspaceFolders", change)).await;
    assert_eq!(places_of(&mut client, "reopens").await, ["other.txt"]);
    let asked = client.wait_for("a bar", |m| m["method"] == "window/workDoneProgress/create").await;
    client.respond(&asked, Value::Null).await;
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_are_seen_to_where_the_client_watches_no_files() {
    let folder = tempfile::tempdir().unwrap();
    let uri = uri(&folder.path().join("bridge.txt"));
    let mut client = Client::start(modern()).await;
    client.open(&uri, ARTICLE).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    let settings = folder.path().join("copydesk.toml");
    std::fs::write(&settings, "[rules]\nboilerplate = \"off\"\n").unwrap();
    assert_eq!(client.diagnostics().await.diagnostics.len(), 0);
    std::fs::remove_file(&settings).unwrap();
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    // A file that the settings extend is looked after too, once it is there and when it changes.
    std::fs::write(&settings, "extends = [\"house.toml\"]\n").unwrap();
    client.wait_for("the error", |m| m["params"]["message"].to_string().contains("house.toml")).await;
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    let house = folder.path().join("house.toml");
    std::fs::write(&house, "[rules]\nboilerplate = \"off\"\n").unwrap();
    assert_eq!(client.diagnostics().await.diagnostics.len(), 0);
    std::fs::write(&house, "[rules]\nboilerplate = \"error\"\n").unwrap();
    assert_eq!(client.diagnostics().await.diagnostics.len(), 1);
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_user_can_stop_a_scan() {
    let folder = tempfile::tempdir().unwrap();
    const FILES: usize = 300;
    for n in 0..FILES {
        let text = ARTICLE.replace("Tuesday", &format!("Tuesday the {n}")).repeat(60);
        std::fs::write(folder.path().join(format!("{n:03}.txt")), text).unwrap();
    }
    let mut capabilities = modern();
    capabilities["window"] = json!({"workDoneProgress": true});
    let folders = json!([{"uri": uri(folder.path()), "name": "desk"}]);
    let params = json!({ "capabilities": capabilities, "workspaceFolders": folders });
    let mut client = Client::start_with(params).await.0;
    let asked = client.wait_for("a bar", |m| m["method"] == "window/workDoneProgress/create").await;
    client.respond(&asked, Value::Null).await;
    let begun = client.wait_for("the scan", |m| m["params"]["value"]["kind"] == "begin").await;
    assert_eq!(begun["params"]["value"]["cancellable"], true);
    let token = &asked["params"]["token"];
    client.send(news("window/workDoneProgress/cancel", json!({ "token": token }))).await;
    client.wait_for("its end", |m| m["params"]["value"]["kind"] == "end").await;
    // A report comes with every 25th file.
    let mut reports = 0;
    while client.unread(|m| m["params"]["value"]["kind"] == "report") {
        reports += 1;
    }
    assert!(reports < FILES / 25 / 2, "{reports} reports after it was stopped");
    client.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn symbols_come_in_portions() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..520 {
        std::fs::write(folder.path().join(format!("{n:03}.txt")), ARTICLE).unwrap();
    }
    let params = json!({
        "capabilities": modern(), "workspaceFolders": [{"uri": uri(folder.path()), "name": "desk"}],
        "initializationOptions": {"workspaceScan": false}
    });
    let mut client = Client::start_with(params).await.0;
    let ask = json!({"query": "Council reopens", "partialResultToken": "part"});
    let rest = client.call("workspace/symbol", ask).await.unwrap();
    let mut count = rest.as_array().unwrap().len();
    for _ in 0..2 {
        let portion = client.wait_for("a portion", |m| m["params"]["token"] == "part").await;
        count += portion["params"]["value"].as_array().unwrap().len();
    }
    assert_eq!(count, 520);
    client.end().await;
}
