/** Which `copydesk` program to run. */
import * as vscode from 'vscode';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * The program: the setting, else the one in the extension, else whatever the `PATH` has under the name. VS Code leaves
 * out the folder's own value of the setting while the folder is not trusted (`restrictedConfigurations`).
 */
export function findProgram(context: vscode.ExtensionContext): string {
    const setting = vscode.workspace.getConfiguration('copydesk').get<string>('path', '').trim();
    if (setting !== '') {
        return inFolder(setting);
    }
    const name = process.platform === 'win32' ? 'copydesk.exe' : 'copydesk';
    const bundled = context.asAbsolutePath(path.join('bin', name));
    return fs.existsSync(bundled) ? bundled : name;
}

/** `~` is the home folder, and a path with a separator counts from the first workspace folder; a bare name stays. */
function inFolder(setting: string): string {
    const expanded = setting.replace(/^~(?=$|[\\/])/, os.homedir());
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    if (path.isAbsolute(expanded) || !/[\\/]/.test(expanded) || folder === undefined) {
        return expanded;
    }
    return path.join(folder, expanded);
}
