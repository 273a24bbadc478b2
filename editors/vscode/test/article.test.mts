/** An article in VS Code: squiggles, a card, the outline, the problems; a picture of it in light and dark. */
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

for (const theme of ['Light', 'Dark']) {
    test(`an article is read, ${theme.toLowerCase()}`, { timeout: 180_000 }, async () => {
        desk.settings({ 'workbench.colorTheme': `Default ${theme} Modern` });
        const bench = await Workbench.open(browser, desk);
        try {
            await bench.openFile('harbour-fire.txt');
            await bench.squiggles().first().waitFor();
            await bench.run('Problems: Focus on Problems View');
            await bench.page.locator('.markers-panel .monaco-list-row').first().waitFor();
            await bench.page.waitForTimeout(3000);
        } finally {
            await bench.page.screenshot({ path: join(pictures, `vscode-${theme.toLowerCase()}.png`) });
            await bench.page.close();
        }
    });
}
