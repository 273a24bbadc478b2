/** What a checker decides about claims: verified, disputed, let stand, withdrawn. The server writes it down. */
import * as vscode from 'vscode';
import type { ArticleInFront } from '../articleInFront';
import type { Desk } from '../desk';
import { type Claim, type Decision, type LetStand, commands } from '../protocol';
import { askForNote, askForSources } from './sources';
import { ClaimNode, LetStandNode } from './tree';

/** What a menu of the view hands on: the node that was clicked, and all that are selected. */
type FromView = [clicked?: unknown, selected?: unknown[]];

export class Decisions implements vscode.Disposable {
    private readonly desk: Desk;
    private readonly front: ArticleInFront;
    private readonly commands: vscode.Disposable;

    constructor(desk: Desk, front: ArticleInFront) {
        this.desk = desk;
        this.front = front;
        const register = (name: string, run: (meant: (Claim | LetStand)[]) => Promise<void>) =>
            vscode.commands.registerCommand(name, (...args: FromView) => {
                const meant = this.meant(args);
                if (meant.length > 0) {
                    return run(meant);
                }
                void vscode.window.showInformationMessage('There is no claim at the cursor.');
                return undefined;
            });
        const decide = (name: string, status: Decision) =>
            register(name, (meant) => this.decide(status, meant.filter(canBeDecided)));
        this.commands = vscode.Disposable.from(
            decide('copydesk.verifyClaim', 'verified'),
            decide('copydesk.disputeClaim', 'disputed'),
            decide('copydesk.letClaimStand', 'stet'),
            register('copydesk.withdrawCheck', (meant) =>
                this.write(meant, (uri, what) => {
                    const { fingerprint } = what;
                    const rule = 'rule' in what ? { rule: what.rule } : {};
                    return [commands.withdraw, { uri, fingerprint, ...rule, ...checker() }];
                }),
            ),
        );
    }

    dispose(): void {
        this.commands.dispose();
    }

    /** Several nodes of the view, when the clicked one is among them; else that one, else the claim at the cursor. */
    private meant([clicked, selected]: FromView): (Claim | LetStand)[] {
        if (clicked instanceof ClaimNode || clicked instanceof LetStandNode) {
            const nodes = selected?.includes(clicked) === true ? selected : [clicked];
            return nodes.flatMap((node): (Claim | LetStand)[] =>
                node instanceof ClaimNode ? [node.claim] : node instanceof LetStandNode ? [node.finding] : [],
            );
        }
        const claim = this.front.claimAtCursor();
        return claim === undefined ? [] : [claim];
    }

    private async decide(status: Decision, claims: Claim[]): Promise<void> {
        if (claims.length === 0) {
            return;
        }
        const what = claims.length === 1 ? `“${claims[0]?.text ?? ''}”` : `${claims.length} claims`;
        let sources: string[] = [];
        if (status !== 'stet') {
            const used = (this.front.reading?.claims ?? []).flatMap((claim) => claim.sources);
            const answer = await askForSources(status, what, [...new Set(used)]);
            if (answer === undefined) {
                return;
            }
            sources = answer;
        }
        const note = await askForNote(status, what);
        if (note === undefined) {
            return;
        }
        await this.write(claims, (uri, { fingerprint }) => [
            commands.check,
            { uri, fingerprint, status, sources, note, ...checker() },
        ]);
    }

    /** Sends one command for each claim, in turn, and has everything shown anew. */
    private async write<What>(whats: What[], command: (uri: string, what: What) => [string, object]): Promise<void> {
        const uri = this.front.reading?.document.uri.toString();
        if (uri === undefined) {
            return;
        }
        try {
            for (const what of whats) {
                const [name, argument] = command(uri, what);
                await this.desk.request(name, [argument]);
            }
        } catch (error) {
            const reason = error instanceof Error ? error.message : String(error);
            void vscode.window.showErrorMessage(`Copydesk did not write this down: ${reason}`);
        }
        await this.front.refresh();
    }
}

function canBeDecided(what: Claim | LetStand): what is Claim {
    return 'status' in what && what.gone !== true;
}

/** Who decides, where the settings say so; else the server knows from git. */
function checker(): { by?: string } {
    const by = vscode.workspace.getConfiguration('copydesk').get('checker', '').trim();
    return by === '' ? {} : { by };
}
