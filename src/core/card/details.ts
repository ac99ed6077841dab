import type { Locale } from '../text/locale.ts';
import type { Check, Recognition } from '../types.ts';
import type { VerdictCard } from './verdict-card.ts';
import { toMatched } from './view.ts';

const MOST_FAILURES = 3;

/** What was out of reach while the check was made, in one sentence. */
export function toNotes({ failures = [] }: Check, { t, formatList }: Locale): string[] {
  if (failures.length === 0) return [];
  const named = failures
    .slice(0, MOST_FAILURES)
    .map(({ name, why }) => t('card.failure', { name, why: t(`failure.${why}`) }));
  return [t('card.outOfReach', { what: formatList(named) })];
}

/** The report's parts that have a text, then the earlier verdicts and by what it was judged. */
export function toDetails(check: Check, locale: Locale): VerdictCard['details'] {
  const { t, formatDate } = locale;
  const { verdict, history, judgedBy, recognition } = check;
  const { known = '', analysis = '', conclusion = '', wouldChange = '' } = verdict.report ?? {};
  const earlier = history.map(({ at, label }) =>
    t('details.earlier', { date: formatDate(at), verdict: t(`verdict.${label}`) }),
  );
  const parts = [
    { title: t('details.known'), text: known },
    { title: t('details.analysis'), text: analysis },
    { title: t('details.conclusion'), text: conclusion },
    { title: t('details.wouldChange'), text: wouldChange },
    { title: t('details.history'), text: earlier.join('\n') },
    { title: t('grade.title'), text: recognition ? toGrade(check, recognition, locale) : '' },
    {
      title: t('details.judgedBy'),
      text: judgedBy ? t('details.model', { model: judgedBy.model, prompts: judgedBy.prompts.join(', ') }) : '',
    },
  ];
  return parts.filter(({ text }) => text !== '');
}

function toGrade(check: Check, { grade, by }: Recognition, locale: Locale): string {
  if (grade !== 'confirmed') return locale.t(`grade.${grade}`);
  return locale.t('grade.confirmed', { by: by ? toMatched(by, check, locale) : '' });
}
