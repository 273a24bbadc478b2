/** The *People & Sources* view, and the way from one mention of somebody to the next. */
import * as vscode from 'vscode';
import type { ArticleInFront } from '../articleInFront';
import { type Person, toRange } from '../protocol';
import type { Range as ProtocolRange } from 'vscode-languageclient/node';
import { MentionNode, PeopleTree, PersonNode } from './tree';

export class PeopleView implements vscode.Disposable {
    private readonly front: ArticleInFront;
    private readonly view: vscode.TreeView<PersonNode | MentionNode>;
    private readonly parts: vscode.Disposable[];

    constructor(front: ArticleInFront) {
        this.front = front;
        const tree = new PeopleTree(front);
        this.view = vscode.window.createTreeView('copydesk.people', { treeDataProvider: tree, showCollapseAll: true });
        this.parts = [
            tree,
            this.view,
            front.onDidChange(() => this.show()),
            vscode.commands.registerCommand('copydesk.goToMention', (range: ProtocolRange) => this.goTo(range)),
            vscode.commands.registerCommand('copydesk.nextMention', (node?: unknown) => this.step(node, 1)),
            vscode.commands.registerCommand('copydesk.previousMention', (node?: unknown) => this.step(node, -1)),
        ];
        this.show();
    }

    dispose(): void {
        vscode.Disposable.from(...this.parts).dispose();
    }

    private show(): void {
        const people = this.front.reading?.people ?? [];
        const speaking = people.filter(({ quotations, statements }) => quotations + statements > 0).length;
        this.view.description = people.length === 0 ? '' : `${speaking} of ${people.length} speak`;
    }

    private async goTo(range: ProtocolRange | undefined): Promise<void> {
        const document = this.front.reading?.document;
        if (document !== undefined && range !== undefined) {
            const selection = toRange(range);
            await vscode.window.showTextDocument(document, { selection, preserveFocus: true });
        }
    }

    /** Goes on from the cursor to another mention of the person, round and round. */
    private async step(node: unknown, direction: 1 | -1): Promise<void> {
        const person = node instanceof PersonNode ? node.person : this.personAtCursor();
        if (person === undefined) {
            void vscode.window.showInformationMessage('Nobody is named at the cursor.');
            return;
        }
        const cursor = vscode.window.activeTextEditor?.selection.start ?? new vscode.Position(0, 0);
        const mentions = direction === 1 ? person.mentions : [...person.mentions].reverse();
        const beyond = mentions.find((mention) => {
            const { start } = toRange(mention);
            return direction === 1 ? start.isAfter(cursor) : start.isBefore(cursor);
        });
        await this.goTo(beyond ?? mentions[0]);
    }

    private personAtCursor(): Person | undefined {
        const editor = vscode.window.activeTextEditor;
        const reading = this.front.reading;
        return editor === undefined || editor.document !== reading?.document
            ? undefined
            : reading.people.find(({ mentions }) =>
                  mentions.some((mention) => toRange(mention).contains(editor.selection.active)),
              );
    }
}
