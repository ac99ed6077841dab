import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { LanguageModel, ModelRequest } from '../../src/core/ports.ts';

/** What the contract suite runs on. */
export interface LanguageModelUnderTest {
  model: LanguageModel;
  /** What it answers from now on, by the words of the user; `undefined` holds the answer up for ever. */
  says(answer: (user: string) => unknown): void;
  /** Resolves when this many questions have reached it. */
  waitForQuestions(count: number): Promise<void>;
  close(): Promise<void>;
}

const CAPITAL = z.object({ city: z.string(), people: z.number().int().nullable() });

/** A question with everything that is not said made up. */
export function toQuestion(user = 'The capital of France?'): ModelRequest<z.infer<typeof CAPITAL>> {
  return { name: 'capital', system: 'You know capitals.', user, schema: CAPITAL, maxOutputTokens: 200 };
}

/** A signal that nobody aborts. */
export const CALM = new AbortController().signal;

/** What every `LanguageModel` does. `start` gives a new one each time. */
export function describeLanguageModel(name: string, start: () => Promise<LanguageModelUnderTest>): void {
  describe(`${name} as a LanguageModel`, () => {
    let under: LanguageModelUnderTest;
    beforeEach(async () => {
      under = await start();
    });
    afterEach(() => under.close());

    it('gives an answer that fits the schema, and what it cost', async () => {
      under.says(() => ({ city: 'Paris', people: null }));
      const { value, usage } = await under.model.ask(toQuestion(), CALM);
      expect(value).toEqual({ city: 'Paris', people: null });
      expect(usage.inputTokens).toBeGreaterThan(0);
      expect(usage.outputTokens).toBeGreaterThan(0);
    });

    it('drops what the schema does not name', async () => {
      under.says(() => ({ city: 'Paris', people: 1, __proto__: { polluted: true }, verdict: 'true' }));
      const { value } = await under.model.ask(toQuestion(), CALM);
      expect(Object.keys(value).sort()).toEqual(['city', 'people']);
    });

    it.each([
      ['a wrong type', { city: 7, people: null }],
      ['a missing field', { people: null }],
      ['a list', [{ city: 'Paris', people: null }]],
      ['null', null],
      ['a number that is not whole', { city: 'Paris', people: 1.5 }],
      ['words', 'I think it is Paris.'],
      ['half of the JSON', '{"city":"Par'],
      ['blanks', '   '],
    ])('%s is a bad answer, whose cost is told', async (_, answer) => {
      under.says(() => answer);
      const failed = under.model.ask(toQuestion(), CALM);
      await expect(failed).rejects.toBeInstanceOf(OutOfReach);
      await expect(failed).rejects.toMatchObject({ why: 'bad-answer', usage: { inputTokens: expect.any(Number) } });
    });

    it('questions at the same time get each its own answer', async () => {
      under.says((user) => ({ city: user, people: null }));
      const users = Array.from({ length: 12 }, (_, at) => `Question ${at}`);
      const answers = await Promise.all(users.map((user) => under.model.ask(toQuestion(user), CALM)));
      expect(answers.map(({ value }) => value.city)).toEqual(users);
    });

    it('an abort before the question rejects with its reason', async () => {
      under.says(() => ({ city: 'Paris', people: null }));
      const reason = new Error('nobody waits');
      await expect(under.model.ask(toQuestion(), AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it('an abort stops a question that is not answered, within 100 ms and with its reason', async () => {
      under.says(() => undefined);
      const stop = new AbortController();
      const asking = under.model.ask(toQuestion(), stop.signal).catch((error: unknown) => error);
      await under.waitForQuestions(1);
      const reason = new Error('nobody waits');
      const from = performance.now();
      stop.abort(reason);
      expect(await asking).toBe(reason);
      expect(performance.now() - from).toBeLessThan(100);
    });
  });
}
