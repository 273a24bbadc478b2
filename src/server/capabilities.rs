//! What the client can do, and what the server offers it.

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
    pub(crate) diagnostic_tags: bool,
    /// Hands the data of a diagnostic back.
    pub(crate) diagnostic_data: bool,
    /// Asks for diagnostics by itself.
    pub(crate) pull_diagnostics: bool,
    /// Shows Markdown in hovers.
    pub(crate) hover_markdown: bool,
    /// Shows document symbols as a tree.
    pub(crate) nested_symbols: bool,
    /// Watches files for a server that asks for it.
    pub(crate) watches_files: bool,
}

impl Profile {
    /// Digests the capabilities of a client.
    pub(crate) fn of(client: &ClientCapabilities) -> Self {
        let document = client.text_document.as_ref();
        let published = document.and_then(|d| d.publish_diagnostics.as_ref());
        let pulled = document.and_then(|d| d.diagnostic.as_ref());
        let workspace = client.workspace.as_ref();
        Self {
            watches_files: workspace
                .and_then(|w| w.did_change_watched_files.as_ref())
                .and_then(|w| w.dynamic_registration)
                == Some(true),
            encoding: negotiate(client),
            related_information: published.and_then(|p| p.related_information) == Some(true)
                || pulled.and_then(|p| p.related_information) == Some(true),
            code_description: published.and_then(|p| p.code_description_support) == Some(true)
                || pulled.and_then(|p| p.code_description_support) == Some(true),
            diagnostic_tags: published.is_some_and(|p| p.tag_support.is_some())
                || pulled.is_some_and(|p| p.tag_support.is_some()),
            diagnostic_data: published.and_then(|p| p.data_support) == Some(true)
                || pulled.and_then(|p| p.data_support) == Some(true),
            pull_diagnostics: pulled.is_some(),
            hover_markdown: document
                .and_then(|d| d.hover.as_ref())
                .and_then(|h| h.content_format.as_ref())
                .is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
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
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            ..WorkspaceServerCapabilities::default()
        }),
        ..ServerCapabilities::default()
    }
}
