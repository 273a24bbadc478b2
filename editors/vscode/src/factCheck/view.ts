/** The *Fact Check* view: the tree of claims under its progress, its filter, and the commands to get about in it. */
import * as vscode from 'vscode';
import type { ArticleInFront } from '../articleInFront';
import type { Range as ProtocolRange } from 'vscode-languageclient/node';
import { type Claim, type ClaimState, toRange } from '../protocol';
import { progress, stateNames, states } from './states';
import { ClaimTree, type Grouping, type Node } from './tree';

export class FactCheckView implements vscode.Disposable {
    private readonly front: ArticleInFront;
    private readonly tree: ClaimTree;
    private readonly view: vscode.TreeView<Node>;
    private readonly parts: vscode.Disposable[];

    constructor(front: ArticleInFront) {
        this.front = front;
        this.tree = new ClaimTree(front);
        this.view = vscode.window.createTreeView('copydesk.factCheck', {
            treeDataProvider: this.tree,
            showCollapseAll: true,
            canSelectMany: true,
        });
        this.parts = [
            this.tree,
            this.view,
            front.onDidChange(() => this.show()),
            vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
                if (kind === vscode.TextEditorSelectionChangeKind.Mouse) {
                    void this.followCursor();
                }
            }),
            vscode.commands.registerCommand('copydesk.goToClaim', (range: ProtocolRange) => this.goTo(range)),
            vscode.commands.registerCommand('copydesk.nextOpenClaim', () => this.goToNextOpen()),
            vscode.commands.registerCommand('copydesk.groupByState', () => this.groupBy('state')),
            vscode.commands.registerCommand('copydesk.groupBySource', () => this.groupBy('source')),
            vscode.commands.registerCommand('copydesk.filterClaims', () => this.askForFilter()),
            vscode.commands.registerCommand('copydesk.clearFilter', () => this.clearFilter()),
        ];
        void this.groupBy('state');
        this.show();
    }

    dispose(): void {
        vscode.Disposable.from(...this.parts).dispose();
    }

    private show(): void {
        const reading = this.front.reading;
        const { checked, all } = reading === undefined ? { checked: 0, all: 0 } : progress(reading.counts);
        this.view.description = all === 0 ? '' : `${checked} of ${all} checked`;
        const left = all - checked;
        // VS Code takes the badge away for 0, and keeps the last one for `undefined`.
        this.view.badge = { value: left, tooltip: left === 1 ? '1 claim to check' : `${left} claims to check` };
        const { states: wanted, topics } = this.tree.filter;
        const filtered = [...[...wanted].map((state) => states[state].name), ...topics];
        const lines = [
            reading !== undefined && all === 0 ? 'Nothing in this article asks to be checked.' : '',
            filtered.length > 0 ? `Only: ${filtered.join(', ')}` : '',
        ];
        this.view.message = lines.filter((line) => line !== '').join(' ');
    }

    private async groupBy(grouping: Grouping): Promise<void> {
        this.tree.groupBy(grouping);
        await vscode.commands.executeCommand('setContext', 'copydesk.groupedBy', grouping);
    }

    /** Selects the claim that was clicked on in the text. */
    private async followCursor(): Promise<void> {
        const claim = this.view.visible ? this.front.claimAtCursor() : undefined;
        const node = claim === undefined ? undefined : this.tree.nodeOf(claim);
        if (node !== undefined) {
            await this.view.reveal(node, { select: true, focus: false });
        }
    }

    private async goTo(range: ProtocolRange): Promise<void> {
        const document = this.front.reading?.document;
        if (document !== undefined) {
            await vscode.window.showTextDocument(document, { selection: toRange(range), preserveFocus: true });
        }
    }

    /** The first claim after the cursor that waits to be checked, from the end on again from the start. */
    private async goToNextOpen(): Promise<void> {
        const waiting = (this.front.reading?.claims ?? []).filter(
            ({ status }) => status === 'open' || status === 'stale',
        );
        const editor = vscode.window.activeTextEditor;
        const cursor = editor?.document === this.front.reading?.document ? editor?.selection.active : undefined;
        const next =
            waiting.find(({ range }) => cursor === undefined || toRange(range).start.isAfter(cursor)) ?? waiting[0];
        if (next === undefined) {
            void vscode.window.showInformationMessage('Every claim of this article has been checked.');
            return;
        }
        await this.goTo(next.range);
        const node = this.tree.nodeOf(next);
        if (node !== undefined && this.view.visible) {
            await this.view.reveal(node, { select: true, focus: false });
        }
    }

    private async askForFilter(): Promise<void> {
        const claims = this.front.reading?.claims ?? [];
        const count = (those: (claim: Claim) => boolean) => String(claims.filter(those).length);
        const { filter } = this.tree;
        type Item = vscode.QuickPickItem & { state?: ClaimState; topic?: string };
        const topics = [...new Set([...claims.flatMap((claim) => claim.topics), ...filter.topics])].sort();
        const items: Item[] = [
            { label: 'State', kind: vscode.QuickPickItemKind.Separator },
            ...stateNames.map((state) => ({
                label: states[state].heading,
                description: count(({ status }) => status === state),
                picked: filter.states.has(state),
                state,
            })),
            { label: 'Topic', kind: vscode.QuickPickItemKind.Separator },
            ...topics.map((topic) => ({
                label: topic,
                description: count((claim) => claim.topics.includes(topic)),
                picked: filter.topics.has(topic),
                topic,
            })),
        ];
        const chosen = await vscode.window.showQuickPick(items, {
            canPickMany: true,
            title: 'Which claims to show',
            placeHolder: 'Nothing chosen: all',
        });
        if (chosen !== undefined) {
            await this.showOnly(
                chosen.flatMap(({ state }) => state ?? []),
                chosen.flatMap(({ topic }) => topic ?? []),
            );
        }
    }

    private async clearFilter(): Promise<void> {
        await this.showOnly([], []);
    }

    private async showOnly(wanted: ClaimState[], topics: string[]): Promise<void> {
        this.tree.showOnly({ states: new Set(wanted), topics: new Set(topics) });
        this.show();
        await vscode.commands.executeCommand('setContext', 'copydesk.filtered', wanted.length + topics.length > 0);
    }
}
