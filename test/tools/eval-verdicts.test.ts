import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { evalVerdicts } from '../../tools/eval-verdicts.ts';
import type { EvalResult } from '../../tools/eval-verdicts-data.ts';
import { renderVerdictsReport, toVerdictsReport } from '../../tools/eval-verdicts-report.ts';
import { PLUM, toPlumReview } from '../core/checker-fixture.ts';
import { type ModelPeer, startModel, toFault } from '../peers/model/index.ts';
import { WORLD_PAGES } from '../peers/world/pages.ts';
import { toStandInAnswer } from '../peers/world/stand-in.ts';

const BRIDGE = 'The Oberwald bridge opened to traffic in May 2024';
const CLAIMS = [
  { id: 'bridge', claim: BRIDGE, claimant: 'Somebody', date: '2024-12-31', label: 'Supported' },
  { id: 2, claim: PLUM, date: '31-12-2023', label: 'Refuted' },
  { id: 'early', claim: BRIDGE, date: '1-1-2024', label: 'Not Enough Evidence' },
];
const DOCUMENTS = WORLD_PAGES.map(({ host, path, title, date, paragraphs }) => ({
  ...{ url: `https://${host}${path}`, title, publisher: host, date, text: paragraphs.join('\n\n') },
}));

const folder = mkdtempSync(join(tmpdir(), 'claimcheck-eval-verdicts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const write = (rows: readonly unknown[]) => {
  const path = join(folder, `${++count}.jsonl`);
  writeFileSync(path, rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));
  return path;
};
const read = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as EvalResult);

let model: ModelPeer;
let answer: Parameters<typeof startModel>[0]['answer'];
beforeEach(async () => {
  answer = toStandInAnswer;
  model = await startModel({ answer: (request) => answer(request) });
});
afterEach(() => model.close());

async function run(args: readonly string[], env: Record<string, string> = {}, signal = new AbortController().signal) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const outputs = Promise.all([text(stdout), text(stderr)]);
  const settings = { OPENAI_BASE_URL: model.baseUrl, OPENAI_MODEL: 'stand-in', ...env };
  try {
    const code = await evalVerdicts([...args], {
      ...{ stdout, stderr, fetch, signal },
      readConfig: () => readConfig(settings, () => undefined),
    });
    return { code, outputs };
  } finally {
    stdout.end();
    stderr.end();
  }
}

async function report(args: readonly string[], env?: Record<string, string>) {
  const [out, err] = await (await run(args, env)).outputs;
  return { out: JSON.parse(out) as ReturnType<typeof toVerdictsReport>, lines: out.trim().split('\n'), err };
}

function toFiles({ claims = CLAIMS as readonly unknown[], documents = DOCUMENTS as readonly unknown[] } = {}) {
  const out = join(folder, `${++count}.out.jsonl`);
  return { out, args: ['--claims', write(claims), '--documents', write(documents), '--out', out] };
}

describe('eval:verdicts', () => {
  it('runs the core on each claim, sees nothing later than it, and prints one JSON line', async () => {
    const { args, out: file } = toFiles();
    const { out, lines, err } = await report(args);
    expect(lines).toHaveLength(1);
    expect(out).toMatchObject({ model: 'stand-in', n: 3, failed: 0, accuracy: 1, macroF1: 1, falseAccusationRate: 0 });
    expect(out).toMatchObject({ citations: 4, quotesFound: 1 });
    expect(out.callsPerClaim).toBeGreaterThan(1);
    expect(out.confusion.Refuted).toMatchObject({ Refuted: 1, Supported: 0 });
    expect(err).toContain("a stand-in's accuracy is not the bot's");
    const results = read(file);
    expect(results.map(({ id, label, predicted }) => [id, label, predicted]).sort()).toEqual([
      ['2', 'false', 'Refuted'],
      ['bridge', 'true', 'Supported'],
      ['early', 'unverified', 'Not Enough Evidence'],
    ]);
    const { citations = [] } = results.find(({ id }) => id === 'bridge') ?? {};
    expect(citations.map(({ url, found }) => [url, found]).sort()).toEqual([
      ['https://gazette.example/bridge-opens', true],
      ['https://roads.example/projects/oberwald', true],
    ]);
  });

  it('takes the answers of readers from files: claims, then verdicts, then examinations', async () => {
    const { args } = toFiles();
    const answers = join(folder, `${++count}.answers`);
    const kinds: string[][] = [];
    for (let round = 0; round < 3; round += 1) {
      const { err } = await report([...args, '--answers', answers], { OPENAI_BASE_URL: '' });
      expect(err).toContain('claims are waiting for answers');
      const waiting = readdirSync(join(answers, 'prompts')).filter(
        (name) => !existsSync(join(answers, 'answers', name)),
      );
      kinds.push([]);
      for (const name of waiting) {
        const { kind, user } = JSON.parse(readFileSync(join(answers, 'prompts', name), 'utf8'));
        kinds.at(-1)?.push(kind);
        writeFileSync(join(answers, 'answers', name), JSON.stringify(toStandInAnswer({ name: kind, user })));
      }
    }
    expect(kinds.map((round) => Array.from(new Set(round)))).toEqual([['claims'], ['verdict'], ['examination']]);
    const { out } = await report([...args, '--answers', answers], { OPENAI_BASE_URL: '' });
    expect(out).toMatchObject({ model: 'readers', n: 3, accuracy: 1, answered: 0.6667, precision: 1, agreement: 1 });
    expect(model.requests).toEqual([]);
  });

  it('refuses an answer that does not fit, as something that was out of reach', async () => {
    const { args } = toFiles({ claims: CLAIMS.slice(0, 1) });
    const answers = join(folder, `${++count}.answers`);
    await report([...args, '--answers', answers]);
    for (const name of readdirSync(join(answers, 'prompts')))
      writeFileSync(join(answers, 'answers', name), '{"claims":1}');
    const { err } = await report([...args, '--answers', answers]);
    expect(err).toContain('1 claims are waiting for answers');
  });

  it('goes on where a run was stopped, even within a line, and asks nobody twice', async () => {
    const { args, out: file } = toFiles();
    await report([...args, '--limit', '1']);
    expect(read(file)).toHaveLength(1);
    appendFileSync(file, '{"id":"2","gold":"Ref');
    const before = model.requests.length;
    expect((await report(args)).out).toMatchObject({ n: 3, accuracy: 1 });
    expect(read(file)).toHaveLength(3);
    const after = model.requests.length;
    expect(after).toBeGreaterThan(before);
    expect((await report(args)).out).toMatchObject({ n: 3, accuracy: 1 });
    expect(model.requests).toHaveLength(after);
  });

  it('notes what was out of reach, and asks those claims again on request', async () => {
    const { args } = toFiles({ claims: CLAIMS.slice(0, 1) });
    answer = (request) => (request.name === 'verdict' ? toFault({ kind: 'refusal' }) : toStandInAnswer(request));
    expect((await report(args)).out).toMatchObject({ n: 1, failed: 1, accuracy: 0 });
    answer = toStandInAnswer;
    expect((await report(args)).out).toMatchObject({ failed: 1 });
    expect((await report([...args, '--retry'])).out).toMatchObject({ n: 1, failed: 0, accuracy: 1 });
  });

  it('takes prior fact checks from an archive alone', async () => {
    const { id: _id, label: _label, forms: _forms, ...plum } = toPlumReview();
    const review = {
      '@type': 'ClaimReview',
      claimReviewed: plum.claimReviewed,
      url: plum.url,
      author: { name: plum.publisher },
      datePublished: plum.reviewDate,
      reviewRating: { alternateName: plum.textualRating },
    };
    const archive = write([review]);
    const { args } = toFiles({ claims: CLAIMS.slice(1, 2), documents: DOCUMENTS.slice(0, 1) });
    expect((await report([...args, '--archive', archive])).out).toMatchObject({ accuracy: 1, callsPerClaim: 0 });
  });

  it('lets no claim be answered by the one before it', async () => {
    const twice = [0, 1].map((at) => ({ ...CLAIMS[0], id: `same-${at}` }));
    const { args } = toFiles({ claims: twice });
    expect((await report([...args, '--concurrency', '1'])).out).toMatchObject({ n: 2, callsPerClaim: 3 });
  });

  it('stops with the reason of its signal, and keeps what it has', async () => {
    const { args, out: file } = toFiles();
    const stop = new AbortController();
    const reason = new Error('enough');
    answer = (request) => (model.requests.length > 3 ? toFault({ kind: 'silence' }) : toStandInAnswer(request));
    const running = run([...args, '--concurrency', '1'], {}, stop.signal);
    const rejected = expect(running).rejects.toBe(reason);
    await model.waitForRequests(4);
    stop.abort(reason);
    await rejected;
    expect(read(file)).toHaveLength(1);
  });

  const good = CLAIMS[0];
  it.each([
    ['a claim that is no JSON', { claims: [good, '{oops'] }, /line 2: it is not valid JSON/],
    ['a claim without a text', { claims: ['', { id: 'a', label: 'Refuted' }] }, /line 2: claim/],
    ['another label', { claims: [{ ...good, label: 'True' }] }, /line 1: label/],
    ['a date that is none', { claims: [{ ...good, date: 'May' }] }, /line 1: date/],
    ['an id that comes twice', { claims: [good, good] }, /line 2: its id/],
    ['no claim at all', { claims: [] }, /contains no claims/],
    ['documents that are none', { documents: ['{}'] }, /contains no documents/],
  ])('refuses %s, by its place', async (_what, files, message) => {
    await expect(run(toFiles(files).args)).rejects.toMatchObject({
      code: 'eval-failed',
      message: expect.stringMatching(message),
    });
  });

  it.each(['--claims', '--documents'])('names a %s file that is not there', async (option) => {
    const { args } = toFiles();
    args[args.indexOf(option) + 1] = join(folder, 'nowhere');
    await expect(run(args)).rejects.toMatchObject({ code: 'eval-failed', message: expect.stringContaining('nowhere') });
  });

  it('says in one sentence what to set where there is no model', async () => {
    const fault = await run(toFiles().args, { OPENAI_BASE_URL: '' }).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/^[^.]*OPENAI_API_KEY[^.]*\.$/),
    });
  });

  it('puts no two models into one file', async () => {
    const { args } = toFiles({ claims: CLAIMS.slice(0, 1) });
    await report(args);
    await expect(run(args, { OPENAI_MODEL: 'another' })).rejects.toMatchObject({ code: 'eval-failed' });
  });

  it.each([[['--limit', '0']], [['--concurrency', 'x']]])('refuses %j', async (more) => {
    await expect(run([...toFiles().args, ...more])).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('the figures', () => {
  const toResult = (gold: EvalResult['gold'], predicted: EvalResult['predicted'], found: boolean[] = []) => ({
    ...{ id: '', gold, predicted, label: '', confidence: 'low' as const, calls: 2, tokens: 10, ms: 500, model: 'm' },
    citations: found.map((one) => ({ url: '', quote: '', found: one })),
    ...{ leans: [], judgements: [] },
  });
  const judged = (rating: number, dropped: Record<string, number>, cited = 4) => ({
    ...{ rated: { label: 'true', rating, margin: 2 }, cited, dropped, examined: true },
  });

  it('say what leans, what each rating is worth, what was dropped, and how the two calls agree', () => {
    const results = [
      { ...toResult('Supported', 'Supported'), judgements: [judged(5, { subject: 1, 'other-stance': 1 })] },
      { ...toResult('Refuted', 'Supported'), judgements: [judged(4, { 'not-found': 2 })] },
      { ...toResult('Refuted', 'Not Enough Evidence'), leans: ['false' as const] },
      { ...toResult('Supported', 'Not Enough Evidence'), leans: ['false' as const] },
      {
        ...toResult('Conflicting Evidence/Cherrypicking', 'Not Enough Evidence'),
        leans: ['true' as const, 'false' as const],
      },
      toResult('Not Enough Evidence', 'Not Enough Evidence'),
    ];
    const report = toVerdictsReport(results, 'm', false);
    expect(report).toMatchObject({
      ...{ answered: 0.3333, answeredOrLean: 0.8333, precision: 0.5, leans: { n: 3, right: 2, accusing: 1 } },
      byRating: [
        { rating: 5, answered: 1, right: 1 },
        { rating: 4, answered: 2, right: 1 },
      ],
      dropped: { subject: 1, 'other-stance': 1, 'not-found': 2 },
      // Of five quotes that code let pass four kept their stance.
      agreement: 0.8,
    });
    expect(report.macroF1WithLeans ?? 0).toBeGreaterThan(report.macroF1 ?? 1);
    expect(renderVerdictsReport(report).join('\n')).toContain('33.3 %, with leans 83.3 %');
  });

  const figures = toVerdictsReport(
    [
      toResult('Supported', 'Supported', [true, true]),
      toResult('Supported', 'Refuted', [false]),
      toResult('Refuted', 'Refuted'),
      toResult('Refuted', 'Not Enough Evidence'),
    ],
    'm',
    false,
  );

  it('are counted as they are defined', () => {
    // F1: supported 2/3, refuted 1/2, not enough 0; nothing is or was called conflicting.
    expect(figures).toMatchObject({ n: 4, accuracy: 0.5, macroF1: 0.3889, falseAccusationRate: 0.5 });
    expect(figures).toMatchObject({ citations: 3, quotesFound: 0.6667, callsPerClaim: 2, secondsPerClaim: 0.5 });
    expect(figures.note).toBeUndefined();
  });

  it('stand in a table', () => {
    const lines = renderVerdictsReport(figures);
    expect(lines.find((line) => line.startsWith('Supported'))?.split(/ {2,}/)).toEqual([
      'Supported',
      '1',
      '1',
      '0',
      '0',
    ]);
  });

  it('are none where there is nothing to count', () => {
    expect(toVerdictsReport([], 'm', true)).toMatchObject({ n: 0, accuracy: null, quotesFound: null });
  });
});
