/** A folder that nobody trusts yet: articles are read in it, and no program of its own is run. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDesk } from './codeServer.mts';
import { startBrowser, Workbench } from './workbench.mts';

const vsix = process.env['COPYDESK_VSIX'] ?? join(import.meta.dirname, '..', 'copydesk.vsix');

test('in a folder that is not trusted its own program is not run', { timeout: 300_000 }, async () => {
    const [desk, browser] = await Promise.all([startDesk(vsix, { wary: true }), startBrowser()]);
    try {
        const folder = desk.folder();
        const trace = join(folder, 'it-ran');
        const program = join(folder, 'program');
        writeFileSync(program, `#!/bin/sh\ntouch '${trace}'\n`, { mode: 0o755 });
        mkdirSync(join(folder, '.vscode'));
        writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'copydesk.path': program }));
        const bench = await Workbench.open(browser, desk.address(folder));
        await bench.status('Restricted Mode').waitFor();
        await bench.openFile('harbour-fire.txt');
        // The program that came with the extension has read it.
        await bench.squiggles().first().waitFor();
        assert.equal(existsSync(trace), false);
        await bench.page.close();
    } finally {
        await browser.close();
        await desk.stop();
    }
});
