import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { toPicture } from '../contracts/image-reader.ts';
import { type Demo, openDemo } from '../demo/demo.ts';
import type { MessageView, PersonId } from '../demo/page/views.ts';
import { openPage, textOf } from './demo-page.ts';

const WALL = 'The Great Wall of China can be seen from the Moon';
const BRIDGE = 'The Oberwald bridge opened to traffic in May 2024';
const GROUP = '@claimcheck_bot';

let demo: Demo;
const faults: unknown[] = [];
const pages: Awaited<ReturnType<typeof openPage>>[] = [];
beforeAll(async () => {
  demo = await openDemo({ port: 0, thinkMs: 0, onFault: (error) => void faults.push(error) });
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});
afterAll(async () => {
  await demo.close();
  expect(faults).toEqual([]);
});

async function open(who: PersonId) {
  const page = await openPage(demo.url, who);
  pages.push(page);
  return page;
}

const isCard = (verdict: string) => (message: MessageView) =>
  message.isBot && message.buttons.length > 0 && textOf(message).includes(verdict);

describe('the demo of the group chats', () => {
  it('shows a card that is known already on Discord, which a member cannot pin and a moderator can', async () => {
    const [ana, mia] = [await open('ana'), await open('mia')];
    await mia.act('discord', 'group', { do: 'slash', name: 'check', text: WALL });
    const card = await ana.sees('discord', 'group', isCard('❌ False'));
    const press = card.buttons.flat().find(({ label }) => label === 'Pin')?.press ?? '';
    await ana.act('discord', 'group', { do: 'press', message: card.id, button: press });
    const refused = await ana.sees('discord', 'group', ({ isForYou, isThinking }) => isForYou && !isThinking);
    expect(textOf(refused)).toContain('right to pin messages');
    expect(mia.now('discord', 'group').some(({ isForYou }) => isForYou)).toBe(false);
    await mia.act('discord', 'group', { do: 'press', message: card.id, button: press });
    expect(await ana.sees('discord', 'group', ({ isPinned }) => isPinned)).toMatchObject({ id: card.id });
  });

  it('shows a card that was searched and judged on Telegram, which a member cannot pin and a moderator can', async () => {
    const [ana, mia] = [await open('ana'), await open('mia')];
    await mia.act('telegram', 'group', { do: 'say', text: `/check${GROUP} ${BRIDGE}` });
    const card = await ana.sees('telegram', 'group', isCard('True'));
    expect(textOf(card)).toContain('gazette.example');
    const press = { do: 'press', message: card.id, button: 'Pin' } as const;
    expect((await ana.act('telegram', 'group', press)).toast).toContain('right to pin messages');
    expect((await mia.act('telegram', 'group', press)).toast).toBe('Pinned.');
    expect(await ana.sees('telegram', 'group', ({ isPinned }) => isPinned)).toMatchObject({ id: card.id });
  });

  it('takes a picture, shows it, and checks what is written in it', async () => {
    const ana = await open('ana');
    const { bytes } = toPicture('claim.png');
    const picture = Buffer.from(bytes).toString('base64');
    await ana.act('telegram', 'private', { do: 'say', text: '', picture });
    const card = await ana.sees('telegram', 'private', isCard('Closest checked claim'));
    expect(textOf(card)).toContain('with the naked eye');
    for (const platform of ['telegram', 'discord'] as const) {
      await ana.act(platform, 'group', { do: 'say', text: 'Have you seen this?', picture });
      const { pictures } = await ana.sees(platform, 'group', (one) => one.pictures.length > 0);
      const shown = await fetch(new URL(pictures[0] ?? '', demo.url));
      expect([shown.headers.get('content-type'), await shown.bytes()]).toEqual(['image/png', new Uint8Array(bytes)]);
    }
    expect((await ask('picture/discord/upload-99')).status).toBe(404);
  });

  it('leads from a button in the Telegram group into the private chat', async () => {
    const ben = await open('ben');
    const rumour = await ben.sees('telegram', 'group', ({ body }) => String(body[0]).includes('Great Wall'));
    await ben.act('telegram', 'group', { do: 'say', text: `/check${GROUP}`, replyTo: rumour.id });
    const card = await ben.sees('telegram', 'group', isCard('False'));
    const start = card.buttons.flat().find(({ label }) => label === 'Details')?.start ?? '';
    expect(start).toMatch(/^[\w-]{1,64}$/);
    await ben.act('telegram', 'private', { do: 'start', payload: start });
    const sources = await ben.sees('telegram', 'private', ({ isBot }) => isBot);
    expect(textOf(sources)).toContain('Wikipedia');
  });

  it('answers a forwarded message in private, and a private command to the asker alone', async () => {
    const [ben, ana] = [await open('ben'), await open('ana')];
    const rumour = await ben.sees('discord', 'group', ({ body }) => String(body[0]).includes('dumplings'));
    await ben.act('discord', 'group', { do: 'forward', message: rumour.id });
    expect(textOf(await ben.sees('discord', 'private', isCard('❌ False')))).toContain('plum dumplings');
    await ana.act('discord', 'group', { do: 'slash', name: 'check', text: BRIDGE, private: true });
    const mine = await ana.sees('discord', 'group', (one) => isCard('✅ True')(one) && one.isForYou);
    expect(mine.buttons.flat().at(-1)?.press).toMatch(/^post:/);
    expect(ben.now('discord', 'group').map(({ id }) => id)).not.toContain(mine.id);
  });

  it('suggests what was checked before, on Discord while somebody types and on Telegram in inline mode', async () => {
    const mia = await open('mia');
    const typed = await mia.act('discord', 'group', { do: 'suggest', name: 'check', text: 'great wall moon' });
    expect(typed.choices?.map(({ label }) => label).slice(0, 2)).toEqual([
      'great wall moon',
      expect.stringContaining('Great Wall'),
    ]);
    const offered = await mia.act('telegram', 'group', { do: 'suggest', name: '', text: 'great wall moon' });
    const [first] = offered.choices ?? [];
    expect(first).toMatchObject({ label: '❌ False', about: expect.stringContaining('Great Wall') });
    await mia.act('telegram', 'group', { do: 'choose', text: '', result: first?.value ?? '' });
    await mia.sees('telegram', 'group', ({ author, via }) => author === 'Mia' && via === GROUP);
  });

  it('offers each person the commands of the place, as both platforms do', async () => {
    const [ana, mia] = [await open('ana'), await open('mia')];
    const all = ['check', 'history', 'pin', 'unpin', 'settings', 'privacy', 'forget', 'help'];
    const mine = ['check', 'history', 'privacy', 'forget', 'help'];
    expect(await mia.offered('discord', 'group')).toEqual(all);
    expect(await ana.offered('discord', 'group')).toEqual(mine);
    expect(await ana.offered('discord', 'private')).toEqual(mine);
    expect(await mia.offered('telegram', 'group')).toEqual(all);
    expect(await ana.offered('telegram', 'group')).toEqual(mine);
    expect(await mia.offered('telegram', 'private')).toEqual(mine);
  });

  it('says what a person cannot do there', async () => {
    const ana = await open('ana');
    const { toast } = await ana.act('discord', 'group', { do: 'slash', name: 'nonsense', text: '' });
    expect(toast).toBe('There is no command /nonsense here.');
  });

  it.each([
    ['another name for this machine', { headers: { host: 'evil.example' } }],
    ['another page in the same browser', { headers: { origin: 'https://evil.example' } }],
  ])('refuses %s', async (_, { headers }) => {
    const { status } = await ask('', headers);
    expect(status).toBe(403);
  });

  it.each(['start.ts', 'page/main.ts', '../demo.ts', 'live?who=olga', 'made-up?url=https%3A%2F%2Fexample.org'])(
    'gives nothing for /%s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );

  it.each(['{}', 'no JSON', '{"who":"ana","platform":"discord","room":"group","act":{"do":"say","text":" "}}'])(
    'does not take %s',
    async (body) => {
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${demo.url}act`, { method: 'POST', headers, body })).status).toBe(400);
    },
  );

  it('sends a policy by which nothing from a chat can run, load or be sent anywhere', async () => {
    const { headers } = await fetch(demo.url);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(await (await fetch(demo.url)).text()).not.toMatch(/<script(?! type="module" src="\/)|style=/);
  });

  it('shows a made-up page to who follows a source', async () => {
    const url = encodeURIComponent('http://gazette.example:1234/bridge-opens');
    expect(await (await fetch(`${demo.url}made-up?url=${url}`)).text()).toContain('made up for the demo');
  });
});

/** With any header; `fetch` does not let `host` be set. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<{ status: number | undefined }> {
  const { request } = await import('node:http');
  const { hostname, port } = new URL(demo.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path: `/${path}`, headers, agent: false }, (answer) => {
      resolve({ status: answer.statusCode });
      answer.destroy();
    });
    asked.on('error', reject).end();
  });
}
