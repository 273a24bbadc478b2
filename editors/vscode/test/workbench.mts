/** What a person does in the workbench, and what they see there. */
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import type { Desk } from './codeServer.mts';

/** Chromium as root and without a network beyond this machine. */
const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

export function startBrowser(): Promise<Browser> {
    return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
}

export class Workbench {
    readonly page: Page;

    private constructor(page: Page) {
        this.page = page;
    }

    static async open(browser: Browser, desk: Desk): Promise<Workbench> {
        const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
        page.setDefaultTimeout(30_000);
        await page.goto(desk.address);
        await page.locator('.monaco-workbench').waitFor();
        await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
        return new Workbench(page);
    }

    async picture(file: string): Promise<void> {
        await this.page.screenshot({ path: file });
    }

    /** Opens the Outline and gives it the most of the side bar, as a person who works with it does. */
    async showOutline(): Promise<void> {
        await this.run('Explorer: Focus on Outline View');
        const header = this.page.locator('.pane-header').filter({ hasText: 'Outline' });
        const box = await header.boundingBox();
        if (box !== null) {
            const x = box.x + box.width / 2;
            await this.page.mouse.move(x, box.y);
            await this.page.mouse.down();
            await this.page.mouse.move(x, 200, { steps: 5 });
            await this.page.mouse.up();
        }
    }

    /** Runs a command of the palette by its title. */
    async run(title: string): Promise<void> {
        await this.page.keyboard.press('F1');
        const input = this.page.locator('.quick-input-widget input');
        await input.waitFor();
        await input.fill(`>${title}`);
        const first = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
        await first.waitFor();
        await first.click();
    }

    /** Opens a file of the folder. */
    async openFile(name: string): Promise<void> {
        const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
        await row.dblclick();
        await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
        await this.page.locator('.monaco-editor .view-line').first().waitFor();
    }

    /** The wavy lines in the editor. */
    squiggles(severity: 'warning' | 'info' | 'error' = 'warning'): Locator {
        return this.page.locator(`.monaco-editor .squiggly-${severity}`);
    }

    /** The rows of the Problems panel. */
    problems(): Locator {
        return this.page.locator('.markers-panel .monaco-list-row');
    }

    /** The rows of the Outline. */
    outline(): Locator {
        return this.page.locator('.outline-pane .monaco-list-row');
    }

    /** Points at the middle of the first place in the editor where `words` stand on one line, and waits for the card. */
    async hover(words: string, nth = 0): Promise<Locator> {
        const { x, y } = await this.place(words, nth);
        const card = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
        await this.page.mouse.move(x + 40, y + 120);
        await this.page.mouse.move(x, y, { steps: 4 });
        await card.waitFor();
        // It fades in.
        await this.page.waitForTimeout(500);
        return card;
    }

    /** The middle of the words on the screen. */
    private async place(words: string, nth: number): Promise<{ x: number; y: number }> {
        const found = await this.page.evaluate(
            ([words, nth]) => {
                let seen = 0;
                for (const line of document.querySelectorAll('.monaco-editor .view-line')) {
                    // The editor shows spaces as no-break spaces, and cuts a line into pieces where colours change.
                    const pieces: Text[] = [];
                    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
                    while (walker.nextNode()) {
                        pieces.push(walker.currentNode as Text);
                    }
                    const text = pieces.map((piece) => piece.data.replaceAll('\u00a0', ' ')).join('');
                    const start = text.indexOf(words);
                    if (start < 0 || seen++ < nth) {
                        continue;
                    }
                    let middle = start + Math.floor(words.length / 2);
                    for (const piece of pieces) {
                        if (middle < piece.length) {
                            const range = document.createRange();
                            range.setStart(piece, middle);
                            range.setEnd(piece, middle + 1);
                            const box = range.getBoundingClientRect();
                            return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
                        }
                        middle -= piece.length;
                    }
                }
                return undefined;
            },
            [words, nth] as const,
        );
        if (found === undefined) {
            throw new Error(`the editor does not show “${words}”`);
        }
        return found;
    }
}
