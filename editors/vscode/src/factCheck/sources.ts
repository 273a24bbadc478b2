/** Asks what a decision rests on. */
import * as vscode from 'vscode';
import type { Decision } from '../protocol';

const verbs: Record<Decision, string> = { verified: 'Verify', disputed: 'Dispute', stet: 'Let stand' };

/**
 * The sources of a decision: those chosen of `used`, and what was typed, separated by semicolons. To verify takes at
 * least one. `undefined`: never mind.
 */
export function askForSources(status: Decision, what: string, used: string[]): Promise<string[] | undefined> {
    const pick = vscode.window.createQuickPick();
    pick.title = `${verbs[status]}: ${what}`;
    pick.canSelectMany = true;
    // Whoever goes to copy an address comes back to what was typed.
    pick.ignoreFocusOut = true;
    pick.step = 1;
    pick.totalSteps = 2;
    pick.items = used.map((label) => ({ label }));
    const asked =
        status === 'verified'
            ? 'Who or what bears it out? A link, a document, an interview'
            : 'Who or what says otherwise? A link, a document, an interview; may stay empty';
    pick.placeholder = used.length > 0 ? `${asked} – or choose one used before` : asked;
    return new Promise((resolve) => {
        pick.onDidAccept(() => {
            const typed = pick.value.split(';').map((part) => part.trim());
            const sources = [...pick.selectedItems.map(({ label }) => label), ...typed].filter((part) => part !== '');
            if (sources.length > 0 || status !== 'verified') {
                resolve([...new Set(sources)]);
                pick.hide();
            }
        });
        pick.onDidHide(() => {
            resolve(undefined);
            pick.dispose();
        });
        pick.show();
    });
}

/** A note to it, empty where there is nothing to say. `undefined`: never mind. */
export async function askForNote(status: Decision, what: string): Promise<string | undefined> {
    const input = await vscode.window.showInputBox({
        title: `${verbs[status]}: ${what}${status === 'stet' ? '' : ' (2/2)'}`,
        prompt: status === 'stet' ? 'Why may it stand? May stay empty.' : 'A note for whoever reads this later. May stay empty.',
        placeHolder: status === 'verified' ? 'page 4 of the report; read back to her on Tuesday' : '',
        ignoreFocusOut: true,
    });
    return input?.trim();
}
