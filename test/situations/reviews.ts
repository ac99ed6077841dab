import type { ClaimReview } from '../../src/core/types.ts';
import { toReview } from '../contracts/samples.ts';

/** A claim that a publisher rated false. */
export const PLUM_REVIEW: ClaimReview = toReview('review-plum', {
  claimReviewed: 'The town of Oberwald banned plum dumplings in March 2023.',
  title: 'No, Oberwald did not ban plum dumplings',
  reviewDate: '2023-03-20',
  summary: 'The town council never voted on dumplings.',
  url: 'https://facts.example/plums',
});

/** The same in other words. */
export const ASKED = 'Oberwald outlawed plum dumplings in March 2023';

/** A claim that a publisher rated true. */
export const SOBER_REVIEW: ClaimReview = toReview('review-bridge', {
  claimReviewed: 'The council of Oberwald closed the old bridge in May 2024 because of rust',
  title: '',
  textualRating: 'True',
  label: 'true',
  reviewDate: '2024-06-01',
  summary: 'The council closed it on 3 May 2024.',
  url: 'https://facts.example/bridge',
});

export const DENIED = 'The council of Oberwald did not close the old bridge in May 2024 because of rust';

export const REWORDED = 'The council of Oberwald closed the old bridge because of rust in May 2024';
