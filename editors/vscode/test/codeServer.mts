/**
 * A real VS Code, served to a browser by code-server on a free port of the loopback interface, with the packaged
 * extension installed and nothing of the person who runs the test: its own settings, extensions and data.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** Where `tests/run` puts code-server. */
const entry = join(root, '.tools/code-server/node_modules/code-server/out/node/entry.js');

export interface Desk {
    /** A new folder with a copy of `tests/articles`. */
    folder(): string;
    /** The address of the workbench with a folder opened. */
    address(folder: string): string;
    settings(change: Record<string, unknown>): void;
    /** The files of the installed extension, from its own folder. */
    installed(): string[];
    stop(): Promise<void>;
}

const settings: Record<string, unknown> = {
    'chat.commandCenter.enabled': false,
    'chat.disableAIFeatures': true,
    'editor.fontFamily': "'JetBrains Mono', 'DejaVu Sans Mono', monospace",
    'editor.fontSize': 14,
    'editor.lineHeight': 1.6,
    'editor.minimap.enabled': false,
    'editor.wordWrap': 'bounded',
    'editor.wordWrapColumn': 84,
    'editor.unicodeHighlight.ambiguousCharacters': false,
    'extensions.autoCheckUpdates': false,
    'files.hotExit': 'off',
    'git.enabled': false,
    'git.openRepositoryInParentFolders': 'never',
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
    'workbench.reduceMotion': 'on',
    'workbench.tips.enabled': false,
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Restricted mode without a question. */
const trustNobody = {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'always',
};

/**
 * Starts it with the package `vsix`. Where `wary`, no folder is trusted until somebody says so, as in an installation
 * that nobody has changed; else all are.
 */
export async function startDesk(vsix: string, { wary = false } = {}): Promise<Desk> {
    const home = mkdtempSync(join(tmpdir(), 'copydesk-vscode-'));
    let folders = 0;
    const folder = () => {
        const made = join(home, `desk-${++folders}`, 'articles');
        cpSync(join(root, 'tests', 'articles'), made, { recursive: true });
        return made;
    };
    const data = join(home, 'data');
    const extensions = join(home, 'extensions');
    const current = { ...settings, ...(wary ? trustNobody : {}) };
    const write = () => {
        mkdirSync(join(data, 'User'), { recursive: true });
        writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(current, null, 2));
    };
    write();
    const config = join(home, 'config.yaml');
    writeFileSync(config, '');
    const common = [entry, '--config', config, '--user-data-dir', data, '--extensions-dir', extensions];
    execFileSync(process.execPath, [...common, '--install-extension', vsix, '--force'], { stdio: 'inherit' });

    // Decisions are signed with the name that git knows.
    const gitConfig = join(home, 'gitconfig');
    writeFileSync(gitConfig, '[user]\n\tname = Ines Falk\n');

    const port = await freePort();
    const server = spawn(
        process.execPath,
        [
            ...common,
            ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--app-name', 'Copydesk'],
            ...['--disable-telemetry', '--disable-update-check'],
            ...(wary ? [] : ['--disable-workspace-trust']),
            ...['--disable-getting-started-override', '--disable-proxy'],
        ],
        { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: home, GIT_CONFIG_GLOBAL: gitConfig } },
    );
    const printed = collect(server);
    const address = `http://127.0.0.1:${port}`;
    try {
        await answers(`${address}/healthz`, server, printed);
    } catch (error) {
        await ended(server);
        throw error;
    }
    return {
        folder,
        address: (opened) => `${address}/?folder=${encodeURIComponent(opened)}`,
        installed: () =>
            readdirSync(extensions, { recursive: true, withFileTypes: true })
                .filter((entry) => entry.isFile() && basename(entry.parentPath) !== 'extensions')
                .map((entry) => relative(extensions, join(entry.parentPath, entry.name)))
                .map((name) => name.slice(name.indexOf('/') + 1))
                .sort(),
        settings(change) {
            Object.assign(current, change);
            write();
        },
        async stop() {
            await ended(server);
            rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
        },
    };
}

function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.once('error', reject);
        probe.listen(0, '127.0.0.1', () => {
            const address = probe.address();
            probe.close(() =>
                typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
            );
        });
    });
}

function collect(process: ChildProcess): () => string {
    let printed = '';
    for (const stream of [process.stdout, process.stderr]) {
        stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    }
    return () => printed;
}

async function answers(address: string, server: ChildProcess, printed: () => string): Promise<void> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
        if (server.exitCode !== null) {
            break;
        }
        const response = await fetch(address).catch(() => undefined);
        if (response?.ok) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`code-server does not answer:\n${printed()}`);
}

/** Asks it to end, and after five seconds no longer asks. */
async function ended(server: ChildProcess): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) {
        return;
    }
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    const impatience = setTimeout(() => server.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(impatience);
}
