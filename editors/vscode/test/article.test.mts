/** An article in VS Code: squiggles, problems, the outline, cards; a picture of it in light and dark. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Desk, startDesk } from './codeServer.mts';
import { startBrowser, Workbench } from './workbench.mts';

const vsix = process.env['COPYDESK_VSIX'] ?? join(import.meta.dirname, '..', 'copydesk.vsix');
const pictures = process.env['COPYDESK_PICTURES'] ?? join(import.meta.dirname, 'out');

let desk: Desk;
let browser: Browser;

before(async () => {
    mkdirSync(pictures, { recursive: true });
    [desk, browser] = await Promise.all([startDesk(vsix), startBrowser()]);
});

after(async () => {
    await browser?.close();
    await desk?.stop();
});

/** A test in a window of its own; a failure leaves a picture of what was to be seen. */
function inWorkbench(
    name: string,
    settings: Record<string, unknown>,
    body: (bench: Workbench) => Promise<void>,
): void {
    test(name, { timeout: 180_000 }, async () => {
        desk.settings(settings);
        const bench = await Workbench.open(browser, desk);
        try {
            await body(bench);
        } catch (error) {
            await bench.picture(join(pictures, 'failed.png'));
            throw error;
        } finally {
            await bench.page.close();
        }
    });
}

for (const theme of ['Light', 'Dark']) {
    const name = `an article with its findings, its outline and a card, ${theme.toLowerCase()}`;
    inWorkbench(name, { 'workbench.colorTheme': `Default ${theme} Modern` }, async (bench) => {
        await bench.openFile('harbour-fire.txt');
        await bench.squiggles().first().waitFor();

        await bench.run('Problems: Focus on Problems View');
        await bench.problems().filter({ hasText: '“Advertisement” is page furniture, not copy' }).waitFor();
        await bench.showOutline();
        await bench.outline().filter({ hasText: 'Nine dead after fire guts grain warehouse' }).first().waitFor();

        const card = await bench.hover('Doyle told');
        const text = await card.innerText();
        assert.match(text, /Marguerite Doyle/);
        assert.match(text, /Fire Chief/);
        await bench.picture(join(pictures, `vscode-${theme.toLowerCase()}.png`));
    });
}
