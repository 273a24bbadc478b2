// Bundles the extension into out/extension.js. --minify: for the package.
import { build } from 'esbuild';

const minify = process.argv.includes('--minify');

await build({
    entryPoints: ['src/extension.ts'],
    outfile: 'out/extension.js',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    sourcemap: !minify,
    minify,
    logLevel: 'warning',
});
