/**
 * The extension. Everything about articles is the language server's; here it is started, restarted, asked and shown.
 *
 * Start reading at `activate`: it makes one of each part and hands every part to VS Code for disposal.
 */
import * as vscode from 'vscode';
import { ArticleInFront } from './articleInFront';
import { Desk } from './desk';
import { Explanations } from './explanations';
import { Decisions } from './factCheck/decisions';
import { FactCheckView } from './factCheck/view';
import { Marks } from './marks';
import { PeopleView } from './people/view';
import { SourceMapPanel } from './people/sourceMap';
import { StatusBar } from './statusBar';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const log = vscode.window.createOutputChannel('Copydesk', { log: true });
    const desk = new Desk(context, log);
    const front = new ArticleInFront(desk);
    context.subscriptions.push(
        log,
        desk,
        front,
        new FactCheckView(front),
        new Decisions(desk, front),
        new PeopleView(front),
        new SourceMapPanel(front),
        new Marks(context, front),
        new StatusBar(front),
        new Explanations(desk),
        vscode.commands.registerCommand('copydesk.restart', () => desk.restart()),
        vscode.commands.registerCommand('copydesk.showLog', () => log.show()),
        vscode.workspace.onDidChangeConfiguration((change) => {
            if (change.affectsConfiguration('copydesk.path')) {
                void desk.restart();
            }
        }),
        // The folder's own path counts from the moment the folder is trusted.
        vscode.workspace.onDidGrantWorkspaceTrust(() => desk.restart()),
    );
    await desk.start();
}
