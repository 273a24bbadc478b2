/** The claims of the article in front as a tree, by state or by who says them. */
import * as vscode from 'vscode';
import type { ArticleInFront, Reading } from '../articleInFront';
import type { Claim, ClaimState, LetStand } from '../protocol';
import { claimCard, letStandCard } from './card';
import { iconOf, iconOfClaim, stateNames, states } from './states';

export type Grouping = 'state' | 'source';

/** What is left out of the tree. Empty sets leave nothing out. */
export interface Filter {
    states: Set<ClaimState>;
    topics: Set<string>;
}

export class ClaimGroup {
    readonly name: string;
    readonly state: ClaimState | undefined;
    readonly claims: ClaimNode[];

    constructor(name: string, state: ClaimState | undefined, claims: Claim[]) {
        this.name = name;
        this.state = state;
        this.claims = claims.map((claim) => new ClaimNode(claim, this));
    }
}

export class ClaimNode {
    readonly claim: Claim;
    readonly group: ClaimGroup;

    constructor(claim: Claim, group: ClaimGroup) {
        this.claim = claim;
        this.group = group;
    }
}

/** The findings that were let stand, under a group of their own. */
export class LetStandGroup {
    readonly nodes: LetStandNode[];

    constructor(findings: LetStand[]) {
        this.nodes = findings.map((finding) => new LetStandNode(finding, this));
    }
}

export class LetStandNode {
    readonly finding: LetStand;
    readonly group: LetStandGroup;

    constructor(finding: LetStand, group: LetStandGroup) {
        this.finding = finding;
        this.group = group;
    }
}

export type Node = ClaimGroup | ClaimNode | LetStandGroup | LetStandNode;

/** What the article says in its own voice. */
const ownVoice = 'The article itself';

export class ClaimTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
    private readonly changed = new vscode.EventEmitter<void>();
    readonly onDidChangeTreeData = this.changed.event;

    private groups: ClaimGroup[] = [];
    private letStand: LetStandGroup[] = [];
    private shownBy: Grouping = 'state';
    private shown: Filter = { states: new Set(), topics: new Set() };
    private readonly front: ArticleInFront;
    private readonly listener: vscode.Disposable;

    constructor(front: ArticleInFront) {
        this.front = front;
        this.listener = front.onDidChange(() => this.rebuild());
        this.rebuild();
    }

    get filter(): Filter {
        return this.shown;
    }

    groupBy(grouping: Grouping): void {
        this.shownBy = grouping;
        this.rebuild();
    }

    showOnly(filter: Filter): void {
        this.shown = filter;
        this.rebuild();
    }

    /** The node of a claim, unless the filter leaves it out. */
    nodeOf(claim: Claim): ClaimNode | undefined {
        return this.groups
            .flatMap((group) => group.claims)
            .find((node) => node.claim.fingerprint === claim.fingerprint);
    }

    getChildren(node?: Node): Node[] {
        if (node === undefined) {
            return [...this.groups, ...this.letStand];
        }
        return node instanceof ClaimGroup ? node.claims : node instanceof LetStandGroup ? node.nodes : [];
    }

    getParent(node: Node): Node | undefined {
        return node instanceof ClaimNode || node instanceof LetStandNode ? node.group : undefined;
    }

    getTreeItem(node: Node): vscode.TreeItem {
        if (node instanceof ClaimGroup) {
            return this.groupItem(node);
        }
        if (node instanceof ClaimNode) {
            return this.claimItem(node.claim);
        }
        return node instanceof LetStandGroup ? letStandGroupItem(node) : letStandItem(node.finding);
    }

    dispose(): void {
        this.listener.dispose();
        this.changed.dispose();
    }

    private groupItem(group: ClaimGroup): vscode.TreeItem {
        const done = group.state === 'verified' || group.state === 'stet';
        const item = new vscode.TreeItem(
            group.name,
            done ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded,
        );
        item.id = `group ${group.name}`;
        const decided = group.claims.filter(({ claim }) => claim.status !== 'open' && claim.status !== 'stale').length;
        item.description =
            group.state === undefined ? `${decided} of ${group.claims.length} checked` : String(group.claims.length);
        item.contextValue = 'group';
        return item;
    }

    private claimItem(claim: Claim): vscode.TreeItem {
        const item = new vscode.TreeItem(claim.text.replace(/\s+/g, ' '));
        item.id = claim.fingerprint;
        item.iconPath = iconOfClaim(claim);
        item.description = claim.sources.join(', ') || (this.shownBy === 'state' ? (claim.speaker ?? '') : '');
        item.tooltip = claimCard(claim);
        item.contextValue = claim.gone === true ? 'claim.gone' : `claim.${claim.status}`;
        item.accessibilityInformation = { label: `${claim.text}: ${states[claim.status].name}` };
        item.command = { command: 'copydesk.goToClaim', title: 'Go to the Claim', arguments: [claim.range] };
        return item;
    }

    private rebuild(): void {
        const reading = this.front.reading;
        this.groups = this.grouped(reading);
        const findings = reading?.letStand ?? [];
        this.letStand = findings.length > 0 ? [new LetStandGroup(findings)] : [];
        this.changed.fire();
    }

    private grouped(reading: Reading | undefined): ClaimGroup[] {
        const { states: wanted, topics } = this.shown;
        const claims = (reading?.claims ?? []).filter(
            (claim) =>
                (wanted.size === 0 || wanted.has(claim.status)) &&
                (topics.size === 0 || claim.topics.some((topic) => topics.has(topic))),
        );
        if (this.shownBy === 'state') {
            return stateNames
                .map((state) => {
                    const those = claims.filter(({ status }) => status === state);
                    return new ClaimGroup(states[state].heading, state, those);
                })
                .filter((group) => group.claims.length > 0);
        }
        const speakers = new Map<string, Claim[]>();
        for (const claim of claims) {
            const speaker = claim.speaker ?? ownVoice;
            speakers.set(speaker, [...(speakers.get(speaker) ?? []), claim]);
        }
        return [...speakers]
            .sort(([a], [b]) => Number(b === ownVoice) - Number(a === ownVoice) || a.localeCompare(b))
            .map(([speaker, those]) => new ClaimGroup(speaker, undefined, those));
    }
}

function letStandGroupItem({ nodes }: LetStandGroup): vscode.TreeItem {
    const item = new vscode.TreeItem('Findings let stand', vscode.TreeItemCollapsibleState.Collapsed);
    item.description = String(nodes.length);
    item.contextValue = 'group';
    return item;
}

function letStandItem(finding: LetStand): vscode.TreeItem {
    const item = new vscode.TreeItem(finding.text.replace(/\s+/g, ' '));
    item.id = `${finding.rule} ${finding.fingerprint}`;
    item.description = finding.rule;
    item.iconPath = iconOf('stet');
    item.tooltip = letStandCard(finding);
    item.contextValue = 'letStand';
    if (finding.range !== null) {
        item.command = { command: 'copydesk.goToClaim', title: 'Go to the Finding', arguments: [finding.range] };
    }
    return item;
}
