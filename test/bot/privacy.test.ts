import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ResearchConfig } from '../../src/config/research-config.ts';
import { openApp } from '../../src/wiring/app.ts';
import { openChat } from '../../src/wiring/open-chat.ts';
import { toRequest } from '../commands/commands-fixture.ts';
import { createCoreFolder } from '../core/checker-fixture.ts';
import { createTestAdapter } from './chat-fixture.ts';

const NOTHING: ResearchConfig = { openAiWebSearch: false, vision: false, wikipedia: false, prices: {} };
const MODEL = { apiKey: 'k', name: 'toy-4' };

let folder: Awaited<ReturnType<typeof createCoreFolder>>;
beforeAll(async () => {
  folder = await createCoreFolder();
});
afterAll(() => folder.remove());

/** What /privacy says of what is passed on, from the bot as `npm start` joins it. */
async function ask(research: Partial<ResearchConfig>): Promise<string> {
  const faults: unknown[] = [];
  const config = { database: folder.newFile(), research: { ...NOTHING, ...research } };
  const app = await openApp(config, (error) => faults.push(error));
  const chat = await openChat(app, { ...config, chat: { moderators: [] } }, (error) => faults.push(error));
  const platform = createTestAdapter();
  await chat.start(platform.adapter);
  const reply = await platform.ask(toRequest('privacy'));
  await chat.stop();
  await chat.close();
  await app.close();
  expect(faults).toEqual([]);
  return reply?.kind === 'notice' ? reply.lines.join('\n') : '';
}

const SEARCH = /Search engines get only the claim/;
const PAGES = /are opened\. Their owners see that this bot was there/;
const NONE = /Nothing of it is passed on/;
const HERE = /read where this bot runs/;

it.each<[string, Partial<ResearchConfig>, RegExp[], RegExp[]]>([
  ['nothing is set up', {}, [NONE, HERE], [SEARCH, PAGES, /model \(/]],
  ['there is a search alone', { wikipedia: true }, [SEARCH, PAGES, HERE], [NONE, /model/]],
  [
    'there is a model alone, which does not see',
    { model: MODEL },
    [/A language model \(toy-4\) gets up to 6000 characters/, PAGES, HERE],
    [NONE, SEARCH],
  ],
  [
    'pictures go to the model',
    { model: MODEL, vision: true, braveKey: 'b' },
    [/Pictures are read by toy-4, which gets them as they are/, SEARCH],
    [NONE, HERE],
  ],
  [
    'another model reads quotes',
    { model: { ...MODEL, checkName: 'toy-5' } },
    [/A language model \(toy-4 and toy-5\) gets/],
    [NONE],
  ],
  ['pictures would go to a model that is not there', { vision: true }, [NONE, HERE], [/read by/]],
])('/privacy says what is passed on where %s, and no more', async (_what, research, said, unsaid) => {
  const text = await ask(research);
  for (const one of said) expect(text).toMatch(one);
  for (const one of unsaid) expect(text).not.toMatch(one);
});
