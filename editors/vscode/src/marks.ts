/** Marks on checked claims: a sign in the margin, a small one behind the claim, a stroke in the overview ruler. */
import * as vscode from 'vscode';
import type { ArticleInFront } from './articleInFront';
import { claimCard } from './factCheck/card';
import { type Claim, type ClaimState, toRange } from './protocol';

type Marked = Exclude<ClaimState, 'open'>;

/** What stands behind the claim; of several in one line, the margin shows the first of this list. */
const signs: Record<Marked, string> = { stale: '↻', disputed: '✗', verified: '✓', stet: '·' };

interface Types {
    margin: vscode.TextEditorDecorationType;
    text: vscode.TextEditorDecorationType;
}

export class Marks implements vscode.Disposable {
    private readonly front: ArticleInFront;
    private readonly types: [Marked, Types][];
    private readonly listeners: vscode.Disposable[];

    constructor(context: vscode.ExtensionContext, front: ArticleInFront) {
        this.front = front;
        this.types = (Object.keys(signs) as Marked[]).map((state) => [state, typesOf(context, state)]);
        this.listeners = [
            front.onDidChange(() => this.draw()),
            vscode.window.onDidChangeVisibleTextEditors(() => this.draw()),
            vscode.workspace.onDidChangeConfiguration((change) => {
                if (change.affectsConfiguration('copydesk.marks')) {
                    this.draw();
                }
            }),
        ];
        this.draw();
    }

    dispose(): void {
        const types = this.types.flatMap(([, { margin, text }]) => [margin, text]);
        vscode.Disposable.from(...types, ...this.listeners).dispose();
    }

    private draw(): void {
        const reading = this.front.reading;
        if (reading === undefined) {
            return;
        }
        const wanted = vscode.workspace.getConfiguration('copydesk', reading.document).get('marks', true);
        for (const editor of vscode.window.visibleTextEditors) {
            if (editor.document === reading.document) {
                this.drawIn(editor, wanted ? reading.claims : []);
            }
        }
    }

    private drawIn(editor: vscode.TextEditor, claims: Claim[]): void {
        const taken = new Set<number>();
        for (const [state, { margin, text }] of this.types) {
            const those = claims.filter(({ status }) => status === state);
            const lines = [...new Set(those.map(({ range }) => range.start.line))].filter((line) => !taken.has(line));
            for (const line of lines) {
                taken.add(line);
            }
            editor.setDecorations(margin, lines.map((line) => new vscode.Range(line, 0, line, 0)));
            editor.setDecorations(
                text,
                those.map((claim) => ({ range: toRange(claim.range), hoverMessage: claimCard(claim) })),
            );
        }
    }
}

function typesOf(context: vscode.ExtensionContext, state: Marked): Types {
    const colour = new vscode.ThemeColor(`copydesk.${state}`);
    const icon = (theme: string) => context.asAbsolutePath(`images/${state}-${theme}.svg`);
    return {
        margin: vscode.window.createTextEditorDecorationType({
            light: { gutterIconPath: icon('light') },
            dark: { gutterIconPath: icon('dark') },
            gutterIconSize: 'contain',
        }),
        text: vscode.window.createTextEditorDecorationType({
            overviewRulerColor: colour,
            overviewRulerLane: vscode.OverviewRulerLane.Left,
            rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
            after: { contentText: signs[state], color: colour, margin: '0 0 0 2px', fontWeight: 'bold' },
        }),
    };
}
