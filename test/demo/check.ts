import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCheckCommand } from '../../adapters/terminal/index.ts';
import { openApp } from '../../src/wiring/app.ts';
import { startWorld } from '../peers/world/index.ts';

/** `npm run demo:check -- "claim"`: a full check in the terminal, with a search engine, pages and a model's stand-in on loopback. Nothing leaves the machine. */
const CLAIM = 'The Oberwald bridge opened to traffic in May 2024';

const folder = mkdtempSync(join(tmpdir(), 'claimcheck-demo-'));
const world = await startWorld();
try {
  const asked = process.argv.slice(2);
  const { stdin, stdout, stderr, env } = process;
  console.error(
    'The search engine, the pages and the model are local stand-ins: the model only quotes what it is given, without understanding it.\n',
  );
  process.exitCode = await runCheckCommand(asked.length > 0 ? asked : ['--verbose', CLAIM], {
    open: (onFault) =>
      openApp({ database: join(folder, 'demo.sqlite'), research: world.research }, onFault, world.places),
    stdin,
    stdout,
    stderr,
    env,
    signal: AbortSignal.timeout(60_000),
    nextId: randomUUID,
  });
} finally {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}
