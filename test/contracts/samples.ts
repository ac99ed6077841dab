import type { CheckStore, PriorIndex } from '../../src/core/ports.ts';
import type { Check, ClaimReview, Scope, Visibility } from '../../src/core/types.ts';

/** What a contract suite runs on: one empty place, with both ports over it. */
export interface StoreUnderTest {
  checks: CheckStore;
  priors: PriorIndex;
  close(): Promise<void>;
}

export const PUBLIC: Visibility = { kind: 'public' };

/** A scope in which what is asked becomes public. */
export function toPublicScope(chatId = 'c1', personId = 'p1', platform = 'discord'): Scope {
  return { platform, chatId, personId, visibility: PUBLIC };
}

/** A scope in which what is asked stays in the chat. */
export function toChatScope(chatId = 'c1', personId = 'p1', platform = 'discord'): Scope {
  return { platform, chatId, personId, visibility: { kind: 'chat', platform, chatId } };
}

/** A scope in which what is asked stays with the person. */
export function toPersonScope(personId = 'p1', chatId = 'c1', platform = 'discord'): Scope {
  return { platform, chatId, personId, visibility: { kind: 'person', platform, personId } };
}

/** A check with everything that is not said made up. */
export function toCheck(id: string, { text = `Claim ${id}`, ...rest }: Partial<Check> & { text?: string } = {}): Check {
  return {
    id,
    claim: { text, original: `message of ${id}: ${text}`, language: 'en' },
    claimKey: `key of ${text}`,
    verdict: { label: 'false', confidence: 'high', summary: `Why ${id}.`, citations: [] },
    visibility: PUBLIC,
    related: [],
    checkedAt: '2026-11-23T08:00:00.000Z',
    means: { model: false, search: false },
    history: [],
    ...rest,
  };
}

/** A review with everything that is not said made up. */
export function toReview(id: string, rest: Partial<ClaimReview> = {}): ClaimReview {
  return {
    id,
    claimReviewed: `Claim of review ${id}`,
    forms: [],
    title: `Headline ${id}`,
    textualRating: 'False',
    label: 'false',
    publisher: 'Example Facts',
    url: `https://example.org/${id}`,
    language: 'en',
    summary: 'It is not so.',
    known: 'What is known.',
    citations: [],
    ...rest,
  };
}
