import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createOpenAiModel } from '../../src/providers/language-model/openai-model.ts';
import { createFolder, openResearchCore } from '../core/research-fixture.ts';
import { type ModelFault, toFault } from '../peers/model/index.ts';
import { startWorld, type World } from '../peers/world/index.ts';
import { toRatings, toStandInAnswer } from '../peers/world/stand-in.ts';
import { BRIDGE, findForeignQuotes } from './research-faults-fixture.ts';

/** Less than the pause before a second try, so that no test waits for one. */
const SHORT_MS = 400;

const folder = createFolder();
let world: World;
let core: Awaited<ReturnType<typeof openResearchCore>>;
/** What the model says where it is asked for the claims, or for the verdict; else it is the stand-in. */
let say: { claims?: () => unknown; verdict?: () => unknown };
beforeAll(async () => {
  world = await startWorld({
    answer: (request) =>
      (request.name === 'claims' ? say.claims : request.name === 'verdict' ? say.verdict : undefined)?.() ??
      toStandInAnswer(request),
  });
  core = await openResearchCore(world, {
    file: folder.newFile(),
    change: ({ judge, ...research }) => {
      const { baseUrl } = world.model;
      const model = createOpenAiModel({ model: 'stand-in', apiKey: 'key', baseUrl, timeoutMs: SHORT_MS });
      return { ...research, judge: judge && { ...judge, model } };
    },
  });
});
beforeEach(() => {
  say = {};
});
afterAll(async () => {
  await core.close();
  await world.close();
  folder.remove();
});

const WHOLE = JSON.stringify({ citations: [], label: 'true', summary: [], known: [], analysis: [], conclusion: [] });

describe('a model that goes wrong', () => {
  it.each<[string, ModelFault, string]>([
    [
      'answers 429, and says to wait longer than there is time',
      { kind: 'status', status: 429, retryAfter: '60' },
      'rate-limited',
    ],
    ['answers 500', { kind: 'status', status: 500 }, 'unreachable'],
    ['does not take the key', { kind: 'status', status: 401 }, 'key-refused'],
    ['is cut off by its limit', { kind: 'text', text: WHOLE.slice(0, 40), finishReason: 'length' }, 'bad-answer'],
    ['answers malformed JSON', { kind: 'text', text: `${WHOLE.slice(0, -5)}]]` }, 'bad-answer'],
    ['answers with a stranger’s schema', { kind: 'text', text: '{"verdict":"true","confidence":1}' }, 'bad-answer'],
    [
      'gives a label there is none of',
      { kind: 'text', text: WHOLE.replace('"true"', '"certainly true"') },
      'bad-answer',
    ],
    ['refuses', { kind: 'refusal' }, 'bad-answer'],
    ['says nothing', { kind: 'no-content' }, 'bad-answer'],
    ['is silent', { kind: 'silence' }, 'time-limit'],
    ['stops within its answer', { kind: 'half' }, 'time-limit'],
    [
      'sends a proxy’s page',
      { kind: 'body', body: '<html>Bad gateway</html>', contentType: 'text/html' },
      'bad-answer',
    ],
  ])('and %s: the card lists the evidence, names it, and judges nothing', async (_how, fault, why) => {
    say.verdict = () => toFault(fault);
    const before = world.model.requests.length;
    const { check, trace } = await core.one(BRIDGE, { again: true });
    const passes = ['rate-limited', 'unreachable', 'time-limit'].includes(why);
    const reason = passes ? 'model-failed' : 'model-broken';
    expect(check.verdict).toMatchObject({ label: 'unverified', reason, summary: '' });
    expect(check.failures).toEqual([{ name: 'stand-in', why }]);
    expect(check.verdict.citations.length).toBeGreaterThan(0);
    expect(findForeignQuotes(check)).toEqual([]);
    expect(trace.spent.modelCalls).toBe(2);
    expect(world.model.requests.length - before).toBe(2);

    say = {};
    const again = await core.one(BRIDGE);
    expect(again.check).toMatchObject({ id: check.id, verdict: { label: 'true' } });
  });

  it.each<[string, ModelFault]>([
    ['answers 500', { kind: 'status', status: 500 }],
    ['answers malformed JSON', { kind: 'text', text: '{"claims":[' }],
    ['answers with a stranger’s schema', { kind: 'text', text: '{"claims":"none"}' }],
    ['refuses', { kind: 'refusal' }],
    ['is silent', { kind: 'silence' }],
  ])('and %s when it is asked for the claims: the sentences stand, and are judged', async (_how, fault) => {
    say.claims = () => toFault(fault);
    const { check } = await core.one(BRIDGE, { again: true });
    expect(check.claim.text).toContain('Oberwald');
    expect(check.verdict.label).toBe('true');
    expect(findForeignQuotes(check)).toEqual([]);
  });

  it('is asked again at once where its 429 says so, and the answer counts as one call', async () => {
    world.model.fail({ kind: 'status', status: 429, retryAfter: '0' });
    const before = world.model.requests.length;
    const { check, trace } = await core.one(BRIDGE, { again: true });
    expect(world.model.requests.length - before).toBe(4);
    expect(trace.spent.modelCalls).toBe(3);
    expect(check.failures).toBeUndefined();
  });

  it.each([[[0]], [[-1]], [[99]], [[1_000_000_007]], [[99, 0]]])(
    'and cites passages %j: nothing of it is used',
    async (numbers) => {
      const quotes = [
        'The new road bridge at Oberwald was opened to traffic on 12 May 2024 after three years of building.',
        'The Oberwald bridge opened to traffic on 12 May 2024.',
      ];
      say.verdict = () => ({
        citations: quotes.flatMap((quote) => numbers.map((passage) => ({ passage, quote, stance: 'supports' }))),
        questions: [],
        ratings: toRatings('true'),
        summary: [{ text: 'The bridge opened in May 2024.', citations: [1, 2, 77] }],
        analysis: [],
        agesInDays: null,
      });
      const { check } = await core.one(BRIDGE, { again: true });
      expect(check.verdict).toMatchObject({ label: 'unverified', reason: 'ungrounded', summary: '', citations: [] });
    },
  );
});
