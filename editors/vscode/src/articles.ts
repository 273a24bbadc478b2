/** What counts as an article for the editor; the server looks closer. */
import * as vscode from 'vscode';

/** Plain text and Markdown, on disk or not yet saved. */
export const articles: { language: string; scheme: string }[] = ['plaintext', 'markdown'].flatMap((language) =>
    ['file', 'untitled'].map((scheme) => ({ language, scheme })),
);

export function isArticle(document: vscode.TextDocument): boolean {
    return vscode.languages.match(articles, document) > 0;
}
