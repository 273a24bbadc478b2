/** Pictures of Neovim and Emacs, with an article that is being checked. Their own tests are beside them. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { Terminal } from './terminal.mts';
import { startBrowser } from './workbench.mts';

const root = join(import.meta.dirname, '..', '..', '..');
const program = process.env['COPYDESK_PROGRAM'] ?? join(root, 'target/release/copydesk');
const pictures = process.env['COPYDESK_PICTURES'] ?? join(import.meta.dirname, 'out');

let browser: Browser;
let home: string;
let environment: Record<string, string>;

before(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await startBrowser();
    home = mkdtempSync(join(tmpdir(), 'copydesk-terminal-'));
    const gitConfig = join(home, 'gitconfig');
    writeFileSync(gitConfig, '[user]\n\tname = Ines Falk\n');
    environment = { HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, GIT_CONFIG_GLOBAL: gitConfig };
});

after(async () => {
    await browser?.close();
    rmSync(home, { recursive: true, force: true });
});

/** A copy of an article in a folder of its own. */
function article(name: string): string {
    const folder = mkdtempSync(join(home, 'articles-'));
    writeFileSync(join(folder, 'copydesk.toml'), '');
    cpSync(join(root, 'tests/articles', name), join(folder, name));
    return join(folder, name);
}

test('a picture of Neovim', { timeout: 240_000 }, async () => {
    const init = join(home, 'init.lua');
    writeFileSync(
        init,
        `vim.opt.runtimepath:append(${JSON.stringify(join(root, 'editors/nvim'))})
         vim.lsp.config('copydesk', { cmd = { ${JSON.stringify(program)}, 'server' } })
         vim.o.number, vim.o.signcolumn, vim.o.linebreak, vim.o.swapfile = true, 'yes', true, false
         vim.o.statusline = " %f %m%=%{v:lua.require'copydesk'.statusline()} "`,
    );
    const nvim = join(root, '.tools/neovim/bin/nvim');
    const terminal = await Terminal.open(browser, `${nvim} -u ${init} ${article('harbour-fire.txt')}`, environment);
    try {
        await terminal.shows('✓0/');
        await terminal.shows('W');
        terminal.type(':19Copydesk verify company register, page 4\r');
        await terminal.shows('✓2/');
        terminal.type(':23Copydesk dispute shift roster of the union -- three were off\r');
        await terminal.shows('✓4/');
        terminal.type('13Gzt');
        terminal.type(':Copydesk claims\r');
        await terminal.shows('[Quickfix List]');
        terminal.type('/verified\rzt');
        await terminal.shows('✗ disputed');
        await terminal.picture(join(pictures, 'nvim.png'));
    } catch (error) {
        await terminal.picture(join(pictures, 'failed-nvim.png'));
        throw error;
    } finally {
        await terminal.close('\u001b:qa!\r');
    }
});

test('a picture of Emacs', { timeout: 240_000 }, async () => {
    const init = join(home, 'init.el');
    writeFileSync(
        init,
        `(let ((packages "/usr/share/emacs/site-lisp/elpa-src"))
           (when (file-directory-p packages)
             (dolist (folder (directory-files packages t "\\\\\`[a-z]")) (add-to-list 'load-path folder))))
         (setq inhibit-startup-screen t make-backup-files nil auto-save-default nil create-lockfiles nil)
         (menu-bar-mode 0)
         (load ${JSON.stringify(join(root, 'editors/emacs/copydesk.el'))} nil t)
         (setq copydesk-program ${JSON.stringify(program)})
         (setq-default word-wrap t truncate-lines nil)`,
    );
    const command = `emacs -nw --quick --load ${init} ${article('harbour-fire.txt')}`;
    const terminal = await Terminal.open(browser, command, environment);
    try {
        await terminal.shows('eglot:');
        terminal.type('\u001bxcopydesk-claims\r');
        await terminal.shows('Claim ');
        terminal.type('\u0013Halloran Grain, which\r\u0001v');
        await terminal.shows('bears it out');
        terminal.type('company register, page 4\r');
        await terminal.shows('Note:');
        terminal.type('\r');
        await terminal.shows('verified');
        await terminal.picture(join(pictures, 'emacs.png'));
    } catch (error) {
        await terminal.picture(join(pictures, 'failed-emacs.png'));
        throw error;
    } finally {
        await terminal.close('\u0007\u0007\u0018\u0003yes\r');
    }
});
