/**
 * `npm run layers`: runs dependency-cruiser on the working folder's files, with the rules of .dependency-cruiser.mjs.
 *
 * dependency-cruiser 18 reads TypeScript through TypeScript's JavaScript API, which TypeScript 7 lacks: by itself it skips all .ts files or, if they are
 * named individually, parses them with a tolerant JavaScript parser that misses imports. Therefore vitest's parser reads each file, and
 * dependency-cruiser gets a copy of the product in which every file consists only of its imports, including type imports. Arguments are passed on to it.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findImports } from '../tools/find-imports.ts';

const ROOMS = ['src', 'commands', 'adapters', 'bin', 'tools', 'test'];
const CRUISER = fileURLToPath(
  new URL('../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url),
);
const CONFIG = fileURLToPath(new URL('../.dependency-cruiser.mjs', import.meta.url));

const copy = mkdtempSync(join(tmpdir(), 'claimcheck-layers-'));
try {
  const files = globSync(`{${ROOMS.join(',')}}/**/*.{ts,mjs,json}`);
  for (const file of files) {
    const lines = file.endsWith('.json')
      ? []
      : findImports(readFileSync(file, 'utf8')).map((name) => `import ${JSON.stringify(name)};\n`);
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), lines.join(''));
  }
  writeFileSync(join(copy, 'package.json'), readFileSync('package.json'));
  // A junction needs no privileges on Windows; other systems ignore the word.
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'), 'junction');
  const code = files.filter((file) => !file.endsWith('.json'));
  const args = [CRUISER, '--config', CONFIG, ...process.argv.slice(2), ...code];
  process.exitCode = spawnSync(process.execPath, args, { cwd: copy, stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(copy, { recursive: true });
}
