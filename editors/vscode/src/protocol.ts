/** The server's commands for the fact-check and the people of an article, as `docs/commands.md` has them. */
import * as vscode from 'vscode';
import type { Range as ProtocolRange } from 'vscode-languageclient/node';

/** What has become of a claim. */
export type ClaimState = 'open' | 'verified' | 'disputed' | 'stet' | 'stale';

/** What a checker can decide. */
export type Decision = Extract<ClaimState, 'verified' | 'disputed' | 'stet'>;

export interface Claim {
    fingerprint: string;
    range: ProtocolRange;
    text: string;
    status: ClaimState;
    /** How likely an editor would want a source for it, from 0 to 1. */
    needsAttribution: number;
    topics: string[];
    /** Whose words it is; `null`: the article's own. */
    speaker: string | null;
    sources: string[];
    by: string | null;
    /** When it was decided, as RFC 3339 has it. */
    at: string | null;
    note: string;
    /** The wording that was checked, where the article now has another. */
    was: string | null;
    /** Nothing like what was checked stands in the article any more; all that is left to do is to withdraw it. */
    gone?: boolean;
}

/** A finding that somebody let stand. */
export interface LetStand {
    rule: string;
    fingerprint: string;
    text: string;
    /** `null`: there is no such finding any more. */
    range: ProtocolRange | null;
    by: string | null;
    at: string | null;
    note: string;
}

export type Counts = Record<ClaimState, number>;

export interface ClaimsAnswer {
    uri: string;
    version: number | null;
    claims: Claim[];
    counts: Counts;
    letStand: LetStand[];
}

export interface Person {
    name: string;
    kind: string;
    titles: string[];
    mentions: ProtocolRange[];
    introduction: ProtocolRange | null;
    /** Direct quotations of theirs. */
    quotations: number;
    /** What they are reported to have said in other words. */
    statements: number;
    words: number;
}

/** How many words of an article somebody is given: their own, and the reporter's for what they said. */
export interface Share {
    name: string;
    quoted: number;
    reported: number;
}

export interface PeopleAnswer {
    uri: string;
    people: Person[];
    share: Share[];
    /** Words of the whole copy. */
    words: number;
}

/** The commands by the names that the server knows. */
export const commands = {
    claims: 'copydesk.claims',
    people: 'copydesk.people',
    check: 'copydesk.check',
    withdraw: 'copydesk.withdraw',
    explain: 'copydesk.explain',
} as const;

export function toRange({ start, end }: ProtocolRange): vscode.Range {
    return new vscode.Range(start.line, start.character, end.line, end.character);
}
