import { z } from 'zod';
import { STANCES } from '../types.ts';

/** Sentences that hang on citations: those without one that holds are not shown. */
const sentences = z.array(
  z.object({
    text: z.string().describe('One sentence.'),
    citations: z.array(z.number().int()).describe('Places in "citations", from 1, of the quotes that say it.'),
  }),
);

/** What the model answers to the judge prompt; nothing of it is believed before `ground` has held it against the pages. */
export const JUDGE_ANSWER = z.object({
  citations: z.array(
    z.object({
      passage: z.number().int().describe('The number of the passage.'),
      quote: z.string().describe('One whole sentence of the passage, copied character for character.'),
      stance: z.enum(STANCES),
    }),
  ),
  label: z.enum(['true', 'mostly-true', 'partially-true', 'misleading', 'false', 'unverified']),
  summary: sentences.describe('Why, in at most two sentences.'),
  known: sentences.describe('What we know.'),
  analysis: sentences.describe('How it bears on the claim.'),
  conclusion: sentences,
  wouldChange: z.string().describe('What evidence would change the verdict; one sentence.'),
  agesInDays: z
    .number()
    .int()
    .nullable()
    .describe('After how many days this may no longer hold; null if it cannot age.'),
});
export type JudgeAnswer = z.infer<typeof JUDGE_ANSWER>;
