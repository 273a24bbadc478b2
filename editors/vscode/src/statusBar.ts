/** The article in front in two numbers: what was found in it, and how far its claims are checked. */
import * as vscode from 'vscode';
import type { ArticleInFront } from './articleInFront';
import { isArticle } from './articles';
import { progress, stateNames, states } from './factCheck/states';

export class StatusBar implements vscode.Disposable {
    private readonly front: ArticleInFront;
    private readonly findings: vscode.StatusBarItem;
    private readonly claims: vscode.StatusBarItem;
    private readonly listeners: vscode.Disposable[];

    constructor(front: ArticleInFront) {
        this.front = front;
        this.findings = vscode.window.createStatusBarItem('copydesk.findings', vscode.StatusBarAlignment.Left, 0);
        this.findings.name = 'Copydesk: Findings';
        this.findings.command = 'workbench.actions.view.problems';
        this.claims = vscode.window.createStatusBarItem('copydesk.claims', vscode.StatusBarAlignment.Left, -1);
        this.claims.name = 'Copydesk: Claims Checked';
        this.claims.command = 'copydesk.factCheck.focus';
        this.listeners = [
            front.onDidChange(() => this.show()),
            vscode.window.onDidChangeActiveTextEditor(() => this.show()),
            vscode.languages.onDidChangeDiagnostics(() => this.show()),
        ];
        this.show();
    }

    dispose(): void {
        vscode.Disposable.from(this.findings, this.claims, ...this.listeners).dispose();
    }

    private show(): void {
        const document = vscode.window.activeTextEditor?.document;
        if (document === undefined || !isArticle(document)) {
            this.findings.hide();
            this.claims.hide();
            return;
        }
        this.showFindings(document);
        this.showClaims(document);
    }

    private showFindings(document: vscode.TextDocument): void {
        const found = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'copydesk');
        const count = (severity: vscode.DiagnosticSeverity) => found.filter((d) => d.severity === severity).length;
        const counts: [string, string, number][] = [
            ['$(error)', 'error', count(vscode.DiagnosticSeverity.Error)],
            ['$(warning)', 'warning', count(vscode.DiagnosticSeverity.Warning)],
            ['$(info)', 'note', count(vscode.DiagnosticSeverity.Information)],
            ['$(lightbulb)', 'hint', count(vscode.DiagnosticSeverity.Hint)],
        ];
        const shown = counts.filter(([, , n]) => n > 0);
        const words = shown.map(([, name, n]) => `${n} ${name}${n === 1 ? '' : 's'}`).join(', ');
        this.findings.text = `$(book) ${shown.map(([icon, , n]) => `${icon} ${n}`).join(' ') || '$(check)'}`;
        this.findings.tooltip = `Copydesk: ${words || 'nothing to report'}`;
        this.findings.accessibilityInformation = { label: this.findings.tooltip };
        this.findings.show();
    }

    private showClaims(document: vscode.TextDocument): void {
        const reading = this.front.reading;
        if (reading === undefined || reading.document !== document || reading.claims.length === 0) {
            this.claims.hide();
            return;
        }
        const { checked, all } = progress(reading.counts);
        this.claims.text = `$(checklist) ${checked}/${all}`;
        const parts = stateNames
            .filter((state) => reading.counts[state] > 0)
            .map((state) => `${reading.counts[state]} ${states[state].name}`);
        this.claims.tooltip = `${checked} of ${all} claims checked: ${parts.join(', ')}`;
        this.claims.accessibilityInformation = { label: this.claims.tooltip };
        this.claims.show();
    }
}
