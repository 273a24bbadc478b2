// Draws images/icon.svg into images/icon.png (256 pixels) with Chromium. Run it when the drawing changes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const images = join(import.meta.dirname, 'images');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 128, height: 128 }, deviceScaleFactor: 2 });
await page.setContent(`<style>body { margin: 0 }</style>${readFileSync(join(images, 'icon.svg'), 'utf8')}`);
await page.screenshot({ path: join(images, 'icon.png'), omitBackground: true });
await browser.close();
