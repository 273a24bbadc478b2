/** The findings of the article in front, counted by severity. */
import * as vscode from 'vscode';
import { isArticle } from './articles';

export class FindingsInStatusBar implements vscode.Disposable {
    private readonly item: vscode.StatusBarItem;
    private readonly listeners: vscode.Disposable[];

    constructor() {
        this.item = vscode.window.createStatusBarItem('copydesk.findings', vscode.StatusBarAlignment.Left, 0);
        this.item.name = 'Copydesk findings';
        this.item.command = 'workbench.actions.view.problems';
        this.listeners = [
            vscode.window.onDidChangeActiveTextEditor(() => this.show()),
            vscode.languages.onDidChangeDiagnostics(() => this.show()),
        ];
        this.show();
    }

    dispose(): void {
        vscode.Disposable.from(this.item, ...this.listeners).dispose();
    }

    private show(): void {
        const document = vscode.window.activeTextEditor?.document;
        if (document === undefined || !isArticle(document)) {
            this.item.hide();
            return;
        }
        const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'copydesk');
        const count = (severity: vscode.DiagnosticSeverity) => found.filter((d) => d.severity === severity).length;
        const counts: [string, string, number][] = [
            ['$(error)', 'errors', count(vscode.DiagnosticSeverity.Error)],
            ['$(warning)', 'warnings', count(vscode.DiagnosticSeverity.Warning)],
            ['$(info)', 'notes', count(vscode.DiagnosticSeverity.Information)],
            ['$(lightbulb)', 'hints', count(vscode.DiagnosticSeverity.Hint)],
        ];
        const shown = counts.filter(([, , n]) => n > 0);
        this.item.text = `$(book) ${shown.map(([icon, , n]) => `${icon} ${n}`).join(' ') || '$(check)'}`;
        this.item.tooltip = `Copydesk: ${shown.map(([, name, n]) => `${n} ${name}`).join(', ') || 'nothing to report'}`;
        this.item.show();
    }
}
