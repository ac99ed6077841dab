import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { afterAll, afterEach, expect } from 'vitest';
import { type DoctorDeps, doctorCommand } from '../../src/cli/doctor.ts';
import type { ProviderPlaces } from '../../src/wiring/research.ts';
import { createStoreFolder } from '../providers/store-folder.ts';

export const KEY = 'sk-proj-0123456789abcdefghij';

export const folder = createStoreFolder();
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(() => folder.remove());

export const closing = <T extends { close(): unknown }>(thing: T): T => {
  ends.push(() => thing.close());
  return thing;
};

export interface SetUp {
  env?: Record<string, string>;
  file?: string;
  places?: ProviderPlaces;
  deps?: Partial<DoctorDeps>;
}

/** Runs the command in this process. @returns its lines and its exit code */
export async function run({ env = {}, file, places = {}, deps = {} }: SetUp, args: string[] = []) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await doctorCommand(args, {
    ...{
      env: { CLAIMCHECK_DATABASE: folder.newFile(), ...env },
      readEnvFile: () => file,
      places,
      stdout,
      stderr,
      fetch,
    },
    ...{ now: () => new Date(), signal: new AbortController().signal, limitMs: 5_000, ...deps },
  });
  stdout.end();
  return { code, lines: (await readAll(stdout)).split('\n') };
}

/** Exactly these lines are not well, in this order; each begins like one of them, or holds it. */
export async function expectTrouble(setUp: SetUp, ...wanted: (string | RegExp)[]) {
  const { code, lines } = await run(setUp);
  const trouble = lines.filter((line) => /^(?:warn|FAIL)/.test(line) && !/^warn {2}(?:Platforms|Research)/.test(line));
  expect(trouble).toEqual(wanted.map((one) => expect.stringMatching(one)));
  expect(code).toBe(trouble.some((line) => line.startsWith('FAIL')) ? 3 : 0);
  expect(lines.join('\n')).not.toContain(KEY);
}

export async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Nobody listens there. */
export const DEAD = 'http://127.0.0.1:9';
