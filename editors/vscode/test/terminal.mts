/** A terminal in the browser with a program in it: for pictures of editors that have no window of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { eventually } from './workbench.mts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The terminal that VS Code itself shows. */
const xterm = join(root, '.tools/code-server/node_modules/code-server/lib/vscode/node_modules/@xterm/xterm');

const [columns, rows] = [116, 34];

/** What the page has under this name: as much of xterm.js as is used here. */
interface Screen {
    write(bytes: Uint8Array): void;
    buffer: { active: { length: number; getLine(n: number): { translateToString(): string } | undefined } };
}

export class Terminal {
    private readonly page: Page;
    private readonly program: ChildProcess;

    private constructor(page: Page, program: ChildProcess) {
        this.page = page;
        this.program = program;
    }

    /** Runs a command line of the shell. */
    static async open(browser: Browser, command: string, environment: Record<string, string>): Promise<Terminal> {
        const page = await browser.newPage({ viewport: { width: 1010, height: 700 } });
        await page.setContent(
            `<!DOCTYPE html><style>${readFileSync(join(xterm, 'css/xterm.css'), 'utf8')}
             body { margin: 0; padding: 12px; background: #14161b; width: max-content }</style><main></main>`,
        );
        await page.addScriptTag({ content: readFileSync(join(xterm, 'lib/xterm.js'), 'utf8') });
        await page.evaluate(
            async ([cols, rows]) => {
                await document.fonts.load("14px 'JetBrains Mono'");
                const made = new (window as unknown as { Terminal: new (options: object) => object }).Terminal({
                    cols,
                    rows,
                    fontFamily: "'JetBrains Mono', 'DejaVu Sans Mono', monospace",
                    fontSize: 14,
                    theme: { background: '#14161b', foreground: '#e0e2ea' },
                });
                (made as { open(parent: Element | null): void }).open(document.querySelector('main'));
                Object.assign(window, { screenOfTest: made });
            },
            [columns, rows] as const,
        );
        // `script` gives the program a terminal to believe in.
        const program = spawn('script', ['-qfec', `stty rows ${rows} cols ${columns}; exec ${command}`, '/dev/null'], {
            stdio: ['pipe', 'pipe', 'inherit'],
            env: { ...process.env, ...environment, TERM: 'xterm-256color', COLORTERM: 'truecolor' },
        });
        const terminal = new Terminal(page, program);
        program.stdout?.on('data', (chunk: Buffer) => void terminal.write(chunk));
        return terminal;
    }

    type(keys: string): void {
        this.program.stdin?.write(keys);
    }

    /** Waits until the words are on the screen. */
    async shows(words: string): Promise<void> {
        await eventually(`“${words}” in the terminal`, async () => (await this.text()).includes(words));
    }

    async picture(file: string): Promise<void> {
        const body = this.page.locator('body');
        await body.screenshot({ path: file });
    }

    /** Ends the program by typing `keys`, or by force when it does not. */
    async close(keys: string): Promise<void> {
        if (this.program.exitCode === null) {
            const gone = new Promise((resolve) => this.program.once('exit', resolve));
            this.type(keys);
            const impatience = setTimeout(() => this.program.kill('SIGTERM'), 10_000);
            await gone;
            clearTimeout(impatience);
        }
        await this.page.close();
    }

    private async write(chunk: Buffer): Promise<void> {
        if (!this.page.isClosed()) {
            await this.page
                .evaluate((bytes) => {
                    (window as unknown as { screenOfTest: Screen }).screenOfTest.write(Uint8Array.from(bytes));
                }, [...chunk])
                // The page goes before the last words of the program.
                .catch(() => undefined);
        }
    }

    private text(): Promise<string> {
        return this.page.evaluate(() => {
            const { active } = (window as unknown as { screenOfTest: Screen }).screenOfTest.buffer;
            return Array.from({ length: active.length }, (_, n) => active.getLine(n)?.translateToString() ?? '').join('\n');
        });
    }
}
