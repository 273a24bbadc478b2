// Makes copydesk.vsix. Usage: node package.mjs [--target linux-x64 --program ../../target/release/copydesk]
// With a program, the package is for that platform alone and carries it; without, copydesk has to be on the PATH.
import { execFileSync } from 'node:child_process';
import { copyFileSync, chmodSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
    options: { target: { type: 'string' }, program: { type: 'string' }, out: { type: 'string', default: 'copydesk.vsix' } },
});
if ((values.target === undefined) !== (values.program === undefined)) {
    throw new Error('--target and --program go together');
}
const here = import.meta.dirname;
const bin = join(here, 'bin');
rmSync(bin, { recursive: true, force: true });
if (values.program !== undefined) {
    mkdirSync(bin);
    const program = join(bin, basename(values.program));
    copyFileSync(values.program, program);
    chmodSync(program, 0o755);
}
// The licences stand once in the project, at its root.
for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) {
    copyFileSync(join(here, '..', '..', licence), join(here, `${licence}.txt`));
}
const target = values.target === undefined ? [] : ['--target', values.target];
const vsce = join(here, 'node_modules', '@vscode', 'vsce', 'vsce');
// Everything is bundled, so there are no dependencies to pack.
execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--skip-license', '--out', values.out, ...target], {
    cwd: here,
    stdio: 'inherit',
});
