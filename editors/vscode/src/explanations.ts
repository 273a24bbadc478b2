/** The explanation of a rule, as a page: of the finding at the cursor, or of one that is asked for. */
import * as vscode from 'vscode';
import type { Desk } from './desk';
import { commands } from './protocol';

const scheme = 'copydesk-rule';

export class Explanations implements vscode.Disposable, vscode.TextDocumentContentProvider {
    private readonly desk: Desk;
    private readonly parts: vscode.Disposable;

    constructor(desk: Desk) {
        this.desk = desk;
        this.parts = vscode.Disposable.from(
            vscode.workspace.registerTextDocumentContentProvider(scheme, this),
            vscode.commands.registerCommand('copydesk.explainRule', (rule?: unknown) =>
                this.explain(typeof rule === 'string' ? rule : undefined),
            ),
        );
    }

    dispose(): void {
        this.parts.dispose();
    }

    async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
        const rule = uri.path.replace(/\.md$/, '');
        return (await this.desk.ask<string>(commands.explain, [rule, { show: false }])) ?? '';
    }

    /** Shows the page; which rule is asked for where several have a finding at the cursor, or none has. */
    async explain(rule?: string): Promise<void> {
        const chosen = rule ?? (await this.askForRule());
        if (chosen !== undefined) {
            const uri = vscode.Uri.from({ scheme, path: `${chosen}.md` });
            await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
        }
    }

    private async askForRule(): Promise<string | undefined> {
        const editor = vscode.window.activeTextEditor;
        const found = editor === undefined ? [] : vscode.languages.getDiagnostics(editor.document.uri);
        const at = found.filter(({ range }) => editor !== undefined && range.contains(editor.selection.active));
        const rules = (of: vscode.Diagnostic[]) =>
            [...new Set(of.filter(({ source }) => source === 'copydesk').map(ruleOf))].sort();
        const here = rules(at);
        const choice = here.length > 0 ? here : rules(found);
        if (choice.length === 0) {
            void vscode.window.showInformationMessage('Copydesk has nothing to explain here: there are no findings.');
            return undefined;
        }
        return here.length === 1 ? here[0] : vscode.window.showQuickPick(choice, { title: 'Explain a rule' });
    }
}

function ruleOf({ code }: vscode.Diagnostic): string {
    return String(typeof code === 'object' ? code.value : code);
}
