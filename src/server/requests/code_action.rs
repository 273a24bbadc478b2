//! `textDocument/codeAction` and `codeAction/resolve`.

pub(crate) mod decide;

use crate::rules::{self, Edit, Finding};
use crate::server::analysis::file_path;
use crate::server::commands::Command;
use crate::server::snapshot::Snapshot;
use crate::server::{convert, workspace_edit};
use crate::text::{BlockKind, Format, Span};
use serde_json::{Value, json};
use tower_lsp::ls_types::*;

/// The kind of "apply everything that can be applied unseen".
pub(crate) const FIX_ALL: &str = "source.fixAll.copydesk";

/// For every finding in the range: its fixes, a way to let it stand, its explanation; decisions on the claim there; and all
/// safe fixes of the article at once.
pub(crate) fn answer(snapshot: &Snapshot, params: &CodeActionParams) -> CodeActionResponse {
    let asked = snapshot.span(params.range);
    let wants = |kind: &str| wanted(params.context.only.as_deref(), kind);
    let mut actions = Vec::new();
    if wants("quickfix") {
        let touches = |f: &&Finding| f.span.start <= asked.end && asked.start <= f.span.end;
        let mut rules = Vec::new();
        for finding in snapshot.findings.iter().filter(touches) {
            actions.extend(quick_fixes(snapshot, finding, &params.context.diagnostics));
            if !rules.contains(&finding.rule) {
                rules.push(finding.rule);
            }
        }
        actions.extend(rules.into_iter().filter_map(|rule| fix_all_of(snapshot, rule)));
    }
    // Asked by the user: an editor that asks by itself would show a light at every claim.
    let asked_for = params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC);
    if asked_for && wants(decide::KIND) && file_path(&snapshot.uri).is_some() {
        actions.extend(decide::actions(snapshot, asked));
    }
    if wants(FIX_ALL) {
        let edits = safe_edits(snapshot, None);
        if !edits.is_empty() {
            let action = CodeAction {
                title: "Apply all safe fixes of Copydesk".to_owned(),
                kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
                ..CodeAction::default()
            };
            actions.push(with_edit(snapshot, action, &edits, json!({ "all": true })));
        }
    }
    if snapshot.profile.action_literals {
        return actions.into_iter().map(CodeActionOrCommand::CodeAction).collect();
    }
    // What is left for a client that takes commands alone.
    actions.into_iter().filter_map(|action| action.command).map(CodeActionOrCommand::Command).collect()
}

/// All fixes of one rule that may be applied unseen, where there is more than one.
fn fix_all_of(snapshot: &Snapshot, rule: &'static str) -> Option<CodeAction> {
    let fixable = |f: &&Finding| f.rule == rule && f.fixes.iter().any(|fix| fix.safe);
    let count = snapshot.findings.iter().filter(fixable).count();
    let action = CodeAction {
        title: format!("Fix all {count} findings of {rule}"),
        kind: Some(CodeActionKind::QUICKFIX),
        ..CodeAction::default()
    };
    let edits = || safe_edits(snapshot, Some(rule));
    (count > 1).then(|| with_edit(snapshot, action, &edits(), json!({ "all": true, "rule": rule })))
}

/// Whether a client that wants only these kinds wants `kind`: each covers the kinds below it.
fn wanted(only: Option<&[CodeActionKind]>, kind: &str) -> bool {
    only.is_none_or(|kinds| {
        kinds.iter().any(|wanted| {
            let below = kind.strip_prefix(wanted.as_str());
            wanted.as_str().is_empty() || below.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    })
}

fn quick_fixes(snapshot: &Snapshot, finding: &Finding, shown: &[Diagnostic]) -> Vec<CodeAction> {
    let own = convert::diagnostic(snapshot, finding);
    // The client knows its diagnostic by the copy that it sent.
    let diagnostic =
        shown.iter().find(|d| d.range == own.range && d.code == own.code).cloned().unwrap_or(own);
    let action = |title: String, preferred: bool| CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic.clone()]),
        is_preferred: preferred.then_some(true),
        ..CodeAction::default()
    };
    let mut actions = Vec::new();
    for (number, fix) in finding.fixes.iter().enumerate() {
        let data = json!({ "fingerprint": finding.fingerprint, "fix": number });
        let preferred = number == 0 && fix.safe;
        actions.push(with_edit(snapshot, action(fix.title.clone(), preferred), &fix.edits, data));
    }
    if let Some(edit) = suppression(snapshot, finding) {
        let title = format!("Let this stand: ignore {} here", finding.rule);
        let data = json!({ "fingerprint": finding.fingerprint, "suppress": true });
        actions.push(with_edit(snapshot, action(title, false), &[edit], data));
    }
    let plain = snapshot.article.document.format() == Format::Plain && finding.rule != "unused-suppression";
    if plain && file_path(&snapshot.uri).is_some() {
        let argument = json!({
            "uri": snapshot.uri, "rule": finding.rule, "fingerprint": finding.fingerprint
        });
        let title = format!("Let stand: record that {} is right here", finding.rule);
        let command = Command::Stet.to_lsp(title.clone(), vec![argument]);
        actions.push(CodeAction { command: Some(command), ..action(title, false) });
    }
    let title = format!("Explain {}", finding.rule);
    let command = Command::Explain.to_lsp(title.clone(), vec![Value::from(finding.rule)]);
    actions.push(CodeAction { command: Some(command), ..action(title, false) });
    actions
}

/// The action with its edit, or with what is needed to make it later.
fn with_edit(snapshot: &Snapshot, mut action: CodeAction, edits: &[Edit], mut data: Value) -> CodeAction {
    if snapshot.profile.resolves_edits {
        data["uri"] = Value::from(snapshot.uri.as_str());
        data["version"] = Value::from(snapshot.version);
        action.data = Some(data);
    } else {
        action.edit = Some(workspace_edit::of(snapshot, edits));
    }
    action
}

/// The edits of every fix (of a rule) that may be applied unseen.
fn safe_edits(snapshot: &Snapshot, rule: Option<&str>) -> Vec<Edit> {
    let findings = snapshot.findings.iter().filter(|f| rule.is_none_or(|rule| f.rule == rule));
    rules::safe_edits(findings).0.into_iter().cloned().collect()
}

/// A comment before the paragraph that lets the finding stand; only Markdown has comments.
fn suppression(snapshot: &Snapshot, finding: &Finding) -> Option<Edit> {
    let document = &snapshot.article.document;
    if document.format() != Format::Markdown || finding.rule == "unused-suppression" {
        return None;
    }
    let block = &document.blocks()[document.block_at(finding.span.start)?];
    let front = document.front_matter().span.is_some_and(|front| front.covers(block.span));
    if front || block.kind == BlockKind::List {
        return None;
    }
    let line = document.text()[..block.span.start].rfind(['\n', '\r']).map_or(0, |n| n + 1);
    let replacement = format!("<!-- copydesk-ignore-next {} -->\n", finding.rule);
    Some(Edit { span: Span::new(line, line), replacement })
}

/// The action with the edit that its data asks for; as it came where the text has changed since.
pub(crate) fn resolve(snapshot: &Snapshot, mut action: CodeAction) -> CodeAction {
    let Some(data) = action.data.clone() else { return action };
    if data["version"] != Value::from(snapshot.version) {
        return action;
    }
    let edits = if data["all"] == true {
        safe_edits(snapshot, data["rule"].as_str())
    } else {
        let wanted = data["fingerprint"].as_str();
        let finding = snapshot.findings.iter().find(|f| Some(f.fingerprint.as_str()) == wanted);
        match (finding, data["fix"].as_u64()) {
            (Some(finding), Some(number)) => {
                finding.fixes.get(number as usize).map(|fix| fix.edits.clone()).unwrap_or_default()
            }
            (Some(finding), None) => suppression(snapshot, finding).into_iter().collect(),
            (None, _) => return action,
        }
    };
    action.edit = Some(workspace_edit::of(snapshot, &edits));
    action
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Fix;
    use crate::server::fixture::{Fixture, bridge};

    fn with_findings() -> Fixture {
        let fixture = bridge();
        let fix = |words: &str, safe| Fix {
            title: format!("Delete “{words}”"),
            edits: vec![Edit { span: fixture.span(words), replacement: String::new() }],
            safe,
        };
        let finding = |rule, words: &str, fingerprint: &str, fixes| {
            let mut finding = Finding::new(rule, fixture.span(words), format!("“{words}”"));
            finding.fingerprint = fingerprint.to_owned();
            finding.fixes = fixes;
            finding
        };
        let findings = [
            finding("boilerplate", "tired", "aa", vec![fix("tired", true)]),
            finding("vague-source", "a docker", "bb", vec![fix("a docker", false), fix("docker", false)]),
        ];
        let mut fixture = findings.into_iter().fold(bridge(), Fixture::finding);
        fixture.profile.action_literals = true;
        fixture
    }

    #[test]
    fn a_rule_is_fixed_throughout_and_commands_are_enough_for_old_clients() {
        let other = bridge();
        let (span, edit) =
            (other.span("early"), Edit { span: other.span("early"), replacement: String::new() });
        let mut finding = Finding::new("boilerplate", span, "“early”");
        finding.fixes = vec![Fix { title: "Delete “early”".to_owned(), edits: vec![edit], safe: true }];
        let mut fixture = with_findings().finding(finding);
        fixture.profile.action_literals = false;
        let (rich, poor) = (with_literals(&fixture).snapshot(), fixture.snapshot());
        let all = ask(&rich, line(4), Some("quickfix"));
        let all = all.iter().find(|a| a.title == "Fix all 2 findings of boilerplate").expect("all");
        let changes = all.edit.as_ref().and_then(|edit| edit.changes.as_ref()).expect("changes");
        assert_eq!(changes.values().next().map(Vec::len), Some(2));
        let params = CodeActionParams {
            text_document: TextDocumentIdentifier::new(poor.uri.clone()),
            range: line(4),
            context: CodeActionContext::default(),
            work_done_progress_params: WorkDoneProgressParams::default(),
            partial_result_params: PartialResultParams::default(),
        };
        let commands = answer(&poor, &params);
        assert!(!commands.is_empty());
        assert!(commands.iter().all(|a| matches!(a, CodeActionOrCommand::Command(_))), "{commands:?}");
    }

    fn with_literals(fixture: &Fixture) -> Fixture {
        let mut profile = fixture.profile.clone();
        profile.action_literals = true;
        Fixture {
            article: fixture.article.clone(),
            findings: fixture.findings.clone(),
            decisions: fixture.decisions.clone(),
            profile,
        }
    }

    fn ask(snapshot: &Snapshot, range: Range, only: Option<&'static str>) -> Vec<CodeAction> {
        let context = CodeActionContext {
            only: only.map(|kind| vec![CodeActionKind::from(kind)]),
            ..CodeActionContext::default()
        };
        let params = CodeActionParams {
            text_document: TextDocumentIdentifier::new(snapshot.uri.clone()),
            range,
            context,
            work_done_progress_params: WorkDoneProgressParams::default(),
            partial_result_params: PartialResultParams::default(),
        };
        let action = |a| match a {
            CodeActionOrCommand::CodeAction(action) => action,
            other => panic!("{other:?}"),
        };
        answer(snapshot, &params).into_iter().map(action).collect()
    }

    fn titles(actions: &[CodeAction]) -> Vec<&str> {
        actions.iter().map(|a| a.title.as_str()).collect()
    }

    fn line(n: u32) -> Range {
        Range::new(Position::new(n, 0), Position::new(n + 1, 0))
    }

    #[test]
    fn every_finding_in_range_has_actions() {
        let snapshot = with_findings().snapshot();
        let actions = ask(&snapshot, line(4), None);
        assert_eq!(
            titles(&actions),
            [
                "Delete “tired”",
                "Let stand: record that boilerplate is right here",
                "Explain boilerplate",
                "Delete “a docker”",
                "Delete “docker”",
                "Let stand: record that vague-source is right here",
                "Explain vague-source",
                "Apply all safe fixes of Copydesk"
            ]
        );
        assert_eq!(actions[0].is_preferred, Some(true));
        assert_eq!(actions[3].is_preferred, None);
        assert!(actions[0].edit.is_some() && actions[0].diagnostics.as_ref().unwrap().len() == 1);
        assert_eq!(titles(&ask(&snapshot, line(0), None)), ["Apply all safe fixes of Copydesk"]);
        assert_eq!(ask(&snapshot, line(4), Some("quickfix")).len(), 7);
        assert_eq!(ask(&snapshot, line(4), Some("source")).len(), 1);
        assert_eq!(ask(&snapshot, line(4), Some("source.fixAll")).len(), 1);
        assert_eq!(ask(&snapshot, line(4), Some("refactor")).len(), 0);
    }

    #[test]
    fn edits_can_be_made_later() {
        let eager = with_findings().snapshot();
        let mut fixture = with_findings();
        fixture.profile.resolves_edits = true;
        let lazy = fixture.snapshot();
        for (one, other) in ask(&eager, line(4), None).into_iter().zip(ask(&lazy, line(4), None)) {
            assert_eq!(other.edit, None);
            assert_eq!(resolve(&lazy, other.clone()).edit, one.edit);
            let mut later = lazy.clone();
            later.version = Some(8);
            assert_eq!(resolve(&later, other).edit, None);
        }
    }

    #[test]
    fn markdown_can_let_a_finding_stand() {
        let text = "# Bridge reopens\n\nThe bridge is open, *some say*, and so is the road to the harbour.\n";
        let mut fixture = Fixture::new(text);
        fixture.profile.action_literals = true;
        let mut snapshot = fixture.snapshot();
        let article = crate::article::Article::of(crate::text::Document::read(text, Format::Markdown));
        snapshot.article = std::sync::Arc::new(article);
        let start = text.find("some say").unwrap();
        snapshot.findings = [Finding::new("vague-source", Span::new(start, start + 8), "who?")].into();
        let actions = ask(&snapshot, line(2), Some("quickfix"));
        assert_eq!(actions[0].title, "Let this stand: ignore vague-source here");
        let edit = serde_json::to_value(&actions[0].edit).unwrap();
        let edit = &edit["changes"]["file:///desk/bridge.txt"][0];
        assert_eq!(edit["newText"], "<!-- copydesk-ignore-next vague-source -->\n");
        assert_eq!(edit["range"]["start"], json!({"line": 2, "character": 0}));
    }
}
