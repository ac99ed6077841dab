import type { Refusal } from '../src/chat/rate-limits.ts';
import type { Locale } from '../src/core/text/locale.ts';
import type { NoticeReply } from './reply.ts';

/** No waiting helps against these. */
const LASTING: ReadonlySet<Refusal['why']> = new Set(['channel-off', 'moderators']);

/**
 * A refusal, said kindly.
 *
 * @param now in ms since 1970, for how long there is to wait
 */
export function toRefusalReply(refusal: Refusal, { t }: Locale, now: number): NoticeReply {
  const seconds = refusal.until === undefined ? 0 : Math.max(1, Math.ceil((Date.parse(refusal.until) - now) / 1000));
  return {
    kind: 'notice',
    tone: 'refusal',
    title: t(LASTING.has(refusal.why) ? 'right.title' : 'manners.title'),
    lines: [t(`manners.${refusal.why}`, { seconds, minutes: Math.ceil(seconds / 60) })],
    ...(refusal.repeated || refusal.quiet ? { quiet: true } : {}),
  };
}
