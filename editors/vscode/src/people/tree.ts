/** People and bodies of the article in front, those who speak first; under each, the places where they are named. */
import * as vscode from 'vscode';
import type { ArticleInFront, Reading } from '../articleInFront';
import { type Person, toRange } from '../protocol';

export class PersonNode {
    readonly person: Person;
    readonly mentions: MentionNode[];

    constructor(person: Person) {
        this.person = person;
        this.mentions = person.mentions.map((range) => new MentionNode(this, toRange(range)));
    }
}

export class MentionNode {
    readonly whose: PersonNode;
    readonly range: vscode.Range;

    constructor(whose: PersonNode, range: vscode.Range) {
        this.whose = whose;
        this.range = range;
    }
}

const icons: Record<string, string> = {
    person: 'account',
    organization: 'organization',
    place: 'location',
    group: 'globe',
    event: 'calendar',
    work: 'book',
};

export class PeopleTree implements vscode.TreeDataProvider<PersonNode | MentionNode>, vscode.Disposable {
    private readonly changed = new vscode.EventEmitter<void>();
    readonly onDidChangeTreeData = this.changed.event;

    private nodes: PersonNode[] = [];
    private reading: Reading | undefined;
    private readonly listener: vscode.Disposable;

    constructor(front: ArticleInFront) {
        const rebuild = () => {
            this.reading = front.reading;
            this.nodes = (front.reading?.people ?? []).map((person) => new PersonNode(person));
            this.changed.fire();
        };
        this.listener = front.onDidChange(rebuild);
        rebuild();
    }

    getChildren(node?: PersonNode | MentionNode): (PersonNode | MentionNode)[] {
        return node === undefined ? this.nodes : node instanceof PersonNode ? node.mentions : [];
    }

    getParent(node: PersonNode | MentionNode): PersonNode | undefined {
        return node instanceof MentionNode ? node.whose : undefined;
    }

    getTreeItem(node: PersonNode | MentionNode): vscode.TreeItem {
        return node instanceof PersonNode ? personItem(node.person) : this.mentionItem(node);
    }

    dispose(): void {
        this.listener.dispose();
        this.changed.dispose();
    }

    private mentionItem({ range }: MentionNode): vscode.TreeItem {
        const document = this.reading?.document;
        const line = document === undefined || range.end.line >= document.lineCount ? undefined : document.lineAt(range.start.line).text;
        const item = new vscode.TreeItem(line === undefined ? '' : around(line, range));
        item.description = String(range.start.line + 1);
        item.contextValue = 'mention';
        item.command = { command: 'copydesk.goToMention', title: 'Go to the Mention', arguments: [range] };
        return item;
    }
}

function personItem(person: Person): vscode.TreeItem {
    // Their name in the passage that introduces them.
    const passage = person.introduction === null ? undefined : toRange(person.introduction);
    const introduction = person.mentions.find((mention) => passage?.contains(toRange(mention))) ?? person.mentions[0];
    const item = new vscode.TreeItem(person.name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = `${person.kind} ${person.name}`;
    item.iconPath = new vscode.ThemeIcon(icons[person.kind] ?? 'symbol-misc');
    const facts = [
        count(person.quotations, 'quotation'),
        count(person.statements, 'statement'),
        count(person.mentions.length, 'mention'),
    ].filter((fact) => fact !== '');
    item.description = (facts.length > 1 ? facts.slice(0, -1) : facts).join(', ');
    const tooltip = new vscode.MarkdownString().appendMarkdown('**').appendText(person.name).appendMarkdown('**');
    if (person.titles.length > 0) {
        tooltip.appendMarkdown('\n\n').appendText(person.titles.join(', '));
    }
    item.tooltip = tooltip.appendMarkdown(`\n\n${facts.join(', ')}`);
    item.contextValue = 'person';
    item.command = {
        command: 'copydesk.goToMention',
        title: 'Go to the Introduction',
        arguments: [introduction],
    };
    return item;
}

function count(n: number, what: string): string {
    return n === 0 ? '' : `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** The words around a mention, which is marked in them. */
function around(line: string, range: vscode.Range): vscode.TreeItemLabel {
    const [start, end] = [range.start.character, range.isSingleLine ? range.end.character : line.length];
    const before = line.slice(0, start);
    const from = before.length <= 24 ? 0 : before.indexOf(' ', before.length - 24) + 1;
    const lead = from > 0 ? '… ' : '';
    const marked = lead.length + start - from;
    return { label: lead + line.slice(from, end + 80), highlights: [[marked, marked + end - start]] };
}
