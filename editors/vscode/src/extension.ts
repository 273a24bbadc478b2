/**
 * The extension. Everything about articles is the language server's; here it is started, restarted and shown.
 *
 * Start reading at `activate`: it makes one of each part and hands every part to VS Code for disposal.
 */
import * as vscode from 'vscode';
import { Desk } from './desk';
import { FindingsInStatusBar } from './statusBar';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const log = vscode.window.createOutputChannel('Copydesk', { log: true });
    const desk = new Desk(context, log);
    context.subscriptions.push(
        log,
        desk,
        new FindingsInStatusBar(),
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
