import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { ChatAdapter } from '../../src/bot/chat-adapter.ts';
import type { SearchProvider } from '../../src/core/ports.ts';
import { openChat } from '../bot/chat-fixture.ts';
import { toChatScope, toReview } from '../contracts/samples.ts';
import { describeSearchProvider } from '../contracts/search-provider.ts';
import { openCore } from '../core/checker-fixture.ts';
import { createSearchPeer } from '../peers/search/index.ts';

/** The code stands in the pages alone: what is compiled and run here is what a newcomer copies. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'claimcheck-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');

/** Takes the first code of a page out of it. @param place the folder that the page puts it in @returns the file it is in now */
function takeOut(page: string, place: string): string {
  const [, code = ''] = /^```ts\n(.+?)^```/ms.exec(readFileSync(join(ROOT, 'docs', page), 'utf8')) ?? [];
  const file = join(folder, page.replace('.md', '.ts'));
  writeFileSync(
    file,
    code.replaceAll(/(?<= from ')\.[^']+/g, (path) => resolve(ROOT, place, path)),
  );
  return file;
}

const provider = takeOut('adding-a-provider.md', 'src/providers/search');
const adapter = takeOut('adding-an-adapter.md', 'adapters/example');

it('the smallest provider and adapter of the docs compile as strictly as the sources', { timeout: 120_000 }, () => {
  const config = join(folder, 'tsconfig.json');
  const types = { typeRoots: [join(ROOT, 'node_modules/@types')] };
  writeFileSync(
    config,
    JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions: types, include: ['*.ts'], exclude: [] }),
  );
  const told = execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', config],
    {
      encoding: 'utf8',
    },
  );
  expect(told).toBe('');
});

const { createExample } = (await import(pathToFileURL(provider).href)) as {
  createExample(options: { baseUrl: string; fetch: typeof fetch }): SearchProvider;
};
const DIALECT = {
  refuse: ({ method, path, parameters }: { method: string; path: string; parameters: URLSearchParams }) =>
    method === 'GET' && path === '/search' && parameters.get('q') ? undefined : { status: 400, body: {} },
  answer: (results: readonly object[]) => ({ results }),
};
describeSearchProvider(
  'the smallest provider of the docs',
  async () => {
    const { origin, journal, serve, fail, nextCall, close } = await createSearchPeer(DIALECT, '');
    const http = { fail, nextCall, calls: () => journal.length };
    return { provider: createExample({ baseUrl: origin, fetch }), serve, close, http };
  },
  { overHttp: true, webAddresses: true },
);

it('the smallest adapter of the docs answers a message with a card', async () => {
  const { createExampleAdapter } = (await import(pathToFileURL(adapter).href)) as {
    createExampleAdapter(baseUrl: string, onFault: (error: unknown) => void): ChatAdapter;
  };
  const message = { id: 'm1', room: 'r1', author: 'ann', text: 'Bats are blind' };
  const waiting = [message];
  const said = Promise.withResolvers<string>();
  const server = createServer(async (request, response) => {
    if (request.url === '/say') {
      said.resolve(Buffer.concat(await request.toArray()).toString());
      response.end(JSON.stringify({ ...message, id: 'm2' }));
    } else {
      const next = waiting.shift();
      if (next) response.end(JSON.stringify(next));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const core = openCore(join(folder, 'store.db'));
  await core.store.priors.addReviews([toReview('bats', { claimReviewed: message.text })]);
  const { chat, postings } = openChat(core);
  const faults: unknown[] = [];
  const { port } = server.address() as AddressInfo;
  await chat.start(createExampleAdapter(`http://127.0.0.1:${port}`, (error) => faults.push(error)));
  expect(JSON.parse(await said.promise)).toEqual({
    room: 'r1',
    text: expect.stringMatching(/^❌ False\nBats are blind/),
  });
  await chat.stop();
  const [check] = await core.store.checks.recent(toChatScope('r1', '', 'example'), 1);
  expect(await postings.of(check?.check.id ?? '')).toMatchObject([{ messageId: 'm2', visible: 'chat' }]);
  expect([...faults, ...core.faults]).toEqual([]);
  core.close();
  server.closeAllConnections();
  server.close();
});
