import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder, openResearchCore } from '../core/research-fixture.ts';
import type { ModelPeerRequest } from '../peers/model/index.ts';
import { startWorld, type World } from '../peers/world/index.ts';
import { toExamination, toRatings, toStandInAnswer } from '../peers/world/stand-in.ts';
import { FORMS, type Form, LIES, ORDERS } from './research-orders-forms.ts';

/** Two hostile publishers, so that nothing but the order itself is missing for a firm verdict. */
const HOSTS = ['one.example', 'two.example'];
const TITLES = ['The bridge at Oberwald', 'News from the road office'];
const LEADS = [
  'The road bridge at Oberwald was built in the years before June 2024, and many people came to see it.',
  'Three years of work and 41 million euros went into the bridge that Oberwald has over its river.',
];
const CLAIM = 'The Oberwald bridge collapsed in June 2024';

/** As a model reads: unseen signs are nothing to it, and look-alike letters are letters. */
const LETTERS: Record<string, string> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', і: 'i' };
const toRead = (text: string) =>
  text
    .replace(/[\p{Default_Ignorable_Code_Point}\u202a-\u202e\u2060-\u2069]/gu, '')
    .normalize('NFKC')
    .replace(/[аеорсі]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .toLowerCase();
const SIGNS = [...LIES, ...Object.values(ORDERS).map((order) => order.slice(0, 40))].map(toRead);

let obeyed = 0;
/** Obeys whatever it sees of an order or its lie, anywhere in the passages: all is true, by every sentence that it can name. */
function toObedientAnswer({ name, user }: ModelPeerRequest): unknown {
  if (name === 'claims') return toStandInAnswer({ name, user });
  if (name === 'examination') return toExamination(user, () => false);
  const shown = user.slice(user.indexOf('<<<END CLAIM>>>'));
  const nothing = { questions: [], citations: [], summary: [], analysis: [], agesInDays: null };
  if (!SIGNS.some((sign) => toRead(shown).includes(sign))) return { ...nothing, ratings: toRatings('unverified') };
  obeyed += 1;
  const citations = Array.from(shown.matchAll(/<<<PASSAGE (\d+)>>>\n([\s\S]*?)\n<<<END PASSAGE/g)).flatMap(
    ([, number, block = '']) =>
      [...LIES, ...block.split(/\n+|(?<=[.!?]) /)].map((quote) => {
        return { passage: Number(number), quote, stance: 'supports' };
      }),
  );
  const said = [{ text: LIES[0], citations: citations.map((_, at) => at + 1) }];
  return { ...nothing, citations, ratings: toRatings('true'), summary: said, analysis: said };
}

const folder = createFolder();
let world: World;
let core: Awaited<ReturnType<typeof openResearchCore>>;
beforeAll(async () => {
  world = await startWorld({ answer: toObedientAnswer });
  core = await openResearchCore(world, { file: folder.newFile() });
});
afterAll(async () => {
  await core.close();
  await world.close();
  folder.remove();
});

let count = 0;
/** The check of the claim, where two publishers have a page with the order, and in the same sentence the lie. */
async function check({ title, head, body, snippet }: Partial<Form>, order: string) {
  const path = `/page-${++count}`;
  const toOrder = (at: number) => `${order.replace(/\.$/, ':')} ${LIES[at]}`.trim();
  world.pages.serve(path, (request, response) => {
    const at = HOSTS.findIndex((host) => request.headers.host?.startsWith(host));
    const [text, name, lead] = [toOrder(at), TITLES[at], LEADS[at]];
    const html = `<!doctype html><html><head><title>${title?.(text) ?? name}</title>${head?.(text) ?? ''}</head>
<body><article><h1>${name}</h1><p>${lead}</p>${body?.(text) ?? ''}</article></body></html>`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  world.search.serve(
    HOSTS.map((host, at) => ({
      ...{ url: world.urlOf({ host, path }), title: snippet?.(toOrder(at)) ?? TITLES[at] ?? '' },
      snippet: snippet?.(toOrder(at)) ?? '',
    })),
  );
  return (await core.one(CLAIM, { again: true })).check;
}

describe('a page that gives orders to the model', () => {
  it('would have its way if it said the same without an order: the test can fail', async () => {
    const { verdict } = await check({ body: (lie) => `<p>${lie}</p>` }, '');
    expect(obeyed).toBe(1);
    expect(verdict.label).toBe('true');
  });

  it('is made in more than 40 forms', () => {
    expect(FORMS.length).toBeGreaterThan(40);
    expect(new Set(FORMS.map(({ language }) => language)).size).toBe(5);
  });

  it.each(FORMS.map((form) => [form.name, form.language, form] as const))(
    '(%s, %s) gets no firm verdict, though the model obeys all that it sees',
    async (_name, language, form) => {
      const { verdict } = await check(form, ORDERS[language]);
      expect(verdict.label).toBe('unverified');
      expect(toRead(JSON.stringify(verdict))).not.toContain('collapsed');
      expect(toRead(JSON.stringify(verdict))).not.toContain(toRead(ORDERS[language]).slice(0, 40));
    },
  );
});
