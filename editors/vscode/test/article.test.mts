/** An article in VS Code, as an editor and a fact-checker work with it; pictures of it in light and dark. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Desk, startDesk } from './codeServer.mts';
import { eventually, startBrowser, Workbench } from './workbench.mts';

const vsix = process.env['COPYDESK_VSIX'] ?? join(import.meta.dirname, '..', 'copydesk.vsix');
const pictures = process.env['COPYDESK_PICTURES'] ?? join(import.meta.dirname, 'out');

let desk: Desk;
let browser: Browser;

before(async () => {
    mkdirSync(join(pictures, 'walkthrough'), { recursive: true });
    [desk, browser] = await Promise.all([startDesk(vsix), startBrowser()]);
});

after(async () => {
    await browser?.close();
    await desk?.stop();
});

type Theme = 'light' | 'dark';

/** A test in a window and a folder of its own; a failure leaves a picture of what was to be seen. */
function inWorkbench(name: string, theme: Theme, body: (bench: Workbench, folder: string) => Promise<void>): void {
    test(name, { timeout: 300_000 }, async () => {
        const capital = theme === 'light' ? 'Light' : 'Dark';
        desk.settings({ 'workbench.colorTheme': `Default ${capital} Modern` });
        const folder = desk.folder();
        const bench = await Workbench.open(browser, desk.address(folder));
        try {
            await body(bench, folder);
        } catch (error) {
            await bench.picture(join(pictures, `failed-${name.replaceAll(/\W+/g, '-')}.png`));
            throw error;
        } finally {
            await bench.page.close();
        }
    });
}

for (const theme of ['light', 'dark'] as const) {
    inWorkbench(`findings, their other places, the outline and a card, ${theme}`, theme, async (bench) => {
        await bench.openFile('harbour-fire.txt');
        await bench.squiggles().first().waitFor();

        await bench.run('Problems: Focus on Problems View');
        // The list holds what fits into it: this article's findings alone.
        await bench.filterProblems('harbour-fire.txt');
        await bench.problems().filter({ hasText: '“Advertisement” is page furniture, not copy' }).waitFor();
        // The contradiction, and under it the other place.
        await bench.problems().filter({ hasText: 'the numbers do not agree' }).first().waitFor();
        await bench.problems().filter({ hasText: /^harbour-fire\.txt.*“nine people”/ }).waitFor();
        await bench.status('Copydesk: ').waitFor();
        await bench.showOutline();
        await bench.outline().filter({ hasText: 'Nine dead after fire guts grain warehouse' }).first().waitFor();

        const card = await bench.hover('Doyle told');
        const text = await card.innerText();
        assert.match(text, /Marguerite Doyle/);
        assert.match(text, /Fire Chief/);
        await bench.picture(join(pictures, `vscode-${theme}.png`));
        await bench.picture(join(pictures, `walkthrough/article-${theme}.png`), [356, 60, 1034, 510]);
        await bench.picture(join(pictures, `walkthrough/findings-${theme}.png`), [356, 574, 1034, 294]);
    });

    inWorkbench(`claims are verified and disputed, and stay so, ${theme}`, theme, async (bench, folder) => {
        await bench.openFile('harbour-fire.txt');
        await bench.run('Copydesk: Focus on Fact Check View');
        const rows = bench.rows('Fact Check');
        const claim = rows.filter({ hasText: 'Halloran Grain, which employs 340 people' });
        await bench.rowAction(claim, 'Verify the Claim', bench.question('Verify: “Halloran Grain', '1/2'));
        await bench.answer('Verify: “Halloran Grain', '1/2', 'company register, page 4; call with T. Halloran');
        await bench.answer('Verify: “Halloran Grain', '2/2', 'figure of 31 December');
        await rows.filter({ hasText: 'Verified' }).waitFor();

        // The claim at the cursor, from the palette.
        await bench.click('All of them worked the night shift');
        await bench.run('Copydesk: Dispute the Claim…');
        await bench.answer('Dispute: “All of them', '1/2', 'shift roster of the union');
        await bench.answer('Dispute: “All of them', '2/2', '');
        await rows.filter({ hasText: 'Disputed' }).waitFor();

        await bench.status('2 of ').waitFor();
        await eventually('the marks', async () => (await bench.signs()).sort().join('') === '✓✗');
        const ledger = readFileSync(join(folder, '.copydesk', 'checks.jsonl'), 'utf8');
        assert.match(ledger, /call with T\. Halloran/);
        assert.match(ledger, /Ines Falk/);
        await bench.expand(rows.filter({ hasText: 'Verified' }), claim);
        await claim.click();
        await bench.status('Ln 19').waitFor();
        await bench.restMouse();
        await bench.picture(join(pictures, `vscode-fact-check-${theme}.png`));
        await bench.picture(join(pictures, `walkthrough/check-${theme}.png`), [0, 0, 780, 540]);

        await bench.reload();
        // The window may have been left before it had noted which editors were open.
        await bench.openFile('harbour-fire.txt');
        await bench.run('Copydesk: Focus on Fact Check View');
        await rows.filter({ hasText: 'Disputed' }).waitFor();
        await bench.status('2 of ').waitFor();
        await eventually('the marks', async () => (await bench.signs()).sort().join('') === '✓✗');
    });

    inWorkbench(`who is in it, and the source map, ${theme}`, theme, async (bench) => {
        await bench.openFile('harbour-fire.txt');
        await bench.run('Copydesk: Focus on People & Sources View');
        const doyle = bench.rows('People & Sources').filter({ hasText: 'Marguerite Doyle' });
        await doyle.filter({ hasText: 'quotation' }).waitFor();
        await doyle.click();
        await bench.rowAction(doyle, 'Go to the Next Mention', bench.status('Ln 11'));

        await bench.run('Copydesk: Show the Source Map');
        const page = bench.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
        await page.getByRole('rowheader', { name: 'Marguerite Doyle' }).waitFor();
        // The picture is a table for whoever does not see it.
        const row = page.getByRole('row', { name: /^Marguerite Doyle/ });
        assert.match(await row.innerText(), /\d+\s+\d+\s+\d+ %/);
        assert.equal(await page.locator('script').count(), 0);
        await bench.restMouse();
        await bench.picture(join(pictures, `vscode-source-map-${theme}.png`));
        await bench.picture(join(pictures, `walkthrough/sources-${theme}.png`), [874, 40, 520, 510]);
    });
}

test('the package has the program and what it shows, and nothing else', () => {
    const files = desk.installed();
    const named = (start: string) => files.filter((name) => name.startsWith(start));
    assert.deepEqual(named('bin/'), ['bin/copydesk']);
    assert.deepEqual(named('out/'), ['out/extension.js']);
    assert.equal(named('images/walkthrough/').length, 8);
    assert.deepEqual(
        files.filter((name) => /^(src|test|node_modules)\//.test(name) || /\.(ts|mts|mjs|map)$/.test(name)),
        [],
    );
});

inWorkbench('the walkthrough leads through it', 'light', async (bench) => {
    await bench.run('Welcome: Open Walkthrough...');
    await bench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'A copy desk in your editor' }).click();
    const steps = bench.page.locator('.getting-started-step');
    await steps.filter({ hasText: 'Check the facts' }).click();
    await bench.page.locator('.getting-started-media img, .getting-started-media .image').first().waitFor();
    await bench.picture(join(pictures, 'walkthrough.png'));
});

inWorkbench('a quick fix takes page furniture out', 'light', async (bench) => {
    await bench.openFile('harbour-fire.txt');
    await bench.squiggles().first().waitFor();
    await bench.quickFix('Advertisement', /delete “Advertisement”/i);
    await bench.textBecomes('the text without it', (text) => !text.includes('Advertisement'));
});

inWorkbench('somebody is renamed wherever they are named', 'light', async (bench) => {
    await bench.openFile('harbour-fire.txt');
    await bench.squiggles().first().waitFor();
    await bench.rename('Doyle told', 'Dole');
    await bench.textBecomes('the new name', (text) => text.includes('Marguerite Dole said') && text.includes('Dole told'));
});

inWorkbench('a claim that is reworded asks to be checked again', 'light', async (bench) => {
    await bench.openFile('harbour-fire.txt');
    await bench.run('Copydesk: Focus on Fact Check View');
    const rows = bench.rows('Fact Check');
    const claim = rows.filter({ hasText: 'Halloran Grain, which employs 340 people' });
    await bench.rowAction(claim, 'Verify the Claim', bench.question('Verify: “Halloran Grain', '1/2'));
    await bench.answer('Verify', '1/2', 'company register');
    await bench.answer('Verify', '2/2', '');
    await rows.filter({ hasText: 'Verified' }).waitFor();
    await bench.click('340');
    await bench.page.keyboard.type('0');
    await rows.filter({ hasText: 'Reworded since' }).waitFor();
});

inWorkbench('claims are grouped by who says them, filtered, and a decision is withdrawn', 'light', async (bench) => {
    await bench.openFile('harbour-fire.txt');
    await bench.run('Copydesk: Focus on Fact Check View');
    const rows = bench.rows('Fact Check');
    const claim = rows.filter({ hasText: 'Halloran Grain, which employs 340 people' });
    await bench.rowAction(claim, 'Verify the Claim', bench.question('Verify: “Halloran Grain', '1/2'));
    await bench.answer('Verify', '1/2', 'company register');
    await bench.answer('Verify', '2/2', '');
    await bench.status('1 of ').waitFor();

    await bench.click('340');
    await bench.run('Copydesk: Withdraw the Decision');
    await bench.status('0 of ').waitFor();
    await eventually('no marks', async () => (await bench.signs()).length === 0);

    await bench.run('Copydesk: Group Claims by Who Says Them');
    await rows.filter({ hasText: 'The article itself' }).waitFor();
    await rows.filter({ hasText: 'Marguerite Doyle' }).first().waitFor();

    await bench.run('Copydesk: Filter Claims…');
    await bench.choose('Which claims to show', ['casualties']);
    const view = bench.view('Fact Check');
    await view.getByText('Only: casualties').waitFor();
    await bench.run('Copydesk: Show All Claims');
    await view.getByText('Only: casualties').waitFor({ state: 'detached' });
});

inWorkbench('several claims are verified at once', 'light', async (bench, folder) => {
    await bench.openFile('harbour-fire.txt');
    await bench.run('Copydesk: Focus on Fact Check View');
    const rows = bench.rows('Fact Check');
    const one = rows.filter({ hasText: 'Halloran Grain, which employs 340 people' });
    const other = rows.filter({ hasText: 'All of them worked the night shift' });
    await one.click();
    await other.click({ modifiers: ['Control'] });
    await bench.rowAction(other, 'Verify the Claim', bench.question('Verify: 2 claims', '1/2'));
    await bench.answer('Verify: 2 claims', '1/2', 'call with the works council');
    await bench.answer('Verify: 2 claims', '2/2', '');
    await bench.status('2 of ').waitFor();
    const ledger = readFileSync(join(folder, '.copydesk', 'checks.jsonl'), 'utf8');
    assert.equal(ledger.match(/call with the works council/g)?.length, 2);
});

inWorkbench('a rule is explained on a page of its own', 'light', async (bench) => {
    await bench.openFile('harbour-fire.txt');
    await bench.squiggles().first().waitFor();
    await bench.click('Advertisement');
    await bench.run('Copydesk: Explain the Finding');
    const page = bench.page.frameLocator('iframe.webview.ready').frameLocator('iframe');
    await page.getByText('Page furniture left in the copy').first().waitFor();
});

inWorkbench('the server is started anew, and tells its log', 'light', async (bench) => {
    await bench.openFile('harbour-fire.txt');
    await bench.squiggles().first().waitFor();
    await bench.run('Copydesk: Restart the Language Server');
    await bench.runFor('Copydesk: Show the Log', bench.page.locator('.output-view'));
    await eventually('two starts in the log', async () => {
        const log = await bench.page.locator('.output-view .view-line').allInnerTexts();
        return log.filter((line) => line.replaceAll('\u00a0', ' ').includes('Starting ')).length === 2;
    });
    await bench.squiggles().first().waitFor();
});
