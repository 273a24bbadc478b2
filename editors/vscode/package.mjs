// Makes copydesk.vsix. Usage: node package.mjs [--program ../../target/release/copydesk [--target linux-x64]]
// With a program, the package carries it and is for its platform alone, this machine's unless another is named; without,
// copydesk has to be on the PATH.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
    options: { target: { type: 'string' }, program: { type: 'string' }, out: { type: 'string', default: 'copydesk.vsix' } },
});
if (values.target !== undefined && values.program === undefined) {
    throw new Error('--target names the platform of --program, which is missing');
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
// So do the pictures, which the tests make.
rmSync(join(here, 'images', 'walkthrough'), { recursive: true, force: true });
cpSync(join(here, '..', '..', 'docs', 'images', 'walkthrough'), join(here, 'images', 'walkthrough'), { recursive: true });
const platform = values.target ?? `${process.platform}-${process.arch}`;
const target = values.program === undefined ? [] : ['--target', platform];
const vsce = join(here, 'node_modules', '@vscode', 'vsce', 'vsce');
// Everything is bundled, so there are no dependencies to pack.
execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--skip-license', '--out', values.out, ...target], {
    cwd: here,
    stdio: 'inherit',
});
