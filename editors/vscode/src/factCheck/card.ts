/** Everything known about a claim, for a tooltip. */
import * as vscode from 'vscode';
import type { Claim, LetStand } from '../protocol';
import { states } from './states';

export function claimCard(claim: Claim): vscode.MarkdownString {
    const card = new vscode.MarkdownString(undefined, true);
    const { icon, name } = states[claim.status];
    card.appendMarkdown(`$(${icon}) **${capital(name)}**`);
    card.appendText(signature(claim));
    card.appendMarkdown('\n\n').appendText(`“${claim.text}”`);
    if (claim.was !== null) {
        card.appendMarkdown('\n\nWhat was checked: ').appendText(`“${claim.was}”`);
    }
    for (const source of claim.sources) {
        card.appendMarkdown('\n\n$(link) ');
        if (/^https?:\/\/\S+$/.test(source)) {
            card.appendMarkdown(`<${source}>`);
        } else {
            card.appendText(source);
        }
    }
    if (claim.note !== '') {
        card.appendMarkdown('\n\n$(note) ').appendText(claim.note);
    }
    if (claim.speaker === null) {
        card.appendMarkdown("\n\n$(quote) in the article's own voice");
    } else {
        card.appendMarkdown('\n\n$(quote) ').appendText(claim.speaker);
    }
    if (claim.topics.length > 0) {
        card.appendMarkdown('\n\n$(tag) ').appendText(claim.topics.join(', '));
    }
    return card;
}

export function letStandCard(finding: LetStand): vscode.MarkdownString {
    const card = new vscode.MarkdownString(undefined, true);
    card.appendMarkdown(`$(${states.stet.icon}) **Let stand**: ${finding.rule}`).appendText(signature(finding));
    card.appendMarkdown('\n\n').appendText(`“${finding.text}”`);
    if (finding.note !== '') {
        card.appendMarkdown('\n\n$(note) ').appendText(finding.note);
    }
    return card;
}

/** Who decided, and when; empty where nobody has. */
function signature({ by, at }: { by: string | null; at: string | null }): string {
    const parts = [by, at === null ? null : day(at)].filter((part) => part !== null && part !== '');
    return parts.length === 0 ? '' : ` — ${parts.join(', ')}`;
}

/** The day of a time stamp, in the words of the editor's language. */
function day(at: string): string {
    const time = new Date(at);
    return Number.isNaN(time.getTime()) ? at : time.toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
}

function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
