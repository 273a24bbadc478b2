//! What the client can do, and what the server offers it.

use crate::server::commands::Command;
use crate::server::requests::code_action::{FIX_ALL, decide};
use crate::server::requests::semantic_tokens;
use crate::text::Encoding;
use tower_lsp::ls_types::*;

/// The client's capabilities as far as answers depend on them. `Default` is a client that said nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile {
    /// How columns are counted.
    pub(crate) encoding: Encoding,
    /// Shows the other places of a diagnostic.
    pub(crate) related_information: bool,
    /// Links the code of a diagnostic.
    pub(crate) code_description: bool,
    /// Greys out what is unnecessary.
    pub(crate) unnecessary_tag: bool,
    /// Hands the data of a diagnostic back.
    pub(crate) diagnostic_data: bool,
    /// Asks for diagnostics by itself, and does so again when told to. One that cannot be told (Neovim 0.11) would not
    /// learn of a decision about a finding; it is sent diagnostics as if it never asked.
    pub(crate) pull_diagnostics: bool,
    /// Shows Markdown in hovers.
    pub(crate) hover_markdown: bool,
    /// Shows Markdown beside completions.
    pub(crate) completion_markdown: bool,
    /// Asks what would be renamed before it asks for a new name.
    pub(crate) prepares_renames: bool,
    /// Takes code actions with edits, not commands alone.
    pub(crate) action_literals: bool,
    /// The most folding ranges it takes.
    pub(crate) fold_limit: Option<u32>,
    /// Tells when its user creates, renames or deletes files.
    pub(crate) file_operations: FileOperations,
    /// Shows document symbols as a tree.
    pub(crate) nested_symbols: bool,
    /// Watches files for a server that asks for it.
    pub(crate) watches_files: bool,
    /// Answers questions about its settings.
    pub(crate) tells_settings: bool,
    /// Can be asked to tell when its settings change.
    pub(crate) registers_settings: bool,
    /// Follows links with a target range of their own.
    pub(crate) definition_links: bool,
    /// Checks the version of a document before it edits it.
    pub(crate) document_changes: bool,
    /// Asks its user to confirm edits.
    pub(crate) change_annotations: bool,
    /// Folds whole lines only.
    pub(crate) folds_lines_only: bool,
    /// Asks for the edit of a code action when it is chosen.
    pub(crate) resolves_edits: bool,
    /// Asks for the range of a workspace symbol when it is chosen.
    pub(crate) resolves_symbols: bool,
    /// Shows the progress of work that the server starts.
    pub(crate) shows_progress: bool,
    /// What it asks for again when told to.
    pub(crate) refreshes: Refreshes,
}

/// What a client tells of files that its user moves about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileOperations {
    pub(crate) created: bool,
    pub(crate) renamed: bool,
    pub(crate) deleted: bool,
}

/// What a client asks for again when it is told to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refreshes {
    pub(crate) diagnostics: bool,
    pub(crate) semantic_tokens: bool,
    pub(crate) inlay_hints: bool,
    pub(crate) code_lenses: bool,
}

impl Profile {
    /// Digests the capabilities of a client.
    pub(crate) fn of(client: &ClientCapabilities) -> Self {
        let document = client.text_document.as_ref();
        let published = document.and_then(|d| d.publish_diagnostics.as_ref());
        let pulled = document.and_then(|d| d.diagnostic.as_ref());
        let workspace = client.workspace.as_ref();
        let edits = workspace.and_then(|w| w.workspace_edit.as_ref());
        let has = |properties: Option<&Vec<String>>, name: &str| {
            properties.is_some_and(|list| list.iter().any(|property| property == name))
        };
        let refreshes_diagnostics =
            workspace.and_then(|w| w.diagnostics.as_ref()).and_then(|d| d.refresh_support) == Some(true);
        Self {
            watches_files: workspace
                .and_then(|w| w.did_change_watched_files.as_ref())
                .and_then(|w| w.dynamic_registration)
                == Some(true),
            tells_settings: workspace.and_then(|w| w.configuration) == Some(true),
            registers_settings: workspace
                .and_then(|w| w.did_change_configuration.as_ref())
                .and_then(|c| c.dynamic_registration)
                == Some(true),
            definition_links: document.and_then(|d| d.definition.as_ref()).and_then(|d| d.link_support)
                == Some(true),
            document_changes: edits.and_then(|e| e.document_changes) == Some(true),
            change_annotations: edits
                .is_some_and(|e| e.document_changes == Some(true) && e.change_annotation_support.is_some()),
            folds_lines_only: document
                .and_then(|d| d.folding_range.as_ref())
                .and_then(|f| f.line_folding_only)
                == Some(true),
            resolves_edits: has(
                document
                    .and_then(|d| d.code_action.as_ref())
                    .filter(|c| c.data_support == Some(true))
                    .and_then(|c| c.resolve_support.as_ref())
                    .map(|r| &r.properties),
                "edit",
            ),
            resolves_symbols: has(
                workspace
                    .and_then(|w| w.symbol.as_ref())
                    .and_then(|s| s.resolve_support.as_ref())
                    .map(|r| &r.properties),
                "location.range",
            ),
            shows_progress: client.window.as_ref().and_then(|w| w.work_done_progress) == Some(true),
            refreshes: Refreshes {
                diagnostics: refreshes_diagnostics,
                semantic_tokens: workspace
                    .and_then(|w| w.semantic_tokens.as_ref())
                    .and_then(|s| s.refresh_support)
                    == Some(true),
                inlay_hints: workspace.and_then(|w| w.inlay_hint.as_ref()).and_then(|i| i.refresh_support)
                    == Some(true),
                code_lenses: workspace.and_then(|w| w.code_lens.as_ref()).and_then(|c| c.refresh_support)
                    == Some(true),
            },
            encoding: negotiate(client),
            related_information: published.and_then(|p| p.related_information) == Some(true)
                || pulled.and_then(|p| p.related_information) == Some(true),
            code_description: published.and_then(|p| p.code_description_support) == Some(true)
                || pulled.and_then(|p| p.code_description_support) == Some(true),
            unnecessary_tag: published
                .and_then(|p| p.tag_support.as_ref())
                .is_some_and(|tags| tags.value_set.contains(&DiagnosticTag::UNNECESSARY))
                || pulled.is_some_and(|p| p.tag_support.is_some()),
            diagnostic_data: published.and_then(|p| p.data_support) == Some(true)
                || pulled.and_then(|p| p.data_support) == Some(true),
            pull_diagnostics: pulled.is_some() && refreshes_diagnostics,
            hover_markdown: document
                .and_then(|d| d.hover.as_ref())
                .and_then(|h| h.content_format.as_ref())
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            completion_markdown: document
                .and_then(|d| d.completion.as_ref())
                .and_then(|c| c.completion_item.as_ref())
                .and_then(|i| i.documentation_format.as_ref())
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            prepares_renames: document.and_then(|d| d.rename.as_ref()).and_then(|r| r.prepare_support)
                == Some(true),
            action_literals: document
                .and_then(|d| d.code_action.as_ref())
                .is_some_and(|c| c.code_action_literal_support.is_some()),
            fold_limit: document.and_then(|d| d.folding_range.as_ref()).and_then(|f| f.range_limit),
            file_operations: {
                let told = workspace.and_then(|w| w.file_operations.as_ref());
                FileOperations {
                    created: told.and_then(|f| f.did_create) == Some(true),
                    renamed: told.and_then(|f| f.did_rename) == Some(true),
                    deleted: told.and_then(|f| f.did_delete) == Some(true),
                }
            },
            nested_symbols: document
                .and_then(|d| d.document_symbol.as_ref())
                .and_then(|s| s.hierarchical_document_symbol_support)
                == Some(true),
        }
    }
}

/// The first encoding of the client's list that we know; UTF-16 where it has none.
fn negotiate(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or(&[]);
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    };
    offered.iter().find_map(known).unwrap_or_default()
}

/// What the server offers to a client of this profile.
pub(crate) fn offered(profile: &Profile) -> ServerCapabilities {
    let progress = WorkDoneProgressOptions { work_done_progress: Some(true) };
    ServerCapabilities {
        position_encoding: Some(match profile.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Right(WorkspaceSymbolOptions {
            work_done_progress_options: progress,
            resolve_provider: Some(true),
        })),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        rename_provider: Some(match profile.prepares_renames {
            true => OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: progress,
            }),
            false => OneOf::Left(true),
        }),
        code_action_provider: Some(match profile.action_literals {
            true => CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::new(decide::KIND),
                    CodeActionKind::new(FIX_ALL),
                ]),
                resolve_provider: Some(true),
                ..CodeActionOptions::default()
            }),
            false => CodeActionProviderCapability::Simple(true),
        }),
        diagnostic_provider: profile.pull_diagnostics.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some("copydesk".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: progress,
            })
        }),
        inlay_hint_provider: Some(OneOf::Right(InlayHintServerCapabilities::Options(InlayHintOptions {
            resolve_provider: Some(true),
            ..InlayHintOptions::default()
        }))),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: semantic_tokens::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                ..SemanticTokensOptions::default()
            },
        )),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            // A verb is wanted after a quotation mark and a space; names come with their first letter anyway.
            trigger_characters: Some(vec![" ".to_owned()]),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: Command::ALL.iter().map(|command| command.as_str().to_owned()).collect(),
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: told_operations(profile.file_operations),
        }),
        ..ServerCapabilities::default()
    }
}

/// What the server wants to be told of files, of all that the client can tell.
fn told_operations(client: FileOperations) -> Option<WorkspaceFileOperationsServerCapabilities> {
    let pattern = FileOperationPattern { glob: "**/*".to_owned(), ..FileOperationPattern::default() };
    let filter = FileOperationFilter { scheme: Some("file".to_owned()), pattern };
    let articles = FileOperationRegistrationOptions { filters: vec![filter] };
    let wanted = |told: bool| told.then(|| articles.clone());
    let operations = WorkspaceFileOperationsServerCapabilities {
        did_create: wanted(client.created),
        did_rename: wanted(client.renamed),
        did_delete: wanted(client.deleted),
        ..WorkspaceFileOperationsServerCapabilities::default()
    };
    (client != FileOperations::default()).then_some(operations)
}
