import { z } from 'zod';
import { DIFFERENCE_KINDS } from '../types.ts';

/** What the model answers to the extract prompt: the claims of a message, what to look for, and how prior checks relate to them. */
export const EXTRACT_ANSWER = z.object({
  claims: z
    .array(
      z.object({
        text: z.string().describe('The claim as one sentence that stands by itself, in the language of the message.'),
        kind: z.enum(['checkable', 'opinion', 'question', 'joke']),
        language: z.string().describe('BCP 47 tag.'),
        claimDate: z
          .string()
          .nullable()
          .describe('The day on which it was said, YYYY-MM-DD, only if the message says so.'),
        questions: z.array(z.string()).describe('At most three search questions whose answers would decide it.'),
        priors: z
          .array(
            z.object({
              number: z.number().int().describe('The number of the prior check.'),
              relation: z.enum(['same', 'differs', 'unrelated']),
              differs: z.enum(DIFFERENCE_KINDS).nullable(),
            }),
          )
          .describe('Each prior check that was listed.'),
      }),
    )
    .describe('At most three, the most worth checking first; empty if nothing can be checked.'),
});
export type ExtractAnswer = z.infer<typeof EXTRACT_ANSWER>;
