import { describe, expect, it } from 'vitest';
import { toPlainLine } from '../../adapters/discord/escape.ts';
import { toForeignText } from '../../adapters/telegram/foreign-text.ts';
import { toClaimKey } from '../../src/core/claim/claim-key.ts';
import { cleanMessage } from '../../src/core/claim/clean.ts';
import { toClaimKind } from '../../src/core/claim/kinds.ts';
import { redact } from '../../src/core/claim/redact.ts';
import { splitClaims } from '../../src/core/claim/split-claims.ts';
import { toTerms } from '../../src/core/match/tokens.ts';

/** Twice what a message may have: what grows with the square of it takes many seconds, all else parts of one. */
const LENGTH = 40_000;
const WITHIN_MS = 1_500;

/** Signs and words that some pattern looks for; a message can be nothing but one of them. */
const UNITS = [
  ...'aA10 -—–.,:;!?@#/+_*~`|"\'“’(<[>{$%^\\…。？क中й',
  '\n',
  '\u00a0',
  '\u0301',
  '\u200d',
  '👍🏽',
  '🇩🇪',
  ' - ',
  '. ',
  'a.',
  'a@',
  '@a.',
  '(@a) ',
  '—a (@a)',
  'http://',
  't.me/',
  '<a ',
  '</',
  '1-',
  '1 ',
  '+1 ',
  '1234-',
  'DE12 ',
  '::',
  'a:',
  'is it ',
  'is it true that ',
  'that ',
  'please share, ',
  'forward to your ',
  'RT @a: ',
  'breaking: ',
  'so, ',
  'my uncle says ',
  'not ',
  'because ',
  'I think ',
  'one hundred ',
  'twenty-',
  'Jan 1, 2020 ',
  'U.S. ',
  '? ',
  'ich glaube, ',
  'je pense que ',
  'क्या ',
  'هل ',
  '这是',
];

const WORK: readonly (readonly [string, (text: string) => unknown])[] = [
  ['cleaned', cleanMessage],
  ['redacted', redact],
  ['told what it is', toClaimKind],
  ['split', (text) => splitClaims(text, 3)],
  ['given a key', toClaimKey],
  ['made terms of', toTerms],
  ['written for Telegram', toForeignText],
  ['written for Discord', toPlainLine],
];

describe('a message of one thing over and over', () => {
  it.each(WORK)('is %s in proportion to its length', (_how, work) => {
    for (const unit of UNITS) {
      for (const end of ['x', '@']) {
        const text = unit.repeat(Math.ceil(LENGTH / unit.length)) + end;
        const before = performance.now();
        work(text);
        const ms = performance.now() - before;
        expect({ unit, end, slow: ms > WITHIN_MS }).toEqual({ unit, end, slow: false });
      }
    }
  });
});
