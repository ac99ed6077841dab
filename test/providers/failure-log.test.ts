import { expect, it } from 'vitest';
import { z } from 'zod';
import { createStage } from '../../src/core/evidence/stage.ts';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import {
  createFailureLog,
  type FailureFacts,
  toNotedModel,
  toNotedSearch,
} from '../../src/providers/http/failure-log.ts';
import { createTavily } from '../../src/providers/search/tavily.ts';
import { tavily } from '../peers/search/dialects.ts';
import { createSearchPeer } from '../peers/search/index.ts';

const KEY = 'tvly-0123456789';
const query = { text: 'The mayor of Oberwald resigned', language: 'en', limit: 1 };
const never = new AbortController().signal;

async function openNoted() {
  const lines: (FailureFacts & { sentence: string })[] = [];
  let ms = 0;
  const log = createFailureLog(
    (facts, sentence) => lines.push({ ...facts, sentence }),
    () => ms,
  );
  const peer = await createSearchPeer(tavily, KEY);
  const search = toNotedSearch(createTavily({ apiKey: KEY, baseUrl: peer.origin, fetch }), log);
  const ask = (signal = never) => search.search(query, signal).catch(() => 'failed');
  const pass = (more: number) => {
    ms += more;
  };
  return { peer, log, lines, ask, pass };
}

it('has one line a provider and minute, with what was left out since', async () => {
  const { peer, lines, ask, pass } = await openNoted();
  peer.fail({ kind: 'body', status: 401, body: `{"detail":{"error":"Key ${KEY} is not valid."}}` });
  for (const waited of [0, 10_000, 49_999, 1]) {
    pass(waited);
    expect(await ask()).toBe('failed');
  }
  const line = {
    ...{ provider: 'Tavily', kind: 'key-refused', status: 401, serverSaid: 'Key <secret> is not valid.' },
    sentence: 'Tavily answered with status 401: check its key and plan.',
  };
  expect(lines).toEqual([
    { ...line, leftOut: 0 },
    { ...line, leftOut: 2 },
  ]);
  await peer.close();
});

it('tells who was not waited for any longer, and nobody who was given up by the asker', async () => {
  const { peer, lines, ask } = await openNoted();
  peer.fail({ kind: 'silent' });
  const over = createStage(1, never);
  expect(await ask(over.signal)).toBe('failed');
  over.close();
  expect(lines).toMatchObject([{ provider: 'Tavily', kind: 'time-limit', sentence: 'Tavily did not answer in time.' }]);
  const { peer: other, lines: none, ask: askOther } = await openNoted();
  other.fail({ kind: 'silent' });
  expect(await askOther(AbortSignal.abort('enough'))).toBe('failed');
  expect(none).toEqual([]);
  await Promise.all([peer.close(), other.close()]);
});

it('quotes nobody who repeats what was asked', async () => {
  const { peer, log, lines } = await openNoted();
  const serverWords = 'Too long: “the mayor of Oberwald”';
  const failing = {
    name: 'm-1',
    ask: () => Promise.reject(new OutOfReach('too-large', 'It is too long.', { serverWords })),
  };
  const request = { ...{ name: 'x', system: '', user: query.text, maxOutputTokens: 1 }, schema: z.unknown() };
  await expect(toNotedModel(failing, log).ask(request, never)).rejects.toMatchObject({ why: 'too-large' });
  expect(lines).toEqual([
    expect.objectContaining({ provider: 'm-1', serverSaid: undefined, sentence: 'It is too long.' }),
  ]);
  await peer.close();
});
