import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { CALM, toQuestion } from '../contracts/language-model.ts';
import { PARIS, startFixture } from '../providers/language-model-fixture.ts';

/** As long as a judge's prompt with its passages. */
const LONG = 'A passage of a page, as the model gets it. '.repeat(1_000);

describe('eight questions at once', () => {
  it('are all under way before the first is answered', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { model, peer, close } = await startFixture({ concurrency: 8 }, async () => {
      await gate;
      return PARIS;
    });
    const asking = Promise.all(Array.from({ length: 8 }, () => model.ask(toQuestion(LONG), CALM)));
    await peer.waitForRequests(8);
    open();
    expect(await asking).toHaveLength(8);
    await close();
  });

  it('do not block the event loop', async () => {
    const { model, close } = await startFixture({ concurrency: 8 });
    await model.ask(toQuestion(), CALM);
    const delays: number[] = [];
    // A busy machine can hold up one round, not each of five.
    for (let round = 0; round < 5; round++) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await Promise.all(Array.from({ length: 8 }, () => model.ask(toQuestion(LONG), CALM)));
      delay.disable();
      delays.push(delay.percentile(99) / 1e6);
    }
    expect(Math.min(...delays)).toBeLessThan(50);
    await close();
  });
});

it('a retry-after is waited for', async () => {
  const { model, peer, close } = await startFixture();
  peer.fail({ kind: 'status', status: 429, retryAfter: '0.3' });
  const from = performance.now();
  await model.ask(toQuestion(), CALM);
  expect(performance.now() - from).toBeGreaterThanOrEqual(299);
  await close();
});
