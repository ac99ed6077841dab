import { defined } from '../defined.ts';
import { toUnverified } from '../reviews/adopt-review.ts';
import { toSimilar } from '../similar-check.ts';
import type { Locale } from '../text/locale.ts';
import type { Answer, Check, ConfirmedBy } from '../types.ts';

/** A check as its card shows it to whoever asked. */
export interface View {
  check: Check;
  /** What was asked, if the card's claim has other words. */
  asked?: string;
  /** Whose word made the match. */
  matched?: string;
}

/** Applies the asker's own word to the check, and puts the claim next to the verdict that the verdict is about. Pure. */
export function toView({ check, asked, word }: Answer, locale: Locale): View {
  const seen = word === 'same' ? asSame(check) : word === 'different' ? asDifferent(check) : check;
  const { recognition, claim } = seen;
  if (recognition?.grade !== 'confirmed' || recognition.claim === undefined) {
    const isWording = asked !== undefined && recognition?.grade === 'identical' && seen.verdict.takenFrom !== undefined;
    return { check: seen, ...defined({ asked, matched: isWording ? locale.t('matched.wording') : undefined }) };
  }
  const matched = recognition.by && toMatched(recognition.by, seen, locale);
  return {
    // The verdict is about the prior claim, so the card shows that claim next to it.
    check: { ...seen, claim: { ...claim, text: recognition.claim } },
    asked: asked ?? claim.text,
    ...defined({ matched }),
  };
}

/** The check after its asker said that the closest claim is the same. */
function asSame(check: Check): Check {
  const [first] = check.closest?.claims ?? [];
  if (!first || !check.closest?.confirmable) return check;
  const { closest: _answered, ...rest } = check;
  const { kind, id, claim, verdict } = first;
  const recognition = { grade: 'confirmed', prior: { kind, id }, claim, by: { kind: 'asker' } } as const;
  return { ...rest, verdict, recognition };
}

/** The check after its asker said that it is another claim: that one becomes a similar one. */
function asDifferent(check: Check): Check {
  const { closest, recognition } = check;
  const open = toUnverified();
  if (closest) {
    const { closest: _answered, ...rest } = check;
    const related = [...closest.claims.map(toSimilar), ...check.related];
    return { ...rest, verdict: open, related, recognition: { grade: 'related' } };
  }
  if (recognition?.grade !== 'confirmed' || !recognition.prior || recognition.claim === undefined) return check;
  // A moderator's or operator's word binds others too: one asker's word does not undo it.
  if (recognition.by?.kind === 'moderator' || recognition.by?.kind === 'operator') return check;
  const prior = { ...recognition.prior, claim: recognition.claim, verdict: check.verdict, probability: 0, others: [] };
  return { ...check, verdict: open, related: [toSimilar(prior), ...check.related], recognition: { grade: 'related' } };
}

/** For people: "matched by a member". In private the member is the reader. */
export function toMatched(
  by: ConfirmedBy,
  { visibility, recognition }: Pick<Check, 'visibility' | 'recognition'>,
  { t }: Locale,
): string {
  if (by.kind === 'model') return t(recognition?.inEnglish ? 'matched.english' : 'matched.model', { model: by.model });
  if (by.kind === 'asker' && visibility.kind === 'person') return t('matched.askerSelf');
  return t(`matched.${by.kind}`);
}
