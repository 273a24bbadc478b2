/**
 * What the server read of the article in front: its claims with their checks, its people. The views, the status bar, the
 * marks in the text and the source map all show this and ask for nothing themselves.
 */
import * as vscode from 'vscode';
import { isArticle } from './articles';
import type { Desk } from './desk';
import { type Claim, type ClaimsAnswer, type PeopleAnswer, commands, toRange } from './protocol';

export interface Reading extends ClaimsAnswer, PeopleAnswer {
    document: vscode.TextDocument;
}

/** How long the text rests before it is asked about again, in milliseconds: the server wants to have read it. */
const rest = 250;

export class ArticleInFront implements vscode.Disposable {
    private readonly changed = new vscode.EventEmitter<Reading | undefined>();
    /** The reading is another one; `undefined`: there is no article. */
    readonly onDidChange = this.changed.event;

    private document: vscode.TextDocument | undefined;
    private current: Reading | undefined;
    private running: vscode.CancellationTokenSource | undefined;
    private timer: NodeJS.Timeout | undefined;
    private readonly desk: Desk;
    private readonly listeners: vscode.Disposable[];

    constructor(desk: Desk) {
        this.desk = desk;
        const ledger = vscode.workspace.createFileSystemWatcher('**/.copydesk/checks.jsonl');
        const later = () => this.refreshAfter(rest);
        this.listeners = [
            this.changed,
            ledger,
            ledger.onDidCreate(later),
            ledger.onDidChange(later),
            ledger.onDidDelete(later),
            desk.onDidStart(() => void this.refresh()),
            vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
            vscode.workspace.onDidChangeTextDocument(({ document }) => {
                if (document === this.document) {
                    later();
                }
            }),
            // New findings: it was read again, or something was decided about it.
            vscode.languages.onDidChangeDiagnostics(({ uris }) => {
                if (uris.some((uri) => uri.toString() === this.document?.uri.toString())) {
                    later();
                }
            }),
            vscode.workspace.onDidCloseTextDocument((document) => {
                if (document === this.document) {
                    this.turnTo(undefined);
                }
            }),
        ];
        this.follow(vscode.window.activeTextEditor);
    }

    get reading(): Reading | undefined {
        return this.current;
    }

    /** Asks the server anew. */
    async refresh(): Promise<void> {
        clearTimeout(this.timer);
        this.running?.cancel();
        const document = this.document;
        if (document === undefined) {
            return;
        }
        const running = (this.running = new vscode.CancellationTokenSource());
        const uri = document.uri.toString();
        const [claims, people] = await Promise.all([
            this.desk.ask<ClaimsAnswer>(commands.claims, [{ uri }], running.token),
            this.desk.ask<PeopleAnswer>(commands.people, [{ uri }], running.token),
        ]);
        if (running !== this.running) {
            return;
        }
        this.running = undefined;
        if (claims === undefined || people === undefined) {
            return;
        }
        this.current = { ...people, ...claims, document };
        this.changed.fire(this.current);
    }

    /** The claim at the cursor: the shortest that contains it, else the nearest in its line. */
    claimAtCursor(): Claim | undefined {
        const editor = vscode.window.activeTextEditor;
        if (editor === undefined || editor.document !== this.document) {
            return undefined;
        }
        const cursor = editor.selection.active;
        const offset = (position: vscode.Position) => editor.document.offsetAt(position);
        const away = (range: vscode.Range) =>
            Math.max(offset(range.start) - offset(cursor), offset(cursor) - offset(range.end), 0);
        const length = (range: vscode.Range) => offset(range.end) - offset(range.start);
        return (this.current?.claims ?? [])
            .map((claim) => ({ claim, range: toRange(claim.range) }))
            .filter(({ range }) => range.start.line <= cursor.line && cursor.line <= range.end.line)
            .sort((a, b) => away(a.range) - away(b.range) || length(a.range) - length(b.range))[0]?.claim;
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.running?.cancel();
        vscode.Disposable.from(...this.listeners).dispose();
    }

    /** Another editor is in front. What is no article (a log, a settings page) leaves the last one in the views. */
    private follow(editor: vscode.TextEditor | undefined): void {
        if (editor !== undefined && isArticle(editor.document)) {
            this.turnTo(editor.document);
        }
    }

    private turnTo(document: vscode.TextDocument | undefined): void {
        if (document === this.document) {
            return;
        }
        this.document = document;
        this.current = undefined;
        this.changed.fire(undefined);
        void vscode.commands.executeCommand('setContext', 'copydesk.hasArticle', document !== undefined);
        void this.refresh();
    }

    private refreshAfter(milliseconds: number): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.refresh(), milliseconds);
    }
}
