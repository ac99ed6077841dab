import { z } from 'zod';

const LIST = z.array(z.looseObject({}));
const VERDICT = z.looseObject({ label: z.string(), summary: z.string(), citations: LIST });

/** The fields of a check that every version has written, and that code reads without a presence check. */
export const CHECK_ROW = z.looseObject({
  id: z.string(),
  claim: z.looseObject({ text: z.string(), original: z.string(), language: z.string() }),
  claimKey: z.string(),
  verdict: VERDICT,
  visibility: z.looseObject({ kind: z.enum(['public', 'chat', 'person']) }),
  related: LIST,
  checkedAt: z.string(),
  means: z.looseObject({}),
  history: LIST,
});

/** The same for a published review. */
export const REVIEW_ROW = z.looseObject({
  id: z.string(),
  claimReviewed: z.string(),
  forms: z.array(z.string()),
  title: z.string(),
  textualRating: z.string(),
  publisher: z.string(),
  language: z.string(),
  summary: z.string(),
  citations: LIST,
});

/** The same for an open job. */
export const JOB_ROW = z.looseObject({
  id: z.string(),
  request: z.looseObject({ id: z.string(), platform: z.string(), command: z.string(), actorId: z.string() }),
  acceptedAt: z.string(),
});
