import { z } from 'zod';

const LIST = z.array(z.looseObject({}));
const VERDICT = z.looseObject({ label: z.string(), summary: z.string(), citations: LIST });

/** What every version wrote of a check and reads of it without asking whether it is there. */
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

/** The same of a published review. */
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

/** The same of a job that waits. */
export const JOB_ROW = z.looseObject({
  id: z.string(),
  request: z.looseObject({ id: z.string(), platform: z.string(), command: z.string(), actorId: z.string() }),
  acceptedAt: z.string(),
});
