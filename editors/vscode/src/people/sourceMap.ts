/** The source map: a panel beside the article that follows it. */
import { randomBytes } from 'node:crypto';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ArticleInFront, Reading } from '../articleInFront';
import { toRange } from '../protocol';
import { type SourceMap, sourceMapPage } from './sourceMapPage';

export class SourceMapPanel implements vscode.Disposable {
    private panel: vscode.WebviewPanel | undefined;
    private readonly front: ArticleInFront;
    private readonly parts: vscode.Disposable[];

    constructor(front: ArticleInFront) {
        this.front = front;
        this.parts = [
            front.onDidChange(() => this.draw()),
            vscode.commands.registerCommand('copydesk.showSourceMap', () => this.open()),
        ];
    }

    dispose(): void {
        this.panel?.dispose();
        vscode.Disposable.from(...this.parts).dispose();
    }

    private open(): void {
        if (this.panel === undefined) {
            this.panel = vscode.window.createWebviewPanel(
                'copydesk.sourceMap',
                'Source Map',
                { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
                { enableScripts: false, localResourceRoots: [] },
            );
            this.panel.onDidDispose(() => (this.panel = undefined));
        } else {
            this.panel.reveal(undefined, true);
        }
        this.draw();
    }

    private draw(): void {
        const reading = this.front.reading;
        if (this.panel !== undefined && reading !== undefined) {
            this.panel.webview.html = sourceMapPage(sourceMap(reading), randomBytes(16).toString('base64'));
        }
    }
}

function sourceMap({ document, people, share, words }: Reading): SourceMap {
    const length = Math.max(1, document.getText().length);
    return {
        title: path.basename(document.fileName),
        words,
        voices: share.map(({ name, quoted, reported }) => {
            const person = people.find((candidate) => candidate.name === name);
            return {
                name,
                quoted,
                reported,
                places: (person?.mentions ?? []).map(
                    (mention) => document.offsetAt(toRange(mention).start) / length,
                ),
            };
        }),
    };
}
