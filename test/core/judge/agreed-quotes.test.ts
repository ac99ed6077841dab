import { expect, it } from 'vitest';
import { agree } from '../../../src/core/judge/agreed-quotes.ts';
import type { Told } from '../../../src/core/judge/cross-examine.ts';
import { holdQuotes } from '../../../src/core/judge/hold-quotes.ts';
import type { Stance } from '../../../src/core/types.ts';
import { NOW, toAnswer, toPassage, WALL } from './grounding-fixture.ts';

const TEXT = 'Old maps say that the Great Wall of China is seen by sailors.';

function hold(stance: Stance) {
  const grounds = { claim: WALL, passages: [toPassage(1, TEXT)], primarySources: [], now: NOW };
  const [held] = holdQuotes(toAnswer('unverified', [[1, TEXT, stance]]), grounds).held;
  if (!held) throw new Error('not held');
  return held;
}

it.each<[Stance, Partial<Told>, string | object]>([
  ['supports', { stance: 'all' }, { stance: 'supports', whole: true, named: false }],
  ['supports', { stance: 'part' }, { stance: 'supports', whole: false }],
  ['supports', { stance: 'all', by: 'named' }, { stance: 'supports', named: true }],
  ['supports', { stance: 'against' }, 'other-stance'],
  ['supports', { stance: 'qualifies' }, 'other-stance'],
  ['supports', { stance: 'neither' }, 'other-stance'],
  ['supports', { stance: 'all', how: 'denied' }, 'not-asserted'],
  ['supports', { stance: 'all', how: 'asked' }, 'not-asserted'],
  ['supports', { stance: 'all', how: 'supposed' }, 'not-asserted'],
  ['supports', { stance: 'all', how: 'fiction' }, 'not-asserted'],
  ['supports', { stance: 'all', by: 'unnamed' }, 'unnamed'],
  ['refutes', { stance: 'against' }, { stance: 'refutes' }],
  ['refutes', { stance: 'against', how: 'denied' }, { stance: 'refutes' }],
  ['refutes', { stance: 'against', how: 'supposed' }, 'not-asserted'],
  // The weaker of the two.
  ['refutes', { stance: 'qualifies' }, { stance: 'context' }],
  ['refutes', { stance: 'neither' }, 'other-stance'],
  ['refutes', { stance: 'all' }, 'other-stance'],
  ['context', { stance: 'qualifies' }, { stance: 'context' }],
  ['context', { stance: 'against' }, { stance: 'context' }],
  ['context', { stance: 'neither' }, 'other-stance'],
  ['context', { stance: 'part' }, 'other-stance'],
])('a quote that %s, of which the reader says %j', (stance, told, expected) => {
  const agreed = agree(hold(stance), { stance: 'neither', part: '', by: 'page', how: 'asserted', ...told });
  if (typeof expected === 'string') expect(agreed).toBe(expected);
  else expect(agreed).toMatchObject(expected);
});

it('a quote the reader was not asked about counts for nothing', () => {
  expect(agree(hold('supports'), undefined)).toBe('not-asked');
});
