import { describe, expect, it } from 'vitest';
import { toPlainLine } from '../../adapters/discord/escape.ts';
import { toForeignText } from '../../adapters/telegram/foreign-text.ts';
import { toHarmless } from '../../adapters/terminal/harmless.ts';
import { toParagraphs } from '../../src/cli/starter-page.ts';
import { cleanMessage } from '../../src/core/claim/clean.ts';
import { toClaimKind } from '../../src/core/claim/kinds.ts';
import { toKnownForms } from '../../src/core/claim/known-forms.ts';
import { redact } from '../../src/core/claim/redact.ts';
import { splitClaims } from '../../src/core/claim/split-claims.ts';
import { findQuote } from '../../src/core/judge/quotes.ts';
import { toAskedForms, toClaimKey } from '../../src/core/language/canonical-form.ts';
import { withoutPiles } from '../../src/core/language/characters.ts';
import { takeDates } from '../../src/core/language/dates.ts';
import { toQuantities } from '../../src/core/language/numbers.ts';
import { foldText } from '../../src/core/language/page-text.ts';
import { splitSentences, toStatements } from '../../src/core/language/sentences.ts';
import { toTerms } from '../../src/core/language/tokens.ts';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import { parseMarkdown } from '../../src/providers/documents/markdown-document.ts';
import { parseHtmlPage } from '../../src/providers/pages/html-page.ts';
import { toPlainText } from '../../src/providers/text/plain-text.ts';
import { createSecretScreen } from '../../src/shared/redact-secrets.ts';

/** What grows with the square of a text takes seconds of the processor's time, all else parts of one. In ms. */
const WITHIN_MS = 1_000;
/** The most that a message may have, in UTF-16 units. */
const MESSAGE_LENGTH = 20_000;
/** Of a page or a document, in UTF-16 units. */
const PAGE_LENGTH = 60_000;

/** Signs and words that some pattern looks for; a text can be nothing but one of them. */
const UNITS = [
  ...'aA1?0 -—–.,:;!@#/+_*~`|"\'“’²(<[>{$%^\\…。？c中йé地',
  ...[
    '\n',
    '\n ',
    ' \n',
    '\u00a0',
    '\0',
    '\u0301',
    '\u200d',
    '\u200d\u0301',
    'e\u0301\u0301',
    '\u0660',
    '\u0941',
    '\ue000 ',
  ],
  ...['\u001b[', '\u001b]', '\u001b[0', '\u009b;', '👍🏽', '👍 ', '🇩🇪', ' - ', '- ', '• ', '---\n', '**', '![', '# '],
  ...[
    '. ',
    'a.',
    'A. ',
    'No. ',
    'U.S. ',
    '"A b." ',
    '“A b. ',
    'a@',
    '@a.',
    'a@b ',
    '(@a) ',
    '—a (@a)',
    '<@1',
    'u/',
    'www.',
  ],
  ...[
    'http://',
    't.me/',
    'https://a.b/c ',
    '#aB1',
    'a.bc/',
    'a#1234',
    '<a ',
    '</',
    '<p',
    '</p>',
    '<a "',
    '<a x="',
    '<!',
    '<!--',
  ],
  ...[
    '<table>',
    '<script>',
    '&amp;',
    '1-',
    '1 ',
    '1,',
    '1.',
    '1,111',
    '12-',
    '1.1.',
    '+1 ',
    '+(',
    '1234-',
    'DE12 ',
    'GB29',
  ],
  ...[
    '::',
    'a:',
    'a+',
    '1@ ',
    '2020 ',
    '2020-',
    'march ',
    '1 march ',
    'Jan 1, 2020 ',
    '1 million ',
    'hundred and ',
    'twenty-',
  ],
  ...[
    ' ,',
    'a{',
    'a,',
    'a{b:c;',
    '.a{}',
    'a b ',
    '@media (',
    '@layer a{',
    ':is(',
    '&{',
    'var(--a,',
    'calc(',
    '/*',
    'url(',
  ],
  ...[
    'is ',
    'is it ',
    'was he ',
    'is it true that ',
    'that ',
    'they say ',
    'my uncle says ',
    'not ',
    'because ',
    'I think ',
  ],
  ...[
    'please share, ',
    'forward to your ',
    'RT @a: ',
    'fwd: breaking: ',
    'so, ',
    ', right',
    'ich glaube, ',
    'je pense que ',
    'क्या ',
    'هل ',
    '这是',
  ],
];

/** Reads a text as styles, which may be found too intricate. */
function readStyles(text: string): void {
  const attribute = text.replaceAll('"', '&quot;');
  try {
    parseHtmlPage(
      `<style>${text}</style><p style="color:${attribute}" class="${attribute}">x`,
      'https://a.example',
      0,
      99,
    );
  } catch (error) {
    if (!(error instanceof OutOfReach)) throw error;
  }
}

const toPage = (text: string) => ({ url: 'https://a.example', title: 'T', publisher: 'A', text });

const WORK: readonly (readonly [string, number, (text: string) => unknown])[] = [
  ['cleaned', MESSAGE_LENGTH, cleanMessage],
  ['redacted', MESSAGE_LENGTH, redact],
  ['told what it is', MESSAGE_LENGTH, toClaimKind],
  ['split into claims', MESSAGE_LENGTH, (text) => splitClaims(text, 3)],
  ['given a key', MESSAGE_LENGTH, toClaimKey],
  ['given its known forms', MESSAGE_LENGTH, toKnownForms],
  ['given its asked forms', MESSAGE_LENGTH, (text) => toStatements(text).map(toAskedForms)],
  ['made terms of', MESSAGE_LENGTH, toTerms],
  ['written for Telegram', MESSAGE_LENGTH, toForeignText],
  ['written for Discord', MESSAGE_LENGTH, toPlainLine],
  ['written for a terminal', PAGE_LENGTH, toHarmless],
  ['freed of piled marks', PAGE_LENGTH, withoutPiles],
  ['split into sentences', PAGE_LENGTH, splitSentences],
  ['read for dates', PAGE_LENGTH, takeDates],
  ['read for quantities', PAGE_LENGTH, toQuantities],
  ['folded', PAGE_LENGTH, foldText],
  [
    'searched for a quote',
    PAGE_LENGTH,
    (text) => findQuote(toPage(text), 'a quote that is not there', { start: 0, end: text.length }),
  ],
  ['freed of secrets', PAGE_LENGTH, createSecretScreen(['sk-0123456789', 'short'])],
  ['read as Markdown', PAGE_LENGTH, parseMarkdown],
  ['read as styles', PAGE_LENGTH, readStyles],
  ['read as a review’s text', PAGE_LENGTH, toPlainText],
  ['read as a starter page', PAGE_LENGTH, toParagraphs],
];

describe('a text of one thing over and over', () => {
  it.each(WORK)('is %s in proportion to its length', { timeout: 120_000 }, (_how, length, work) => {
    const slow = UNITS.filter((unit) => {
      const text = `${unit.repeat(Math.ceil(length / unit.length))}x`;
      const before = process.cpuUsage();
      work(text);
      return process.cpuUsage(before).user / 1_000 > WITHIN_MS;
    });
    expect(slow).toEqual([]);
  });
});
