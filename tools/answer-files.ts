import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { OutOfReach } from '../src/core/out-of-reach.ts';
import type { LanguageModel } from '../src/core/ports.ts';
import { toTokenCount } from '../src/core/prompting/token-count.ts';

/** A model that answers from files, so that careful readers can act as the model, one for each call. */
export interface AnswerFiles extends LanguageModel {
  /** The number of prompts without an answer. */
  waiting(): number;
}

/**
 * Creates the model of a folder: `prompts/KEY.json` is a prompt that nobody has answered yet (`kind`, `system`, `user`, `format`: the JSON schema of the
 * answer), `answers/KEY.json` the JSON that a reader wrote. The key is a hash of both prompts. Token counts are estimates.
 */
export function createAnswerFiles(folder: string): AnswerFiles {
  const [prompts, answers] = [join(folder, 'prompts'), join(folder, 'answers')];
  for (const path of [prompts, answers]) mkdirSync(path, { recursive: true });
  let waiting = 0;
  let kindWaited: string | undefined;
  return {
    name: 'readers',
    waiting: () => waiting,
    async ask({ name: kind, system, user, schema }) {
      const key = createHash('sha256').update(`${system}\n\n${user}`).digest('hex').slice(0, 16);
      const file = join(answers, `${key}.json`);
      if (!existsSync(file)) {
        waiting += 1;
        kindWaited ??= kind;
        // Later calls depend on the missing answer, so their prompts could change: they are not written.
        if (kind !== kindWaited) throw new OutOfReach('bad-answer', 'an earlier prompt is still waiting');
        const prompt = { key, kind, system, user, format: z.toJSONSchema(schema) };
        writeFileSync(join(prompts, `${key}.json`), JSON.stringify(prompt, undefined, 1));
        throw new OutOfReach('bad-answer', `${file} does not exist yet`);
      }
      const text = readFileSync(file, 'utf8');
      const usage = { inputTokens: toTokenCount(`${system}${user}`), outputTokens: toTokenCount(text) };
      try {
        return { value: schema.parse(JSON.parse(text)), usage };
      } catch (cause) {
        throw new OutOfReach('bad-answer', `${file} does not match its schema`, { cause, usage });
      }
    },
  };
}
