/** What a person does in the workbench, and what they see there. */
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

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

    static async open(browser: Browser, address: string): Promise<Workbench> {
        const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
        page.setDefaultTimeout(60_000);
        await page.goto(address);
        const bench = new Workbench(page);
        await bench.ready();
        return bench;
    }

    /** Loads the window anew, as after a crash or on the next morning. */
    async reload(): Promise<void> {
        await this.page.reload();
        await this.page.locator('.monaco-workbench').waitFor();
    }

    private async ready(): Promise<void> {
        await this.page.locator('.monaco-workbench').waitFor();
        await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    }

    /** A picture of the window, or of a part of it: [left, top, width, height]. */
    async picture(file: string, part?: [number, number, number, number]): Promise<void> {
        const [x, y, width, height] = part ?? [0, 0, 1400, 900];
        await this.page.screenshot({ path: file, clip: { x, y, width, height } });
    }

    /** Takes the mouse off everything that would show a hint of its own. */
    async restMouse(): Promise<void> {
        await this.page.mouse.move(820, 895);
        await this.page.locator('.workbench-hover-container').waitFor({ state: 'detached' });
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
        const found = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
        // Commands come with their extensions, and the palette lists those that were there when it opened.
        await persistently(found, async () => {
            await this.page.keyboard.press('F1');
            const input = this.page.locator('.quick-input-widget input[type="text"]');
            await input.waitFor();
            await input.fill(`>${title}`);
        });
        await found.click();
    }

    /** Runs a command until what it brings is there: a list that is drawn anew under the mouse swallows the click. */
    async runFor(title: string, brings: Locator): Promise<void> {
        await persistently(brings, () => this.run(title));
    }

    /** Opens a file of the folder, whatever the side bar shows: a window that is still coming back may put another view there. */
    async openFile(name: string): Promise<void> {
        const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
        if (!(await row.isVisible())) {
            await this.runFor('View: Show Explorer', row);
        }
        await persistently(this.page.locator(`.tab.active[data-resource-name="${name}"]`), () => row.dblclick());
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

    /** Leaves in the Problems panel what is about these words, a file's name for one. */
    async filterProblems(words: string): Promise<void> {
        await this.page.getByPlaceholder(/^Filter \(e\.g\. text/).first().fill(words);
    }

    /** The rows of the Outline. */
    outline(): Locator {
        return this.page.locator('.outline-pane .monaco-list-row');
    }

    /** The rows of a view of the extension, by its title. */
    rows(view: string): Locator {
        return this.view(view).locator('.monaco-list-row');
    }

    /** A view of the extension, by its title. */
    view(title: string): Locator {
        return this.page.locator('.pane').filter({ has: this.page.locator('.pane-header', { hasText: title }) });
    }

    /** An entry of the status bar by a part of its description. */
    status(description: string): Locator {
        return this.page.locator(`.statusbar-item [aria-label*="${description}"]`).first();
    }

    /**
     * Opens a row of a tree until `brings`, which stands in it, is there. What a row holds comes from the extension: a
     * second click before it has come would close the row again.
     */
    async expand(row: Locator, brings: Locator): Promise<void> {
        await persistently(brings, async () => {
            if ((await row.getAttribute('aria-expanded')) !== 'true') {
                await row.click();
            }
        });
    }

    /**
     * Clicks on an action that shows when a row is pointed at, until what it brings is there: a row that is drawn anew
     * under the mouse swallows the click.
     */
    async rowAction(row: Locator, title: string, brings: Locator): Promise<void> {
        await persistently(brings, async () => {
            await row.hover();
            await row.locator(`.action-label[aria-label^="${title}"]`).click();
        });
    }

    /** A step (as in `1/2`) of the questions on top of the window. */
    question(title: string, step: string): Locator {
        return this.page.locator('.quick-input-title', { hasText: title }).filter({ hasText: `(${step})` });
    }

    /** Answers a step (as in `1/2`) of the questions on top of the window. */
    async answer(title: string, step: string, text: string): Promise<void> {
        await this.question(title, step).waitFor();
        const input = this.page.locator('.quick-input-widget input[type="text"]');
        await input.fill(text);
        await input.press('Enter');
    }

    /** Chooses these entries of a list on top of the window, and no others. */
    async choose(title: string, entries: string[]): Promise<void> {
        await this.page.locator('.quick-input-title', { hasText: title }).waitFor();
        for (const entry of entries) {
            await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: entry }).first().click();
        }
        await this.page.locator('.quick-input-widget input[type="text"]').press('Enter');
    }

    /** Puts the cursor into the words in the editor. */
    async click(words: string, nth = 0): Promise<void> {
        const { x, y } = await this.place(words, nth);
        await this.page.mouse.click(x, y);
        await this.page.locator('.monaco-editor.focused').first().waitFor();
    }

    /** Chooses a quick fix for the words by a part of its title. */
    async quickFix(words: string, title: RegExp): Promise<void> {
        await this.click(words);
        const fix = this.page.locator('.action-widget .monaco-list-row', { hasText: title });
        await persistently(fix, () => this.page.keyboard.press('Control+.'));
        await fix.click();
    }

    /** Renames what the words name. */
    async rename(words: string, name: string): Promise<void> {
        await this.click(words);
        await this.page.keyboard.press('F2');
        const input = this.page.locator('.rename-box input');
        await input.fill(name);
        await input.press('Enter');
        await input.waitFor({ state: 'hidden' });
    }

    /** The lines that the editor shows. */
    async text(): Promise<string> {
        const lines = await this.page.locator('.monaco-editor .view-line').allInnerTexts();
        return lines.join('\n').replaceAll('\u00a0', ' ');
    }

    /** Waits until the editor's lines are as wanted. */
    async textBecomes(what: string, wanted: (text: string) => boolean): Promise<void> {
        await eventually(what, async () => wanted(await this.text()));
    }

    /** Signs that stand behind words of the text. */
    signs(): Promise<string[]> {
        return this.page.evaluate(() =>
            [...document.querySelectorAll('.monaco-editor .view-line span')]
                .map((piece) => getComputedStyle(piece, '::after').content)
                .filter((content) => content !== 'none' && content !== 'normal')
                .map((content) => content.replaceAll('"', '')),
        );
    }

    /** Points at the middle of the first place in the editor where `words` stand on one line, and waits for the card. */
    async hover(words: string, nth = 0): Promise<Locator> {
        const { x, y } = await this.place(words, nth);
        const card = this.page.locator('.monaco-hover:not(.hidden) .monaco-hover-content').first();
        await this.page.mouse.move(x + 40, y + 120);
        await this.page.mouse.move(x, y, { steps: 4 });
        await card.waitFor();
        // It fades in.
        await card.evaluate(async (content) => {
            const fades = content.closest('.monaco-hover')?.getAnimations({ subtree: true }) ?? [];
            await Promise.all(fades.map((fade) => fade.finished.catch(() => undefined)));
        });
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

/** Does something that is there to make `wanted` appear, and does it again when that is in vain. */
async function persistently(wanted: Locator, act: () => Promise<void>): Promise<void> {
    for (let left = 6; ; left--) {
        await act();
        try {
            await wanted.waitFor({ timeout: 10_000 });
            return;
        } catch (error) {
            if (left === 0) {
                throw error;
            }
            await wanted.page().keyboard.press('Escape');
        }
    }
}

/** Asks again and again until the answer is yes. */
export async function eventually(what: string, come: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
        if (await come()) {
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${what} did not come within a minute`);
}
