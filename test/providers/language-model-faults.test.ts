import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { FailureKind } from '../../src/core/types.ts';
import { createOpenAiModel } from '../../src/providers/language-model/openai-model.ts';
import { CALM, toQuestion } from '../contracts/language-model.ts';
import type { ModelFault } from '../peers/model/index.ts';
import { KEY, PARIS, startFixture } from './language-model-fixture.ts';

const SECRET = 'a neighbour’s secret';
type Fixture = Awaited<ReturnType<typeof startFixture>>;

describe('a model that fails', () => {
  let fixture: Fixture;
  const start = async (...given: Parameters<typeof startFixture>) => {
    await fixture.close();
    fixture = await startFixture(...given);
    return fixture;
  };
  beforeEach(async () => {
    fixture = await startFixture();
  });
  afterEach(() => fixture.close());
  const failed = async (model: Fixture['model'], user = SECRET, signal = CALM): Promise<OutOfReach> => {
    const error = await model.ask(toQuestion(user), signal).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof OutOfReach)) throw new Error(`no OutOfReach: ${inspect(error)}`);
    return error;
  };

  it.each<[string, ModelFault, string, FailureKind?]>([
    [
      'a wrong key',
      { kind: 'status', status: 401, message: `Incorrect API key provided: ${KEY}` },
      'OPENAI_API_KEY',
      'key-refused',
    ],
    ['a key without the right', { kind: 'status', status: 403 }, 'OPENAI_API_KEY', 'key-refused'],
    [
      'a model that is not there',
      { kind: 'status', status: 404, message: 'The model `m-1` does not exist' },
      'm-1',
      'not-there',
    ],
    ['no money left', { kind: 'status', status: 429, code: 'insufficient_quota' }, 'credit', 'quota-used'],
    ['another address', { kind: 'status', status: 308 }, 'OPENAI_BASE_URL'],
  ])(
    '%s is refused after one request, and the operator is told what to mend',
    async (_, fault, hint, why = 'refused') => {
      fixture.peer.fail(fault);
      const error = await failed(fixture.model);
      expect(error.why).toBe(why);
      expect(error.message).toContain(hint);
      expect(fixture.peer.requests).toHaveLength(1);
    },
  );

  it('a request that it takes in no form is refused after two requests a form', async () => {
    fixture.peer.fail({ kind: 'status', status: 400, message: SECRET }, 9);
    expect(await failed(fixture.model)).toMatchObject({ why: 'refused', message: expect.stringContaining('400') });
    const forms = ['json_schema', 'json_object', 'text'];
    expect(fixture.peer.requests.map(({ mode }) => mode)).toEqual([...forms, ...forms]);
  });

  it.each<[string, ModelFault]>([
    ['an answer that was cut', { kind: 'text', text: '{"city":"Pa', finishReason: 'length' }],
    ['a draft in a cut thought', { kind: 'text', text: `So: ${JSON.stringify(PARIS)}, or`, finishReason: 'length' }],
    ['an answer that a filter stopped', { kind: 'text', text: '', finishReason: 'content_filter' }],
    ['malformed JSON', { kind: 'text', text: '{"city": Paris}' }],
    ['a wrong schema', { kind: 'text', text: '{"town":"Paris"}' }],
    ['a deep nest', { kind: 'text', text: '['.repeat(100_000) }],
    ['a refusal', { kind: 'refusal', text: SECRET }],
    ['no content', { kind: 'no-content' }],
    ['an empty answer', { kind: 'text', text: '' }],
    ['no choices', { kind: 'no-choices' }],
  ])('%s is a bad answer with its cost, and is not asked for again', async (_, fault) => {
    fixture.peer.fail(fault);
    const error = await failed(fixture.model);
    expect(error).toMatchObject({ why: 'bad-answer', usage: { inputTokens: 120, outputTokens: 30 } });
    expect(fixture.peer.requests).toHaveLength(1);
  });

  it.each<[string, ModelFault]>([
    ['a page in place of an answer', { kind: 'body', body: '<html>Log in</html>', contentType: 'text/html' }],
    ['half a body', { kind: 'body', body: '{"choices":[{"message"' }],
    ['an empty body', { kind: 'body', body: '' }],
    ['a list in place of an answer', { kind: 'body', body: '[]' }],
    ['JSON that the server’s own schema refused', { kind: 'status', status: 400, code: 'json_validate_failed' }],
  ])('%s is a bad answer, and is not asked for again', async (_, fault) => {
    fixture.peer.fail(fault);
    expect(await failed(fixture.model)).toMatchObject({ why: 'bad-answer' });
    expect(fixture.peer.requests).toHaveLength(1);
  });

  it.each<[string, ModelFault]>([
    ['500', { kind: 'status', status: 500 }],
    ['503', { kind: 'status', status: 503, retryAfter: '0' }],
    ['a broken connection', { kind: 'dropped' }],
    ['429', { kind: 'status', status: 429, retryAfter: '0.01' }],
    ['an error with status 200', { kind: 'body', body: `{"error":{"message":"${SECRET}"}}` }],
  ])('after %s it is asked again', async (_, fault) => {
    fixture.peer.fail(fault);
    expect((await fixture.model.ask(toQuestion(), CALM)).value).toEqual(PARIS);
    expect(fixture.peer.requests).toHaveLength(2);
  });

  it.each<[string, ModelFault, string]>([
    ['500', { kind: 'status', status: 500, retryAfter: '0' }, 'unreachable'],
    ['429', { kind: 'status', status: 429, retryAfter: '0' }, 'rate-limited'],
  ])('a server that answers with %s for good is asked three times', async (_, fault, why) => {
    fixture.peer.fail(fault, 9);
    expect((await failed(fixture.model)).why).toBe(why);
    expect(fixture.peer.requests).toHaveLength(3);
  });

  it.each([
    ['seconds', '3600', 3_600_000],
    ['a date', 'Fri, 31 Dec 2100 23:59:59 GMT', undefined],
  ])(
    'a retry-after in %s that is longer than the time limit is not waited for, but told',
    async (_, retryAfter, ms) => {
      fixture.peer.fail({ kind: 'status', status: 429, retryAfter });
      const error = await failed(fixture.model);
      expect(error.why).toBe('rate-limited');
      expect(error.retryAfterMs).toBeGreaterThan(3_000_000);
      if (ms !== undefined) expect(error.retryAfterMs).toBe(ms);
      expect(fixture.peer.requests).toHaveLength(1);
    },
  );

  it('refused formats do not use up the retries, and the requests of one question are bounded', async () => {
    const { model, peer } = await start({ temperature: 0 }, () => PARIS, ['json_schema', 'max_completion_tokens']);
    peer.fail({ kind: 'status', status: 400, message: 'response_format json_schema temperature' }, 100);
    expect((await failed(model)).why).toBe('refused');
    expect(peer.requests.length).toBeLessThanOrEqual(5);
  });

  it.each<[string, ModelFault]>([
    ['says nothing', { kind: 'silence' }],
    ['stops in the middle of its answer', { kind: 'half' }],
  ])('a server that %s is left after the time limit, and sees that nobody waits', async (_, fault) => {
    const { model, peer } = await start({ timeoutMs: 150 });
    peer.fail(fault, 9);
    expect(await failed(model)).toMatchObject({ why: 'time-limit', message: expect.stringContaining('0.15 s') });
    await peer.waitForHangUp(1);
    expect(peer.requests).toHaveLength(1);
  });

  it('an abort in the pause before a retry rejects at once, with its reason', async () => {
    const { model, peer } = await start();
    const stop = new AbortController();
    peer.fail({ kind: 'status', status: 429, retryAfter: '5' });
    const asking = model.ask(toQuestion(), stop.signal).catch((error: unknown) => error);
    await peer.waitForRequests(1);
    stop.abort('enough');
    expect(await asking).toBe('enough');
  });

  it('a port where nobody listens is out of reach', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await new Promise((resolve) => server.close(resolve));
    const model = createOpenAiModel({
      baseUrl: `http://user:hunter2@127.0.0.1:${port}/v1`,
      model: 'm-1',
      timeoutMs: 5_000,
      maxRetries: 0,
    });
    const error = await failed(model);
    expect(error.why).toBe('unreachable');
    expect(error.message).toContain(`127.0.0.1:${port}`);
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
  });

  it.each<[string, ModelFault]>([
    ['401', { kind: 'status', status: 401, message: `Bad key ${KEY} for ${SECRET}` }],
    ['400', { kind: 'status', status: 400, message: `Bad key ${KEY} for ${SECRET}` }],
    ['500', { kind: 'status', status: 500, message: `Bad key ${KEY} for ${SECRET}`, retryAfter: '0' }],
    ['a bad answer', { kind: 'text', text: `{"city": "${SECRET} ${KEY}` }],
    ['a refusal', { kind: 'refusal', text: `${SECRET} ${KEY}` }],
    ['a broken connection', { kind: 'dropped' }],
  ])('neither the key nor what was asked or said is anywhere in the error after %s', async (_, fault) => {
    fixture.peer.fail(fault, 9);
    const error = await failed(fixture.model);
    const all = inspect(error, { depth: 20, showHidden: true });
    expect(all).not.toContain(KEY);
    expect(all).not.toContain('neighbour');
  });
});
