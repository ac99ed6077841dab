import { describe, expect, it } from 'vitest';
import { toIsoDate } from '../../src/providers/text/iso-date.ts';
import { toPlainText } from '../../src/providers/text/plain-text.ts';

describe('toPlainText', () => {
  it.each([
    ['AT&T &amp; T', 'AT&T & T'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
    ['a<br/>b', 'a b'],
    ['zero\u200bwidth \u202eturned\u0000', 'zerowidth turned'],
    ['&#x1F600; &#8220;x&#8221; &unknown; &#99999999;', '😀 “x” &unknown; \ufffd'],
    ['&Sigma; &scaron;&oslash;&nbsp;&#128;', 'Σ šø €'],
    ['v&amp;aacute;c&shy;c&iacute;n', 'váccín'],
    ['?a=1&copy=2&lt=3', '?a=1&copy=2&lt=3'],
    ['open <script>never closed', 'open'],
    ['a lone \ud800 half', 'a lone \ufffd half'],
  ])('turns “%s” into “%s”', (raw, plain) => {
    expect(toPlainText(raw)).toBe(plain);
  });
});

describe('toIsoDate', () => {
  it.each([
    ['2020-03-01', '2020-03-01'],
    ['2020-3-1', '2020-03-01'],
    ['2020-03-01T10:00:00Z', '2020-03-01T10:00:00.000Z'],
    ['2020-03-01T01:30:00+02:00', '2020-02-29T23:30:00.000Z'],
    ['2020-03-01T01:30:00.123456-0500', '2020-03-01T06:30:00.000Z'],
    ['2020-03-01 10:00', '2020-03-01'],
    ['20200301', '2020-03-01'],
    ['2020/03/01', '2020-03-01'],
    ['March 1, 2020', '2020-03-01'],
    ['1 Mar 2020', '2020-03-01'],
    ['Sun, 01 Mar 2020 10:00:00 GMT', '2020-03-01'],
    ['25/12/2020', '2020-12-25'],
    ['12/25/2020', '2020-12-25'],
    ['03/04/2020', undefined],
    ['2021-02-29', undefined],
    ['2020', undefined],
    ['yesterday', undefined],
    ['0000-00-00', undefined],
    ['9'.repeat(1000), undefined],
  ])('reads %s as %s', (raw, iso) => {
    expect(toIsoDate(raw)).toBe(iso);
  });
});
