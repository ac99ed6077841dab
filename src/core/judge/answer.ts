import { z } from 'zod';
import { type FirmLabel, STANCES } from '../types.ts';

/** The labels that the judge rates. */
export const JUDGE_LABELS = ['true', 'mostly-true', 'partially-true', 'misleading', 'false', 'unverified'] as const;
export type JudgeLabel = (typeof JUDGE_LABELS)[number];

const rating = z.number().int().min(1).max(5);
/** Sentences that rest on citations: a sentence without a citation that holds is not shown. */
const sentences = z.array(
  z.object({
    text: z.string().describe('One sentence.'),
    citations: z.array(z.number().int()).describe('Places in "citations", from 1, of the quotes that say it.'),
  }),
);

/** The model's answer to the judge prompt; none of it is believed before code and the cross-examination have checked it. */
export const JUDGE_ANSWER = z.object({
  questions: z
    .array(
      z.object({
        question: z.string(),
        passages: z.array(z.number().int()).describe('The passages that answer it; empty if none does.'),
      }),
    )
    .overwrite((questions) => questions.slice(0, 8))
    .max(8)
    .describe('What decides the claim, before any label.'),
  citations: z.array(
    z.object({
      passage: z.number().int().describe('The number of the passage.'),
      quote: z.string().describe('One sentence of the passage, or two adjacent ones, copied character for character.'),
      stance: z.enum(STANCES),
    }),
  ),
  ratings: z
    .object({
      true: rating,
      'mostly-true': rating,
      'partially-true': rating,
      misleading: rating,
      false: rating,
      unverified: rating,
    })
    .describe('1: ruled out; 5: the passages show just this.'),
  summary: sentences.describe('Why, in at most two sentences.'),
  analysis: sentences.describe('How it bears on the claim; at most three sentences.'),
  agesInDays: z
    .number()
    .int()
    .nullable()
    .describe('After how many days this may no longer hold; null if it cannot age.'),
});
export type JudgeAnswer = z.infer<typeof JUDGE_ANSWER>;

/** A label that stands clearly above the others, and how clearly. */
export interface Rated {
  label: JudgeLabel;
  /** The label's own rating, 1 to 5. */
  rating: number;
  /** How far it stands above the best label of another kind. */
  margin: number;
}

/** Labels that say much the same, the more careful one first: it is taken if both are rated alike. */
const KINDS: readonly (readonly JudgeLabel[])[] = [
  ['mostly-true', 'true'],
  ['partially-true', 'misleading'],
  ['false'],
  ['unverified'],
];
/** A label with a lower rating is a guess. */
const LEAST_RATING = 4;

/** The label with clearly the highest rating; `unverified` if there is none. Pure. */
export function toRated(ratings: JudgeAnswer['ratings']): Rated {
  const best = KINDS.map((labels) => {
    const [first, ...others] = labels;
    const label = others.reduce((one, other) => (ratings[other] > ratings[one] ? other : one), first as JudgeLabel);
    return { label, rating: ratings[label] };
  }).toSorted((one, other) => other.rating - one.rating);
  const [top, second] = best;
  if (!top || !second) throw new Error('no labels');
  const margin = top.rating - second.rating;
  const isClear = top.rating >= LEAST_RATING && margin >= 1;
  return isClear ? { ...top, margin } : { label: 'unverified', rating: ratings.unverified, margin: 0 };
}

/** Whether a label decides something. */
export function isFirmLabel(label: JudgeLabel): label is FirmLabel {
  return label !== 'unverified';
}
