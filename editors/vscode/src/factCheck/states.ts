/** How each state of a claim is named and drawn, everywhere alike. */
import * as vscode from 'vscode';
import type { Claim, ClaimState, Counts } from '../protocol';

interface Look {
    /** As a heading over claims. */
    heading: string;
    /** In a sentence. */
    name: string;
    icon: string;
    colour: string;
}

/** In the order in which they want attention. */
export const states: Record<ClaimState, Look> = {
    stale: { heading: 'Reworded since', name: 'reworded since it was checked', icon: 'history', colour: 'copydesk.stale' },
    open: { heading: 'Open', name: 'not checked', icon: 'circle-large-outline', colour: 'copydesk.open' },
    disputed: { heading: 'Disputed', name: 'disputed', icon: 'error', colour: 'copydesk.disputed' },
    verified: { heading: 'Verified', name: 'verified', icon: 'pass-filled', colour: 'copydesk.verified' },
    stet: { heading: 'Let stand', name: 'let stand', icon: 'circle-slash', colour: 'copydesk.stet' },
};

export const stateNames = Object.keys(states) as ClaimState[];

export function iconOf(state: ClaimState): vscode.ThemeIcon {
    const { icon, colour } = states[state];
    return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

/** The icon of a claim: an open one that nobody in the article stands behind is set off from the others. */
export function iconOfClaim({ status, speaker, needsAttribution }: Claim): vscode.ThemeIcon {
    const bare = status === 'open' && speaker === null && needsAttribution >= 0.5;
    return bare ? new vscode.ThemeIcon('circle-large-filled', new vscode.ThemeColor('copydesk.bare')) : iconOf(status);
}

/** How many claims somebody has decided about, of how many; a reworded claim has to be decided anew. */
export function progress(counts: Counts): { checked: number; all: number } {
    const checked = counts.verified + counts.disputed + counts.stet;
    return { checked, all: checked + counts.open + counts.stale };
}
