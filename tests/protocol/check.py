"""The server before a client that others wrote: every message that it sends is read into the types of the protocol's own
model (lsprotocol, by pygls) and held against what the client said it can do (pytest-lsp), with the capabilities of many
editors and of none.

    python tests/protocol/check.py PROGRAM

Needs the package pytest-lsp, which brings the two others and the capabilities of released editors; those recorded for this
project are in tests/server/handshakes. Prints a line a client; leaves with 1 at the first that fails.
"""

import asyncio
import json
import pathlib
import sys
import tempfile
import warnings

import pytest_lsp
from lsprotocol import types as lsp
from lsprotocol.converters import get_converter
from pytest_lsp.checks import LspSpecificationWarning

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
ARTICLES = ROOT / "tests" / "articles"
CONVERTER = get_converter()
PATIENCE = 60
# Requests of the server that the client of pytest-lsp has no answer for by itself.
ANSWERED = [
    "client/registerCapability",
    "workspace/codeLens/refresh",
    "workspace/inlayHint/refresh",
    "workspace/semanticTokens/refresh",
]


def profiles():
    """Name and capabilities of each client."""
    yield "a client that says nothing", lsp.ClientCapabilities()
    released = pathlib.Path(pytest_lsp.__file__).parent / "clients"
    for path in sorted(released.glob("*.json")):
        said = json.loads(path.read_text())
        yield path.stem, CONVERTER.structure(said["params"] if "params" in said else said, lsp.InitializeParams).capabilities
    for path in sorted((ROOT / "tests" / "server" / "handshakes").glob("*.json")):
        capabilities = json.loads(path.read_text())["capabilities"]
        yield f"{path.stem}, as recorded", CONVERTER.structure(capabilities, lsp.ClientCapabilities)


class Session:
    """One client and its server."""

    def __init__(self, client, folder, offered):
        self.client, self.folder, self.offered = client, folder, offered
        self.requests = 0

    async def ask(self, method, params):
        """The answer, which was read and checked on its way."""
        self.requests += 1
        answer = self.client.protocol.send_request_async(method, params)
        return await asyncio.wait_for(answer, PATIENCE)

    async def until(self, what, fits):
        """Waits for something that the server sends by itself."""
        for _ in range(PATIENCE * 100):
            if self.client.error:
                raise SystemExit(f"{what}: {self.client.error}")
            if fits():
                return
            await asyncio.sleep(0.01)
        raise SystemExit(f"waited in vain for {what}")


async def begin(capabilities, folder):
    config = pytest_lsp.ClientServerConfig(server_command=[str(PROGRAM), "server"])
    client = await config.start()
    for method in ANSWERED:
        client.feature(method)(lambda *_: None)
    params = lsp.InitializeParams(
        capabilities=capabilities,
        workspace_folders=[lsp.WorkspaceFolder(uri=folder.as_uri(), name="desk")],
        root_uri=folder.as_uri(),
        initialization_options={"inlayHints": True, "codeLens": True, "debounceMilliseconds": 0},
    )
    # What the client tells when it is asked.
    client.set_configuration({"inlayHints": True, "codeLens": True, "debounceMilliseconds": 0}, section="copydesk")
    answer = await client.initialize_session(params)
    return Session(client, folder, answer.capabilities)


async def read_article(session, path):
    """Everything that can be asked about one article."""
    document = lsp.TextDocumentIdentifier(uri=path.as_uri())
    text = path.read_text()
    lines = text.splitlines()
    item = lsp.TextDocumentItem(
        uri=document.uri, language_id="markdown" if path.suffix == ".md" else "plaintext", version=1, text=text
    )
    session.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
    whole = lsp.Range(start=lsp.Position(line=0, character=0), end=lsp.Position(line=len(lines), character=0))
    if session.offered.diagnostic_provider:
        report = await session.ask("textDocument/diagnostic", lsp.DocumentDiagnosticParams(text_document=document))
        diagnostics = report.items
        again = lsp.DocumentDiagnosticParams(text_document=document, previous_result_id=report.result_id)
        assert (await session.ask("textDocument/diagnostic", again)).kind == "unchanged"
    else:
        await session.until("diagnostics", lambda: document.uri in session.client.diagnostics)
        diagnostics = session.client.diagnostics[document.uri]
    for diagnostic in diagnostics:
        assert diagnostic.source == "copydesk" and diagnostic.message

    for line in range(0, len(lines), 2):
        for character in range(0, len(lines[line]), 17):
            at = {"text_document": document, "position": lsp.Position(line=line, character=character)}
            await session.ask("textDocument/hover", lsp.HoverParams(**at))
            await session.ask("textDocument/definition", lsp.DefinitionParams(**at))
            context = lsp.ReferenceContext(include_declaration=True)
            await session.ask("textDocument/references", lsp.ReferenceParams(**at, context=context))
            await session.ask("textDocument/documentHighlight", lsp.DocumentHighlightParams(**at))
            prepared = await session.ask("textDocument/prepareRename", lsp.PrepareRenameParams(**at))
            if prepared is not None:
                await session.ask("textDocument/rename", lsp.RenameParams(**at, new_name="Ada Moore"))
            completed = await session.ask("textDocument/completion", lsp.CompletionParams(**at))
            for offered in (completed.items if completed else [])[:2]:
                await session.ask("completionItem/resolve", offered)

    actions = lsp.CodeActionParams(
        text_document=document, range=whole, context=lsp.CodeActionContext(diagnostics=list(diagnostics))
    )
    for action in await session.ask("textDocument/codeAction", actions) or []:
        if isinstance(action, lsp.CodeAction) and action.edit is None and action.command is None:
            assert (await session.ask("codeAction/resolve", action)).edit is not None, action.title
    await session.ask("textDocument/documentSymbol", lsp.DocumentSymbolParams(text_document=document))
    await session.ask("textDocument/foldingRange", lsp.FoldingRangeParams(text_document=document))
    places = [lsp.Position(line=n, character=3) for n in range(len(lines))]
    await session.ask("textDocument/selectionRange", lsp.SelectionRangeParams(text_document=document, positions=places))
    await session.ask("textDocument/documentLink", lsp.DocumentLinkParams(text_document=document))
    await session.ask("textDocument/codeLens", lsp.CodeLensParams(text_document=document))
    hints = await session.ask("textDocument/inlayHint", lsp.InlayHintParams(text_document=document, range=whole))
    for hint in hints or []:
        await session.ask("inlayHint/resolve", hint)
    tokens = await session.ask("textDocument/semanticTokens/full", lsp.SemanticTokensParams(text_document=document))
    assert len(tokens.data) % 5 == 0 and tokens.data
    await session.ask("textDocument/semanticTokens/range", lsp.SemanticTokensRangeParams(text_document=document, range=whole))
    await edit(session, document, tokens.result_id)
    for command in ["claims", "people"]:
        params = lsp.ExecuteCommandParams(command=f"copydesk.{command}", arguments=[{"uri": document.uri}])
        assert (await session.ask("workspace/executeCommand", params))["uri"] == document.uri
    session.client.text_document_did_close(lsp.DidCloseTextDocumentParams(text_document=document))


async def edit(session, document, painted):
    """A letter is typed, and what was painted is brought up to date."""
    start = lsp.Position(line=0, character=0)
    change = lsp.TextDocumentContentChangePartial(range=lsp.Range(start=start, end=start), text="X")
    versioned = lsp.VersionedTextDocumentIdentifier(uri=document.uri, version=2)
    session.client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(text_document=versioned, content_changes=[change])
    )
    delta = lsp.SemanticTokensDeltaParams(text_document=document, previous_result_id=painted)
    await session.ask("textDocument/semanticTokens/full/delta", delta)


async def read_workspace(session):
    """What is asked about all articles."""
    for symbol in (await session.ask("workspace/symbol", lsp.WorkspaceSymbolParams(query="a")) or [])[:5]:
        if isinstance(symbol, lsp.WorkspaceSymbol):
            await session.ask("workspaceSymbol/resolve", symbol)
    if session.offered.diagnostic_provider:
        await session.ask("workspace/diagnostic", lsp.WorkspaceDiagnosticParams(previous_result_ids=[]))
    settings = {"copydesk": {"config": {"rules": {"vague-source": "error"}}}}
    session.client.set_configuration(settings["copydesk"], section="copydesk")
    session.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings=settings))
    event = lsp.FileEvent(uri=(session.folder / "new.txt").as_uri(), type=lsp.FileChangeType.Created)
    session.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=[event]))
    await session.ask("workspace/symbol", lsp.WorkspaceSymbolParams(query=""))


async def check(capabilities):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path in ARTICLES.iterdir():
            (folder / path.name).write_text(path.read_text())
        session = await begin(capabilities, folder)
        for path in sorted(folder.glob("*.*"))[::3]:
            await read_article(session, path)
        await read_workspace(session)
        server = session.client._server
        await asyncio.wait_for(session.client.shutdown_session(), PATIENCE)
        if session.client.error:
            raise SystemExit(f"the client could not read a message: {session.client.error}")
        assert server.returncode == 0, server.returncode
        return session.requests


def main():
    warnings.simplefilter("error", LspSpecificationWarning)
    for number, (name, capabilities) in enumerate(profiles(), 1):
        requests = asyncio.run(check(capabilities))
        print(f"ok {number} - {name}: {requests} answers", flush=True)


main()
