import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/core/claim/redact.ts';
import { anyText } from '../any-text.ts';

describe('redact', () => {
  it.each([
    ['Write to jane.doe+x@example.co.uk now.', 'Write to now.'],
    ['Write to ａ＠b.org, she knows', 'Write to, she knows'],
    ['Ask mailto:jane@example.org today', 'Ask today'],
    ['Call +49 170 1234567 today!', 'Call today!'],
    ['Call me: 555-1234', 'Call me:'],
    ['(202) 456-1111 is the White House', 'is the White House'],
    ['202-456-1111 said', 'said'],
    ['the number 1-800-273-8255', 'the number'],
    ['06 12 34 56 78 lies', 'lies'],
    ['06 12 34 56 78 07 12 34 56 79 lie', 'lie'],
    ['Ask 8 (912) 345-67-89 for it', 'Ask for it'],
    ['98765 43210 is it', 'is it'],
    ['138 1234 5678 wins', 'wins'],
    ['+91-98765-43210, ok', ', ok'],
    ['0171/1234567 sold it', 'sold it'],
    ['tel. 030 901820', 'tel.'],
    ['the ٠١٠ ١٢٣٤ ٥٦٧٨ line', 'the line'],
    ['the ०९८७६ ५४३२१० line', 'the line'],
    ['the ０９０-１２３４-５６７８ line', 'the line'],
    ['@jane said no', 'said no'],
    ['so says @jane@mastodon.social.', 'so says.'],
    ['no (@jane) said', 'no said'],
    ['<@123456789> said', 'said'],
    ['user#1234 said', 'said'],
    ['as u/some_one wrote', 'as wrote'],
    ['see t.me/foo, and https://x.com/jane/status/1?x=2 too', 'see, and too'],
    ['pay DE89 3704 0044 0532 0130 00 now', 'pay now'],
    ['pay GB29 NWBK 6016 1331 9268 19 now', 'pay now'],
    ['card 4111 1111 1111 1111 works', 'card works'],
    ['from 192.168.1.1 and 2001:db8::1 came', 'from and came'],
  ])('takes what points at a person out of “%s”', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'In 2020 1234567 people died',
    'between 2010-2015 and 1914-1918 1939-1945',
    'on 2024-05-05 12:30 and on 05.05.2024',
    '2024-05-05 2024-06-06',
    '$1 234 567 890 or € 1.234.567,89',
    '1 234 567 890 people',
    '8000000000 people',
    '1,234,567,890 of 1.417.492.000',
    '10000-20000 jobs',
    'Pi is 3.14159265358979, not 0.123456789',
    'ISBN 978-3-16-148410-0',
    '12:30:45 and 16:9',
    'COVID-19 killed 2,996 on 9/11/2001',
    'at 40.7128, -74.0060',
    '+1 000 000 jobs',
    'Version 1.2.3 of nasa.gov, 24/7',
    'U.S./Mexico and/or Canada',
    'two  spaces ( stay ) .',
    '',
  ])('leaves “%s” as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('takes any text, leaves nothing to take out a second time, and never makes it longer', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '@',
        'a',
        '12',
        ' ',
        '+',
        '(',
        ')',
        '.',
        '-',
        '/',
        '#1234',
        '@b.org',
        'u/',
        '٣',
        '<',
        '>',
        ':',
        '://',
        '\ue000',
        '\n',
        '0171',
        '456',
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          pieces.map((parts) => parts.join('')),
        ),
        (text) => {
          const once = redact(text);
          expect(once.length).toBeLessThanOrEqual(text.length);
          expect(redact(once)).toBe(once);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
