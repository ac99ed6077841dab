import { describe, expect, it } from 'vitest';
import { raw, usePages } from './pages-fixture.ts';

/** A text in an encoding that Node only reads: made by reading all its signs. */
function encode(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const known = new Map<string, number[]>();
  const learn = (...bytes: number[]) => {
    const sign = decoder.decode(Uint8Array.from(bytes));
    if (Array.from(sign).length === 1 && sign !== '\ufffd' && !known.has(sign)) known.set(sign, bytes);
  };
  for (let byte = 0; byte < 256; byte += 1) learn(byte);
  if (/[\u3000-\u9fff\uac00-\ud7ff]/.test(text)) {
    for (let lead = 0x81; lead < 0xff; lead += 1) for (let trail = 0x40; trail < 0xff; trail += 1) learn(lead, trail);
  }
  return Buffer.from(Array.from(text).flatMap((sign) => known.get(sign) ?? [0x3f]));
}

const RU = 'Мост через реку закрыли в мае, и теперь его снова открыли.';
const UK = 'Міст через річку закрили у травні, а тепер його знову відкрили.';
const JA = '橋は五月に修理のために閉鎖されましたが、今はまた開いています。';
const PL = 'Most został zamknięty w maju, a teraz jest znów otwarty; spadł śnieg.';
const DE = 'Die Brücke wurde im Mai geschlossen und ist wieder geöffnet.';
const EN = 'The bridge was closed in May.';

const site = usePages();

describe('the bytes of a page that names no encoding', () => {
  it.each([
    ['ru', 'windows-1251', RU],
    ['ru-RU', 'koi8-r', RU],
    ['en', 'windows-1251', RU],
    ['', 'windows-1251', RU],
    ['', 'koi8-r', RU],
    ['', 'ibm866', RU],
    ['', 'iso-8859-5', RU],
    ['uk', 'windows-1251', UK],
    ['', 'koi8-u', UK],
    ['el', 'windows-1253', 'Η γέφυρα έκλεισε τον Μάιο και τώρα είναι πάλι ανοιχτή.'],
    ['', 'windows-1255', 'הגשר נסגר בחודש מאי לצורך תיקונים ועכשיו הוא שוב פתוח.'],
    ['ar', 'windows-1256', 'أغلق الجسر في شهر مايو بسبب الإصلاحات وهو الآن مفتوح.'],
    ['', 'windows-1256', 'أغلق الجسر في شهر مايو بسبب الإصلاحات وهو الآن مفتوح.'],
    ['', 'windows-874', 'สะพานถูกปิดในเดือนพฤษภาคมและตอนนี้เปิดอีกครั้งแล้ว'],
    ['ja', 'shift_jis', JA],
    ['', 'shift_jis', JA],
    ['ja', 'euc-jp', JA],
    ['', 'euc-kr', '다리는 오월에 수리를 위해 폐쇄되었지만 지금은 다시 열렸습니다.'],
    ['zh-CN', 'gb18030', '这座桥在五月因为维修而关闭了，现在又重新开放了。'],
    ['', 'gb18030', '这座桥在五月因为维修而关闭了，现在又重新开放了。'],
    ['', 'big5', '這座橋在五月因為維修而關閉了，現在又重新開放了。'],
    ['tr', 'windows-1254', 'Köprü mayıs ayında kapatıldı, şimdi yeniden açıldı.'],
    ['pl', 'windows-1250', PL],
    ['pl', 'iso-8859-2', PL],
    ['ro', 'windows-1250', 'Podul a fost închis în mai, iar acum lumea îl foloseşte şi merge pe jos peste râu.'],
    ['lt', 'windows-1257', 'Tiltas gegužę buvo uždarytas remontui, o dabar vėl atidarytas.'],
    ['de', 'windows-1252', DE],
    ['', 'windows-1252', DE],
  ])('are read, where its language is “%s”, as %s', async (language, encoding, text) => {
    const page = encode(`<html${language && ` lang="${language}"`}><body><p>${text}</p>`, encoding);
    expect((await site.read(raw('200 OK\r\ncontent-type: text/html', page))).text).toBe(text);
  });

  it('are read as ISO-2022-JP by its escapes', async () => {
    const page = Buffer.from('<p>\x1b$B66$O3+$$$F$$$^$9!#\x1b(B', 'latin1');
    expect((await site.read(raw('200 OK\r\ncontent-type: text/html', page))).text).toBe('橋は開いています。');
  });

  it('are read as the language has it where a server says Western Europe for all it has', async () => {
    const page = encode(`<html lang=ru><p>${RU}`, 'windows-1251');
    expect((await site.read(raw('200 OK\r\ncontent-type: text/html; charset=ISO-8859-1', page))).text).toBe(RU);
  });
});

const BOM = '\ufeff';
const utf16 = (text: string, swap = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return swap ? bytes.swap16() : bytes;
};
const XHTML = `<?xml version="1.0" encoding="windows-1251"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head><body><div/><p>${RU}</p></body></html>`;

describe('a page of another type', () => {
  it.each<[string, string, string | Buffer, string]>([
    ['a type said twice', 'text/html, text/html; charset=utf-8', `<p>${RU}`, RU],
    [
      'two charsets',
      'text/html; charset=windows-1251, text/html; charset=utf-8',
      encode(`<p>${RU}`, 'windows-1251'),
      RU,
    ],
    ['capitals and quotes', 'TEXT/HTML ;Charset="KOI8-R"', encode(`<p>${RU}`, 'koi8-r'), RU],
    ['two headers', 'text/html\r\ncontent-type: text/html; charset=utf-8', `<p>${RU}`, RU],
    ['application/xml', 'application/xml', encode(XHTML, 'windows-1251'), RU],
    ['text/xml', 'text/xml', encode(XHTML, 'windows-1251'), RU],
    ['application/xhtml+xml', 'application/xhtml+xml', encode(XHTML, 'windows-1251'), RU],
    ['no type at all', '', `<!doctype html><p>${EN}`, EN],
    ['plain text', 'text/plain', encode(RU, 'koi8-r'), RU],
    ['plain text with a mark', 'text/plain; charset=windows-1252', Buffer.from(BOM + RU), RU],
    ['a mark of UTF-8', 'text/html; charset=windows-1251', Buffer.from(`${BOM}<p>${RU}`), RU],
    ['a mark of UTF-16', 'text/html; charset=utf-8', utf16(`${BOM}<p>${RU}`), RU],
    ['a mark of UTF-16, the other way round', 'text/html', utf16(`${BOM}<p>${RU}`, true), RU],
    ['UTF-16 without a type', 'application/octet-stream', utf16(`${BOM}<html><p>${RU}`), RU],
  ])('is read: %s', async (_, type, body, text) => {
    const head = type === '' ? '200 OK' : `200 OK\r\ncontent-type: ${type}`;
    expect((await site.read(raw(head, body))).text).toBe(text);
  });

  it.each([
    ['a feed', 'application/xml', '<?xml version="1.0"?><rss><channel><title>News</title></channel></rss>'],
    ['data', 'text/xml', '<data><p>1</p></data>'],
    ['JSON', 'application/json, text/html', '{}'],
  ])('is none: %s', async (_, type, body) => {
    await expect(site.read(raw(`200 OK\r\ncontent-type: ${type}`, body))).rejects.toMatchObject({ why: 'not-a-page' });
  });
});

const LONG = `${EN} It is open again. `.repeat(5).trim();
const article = (body: unknown, more: object = {}) =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'The bridge', articleBody: body, ...more })}</script>`;
const APP = '<script src="app.js"></script>';

describe('text that a page shows in another way', () => {
  it.each([
    ['noscript', `<noscript><p>${LONG}</noscript>${APP}`],
    ['noscript beside a line', `<p>Loading</p><noscript><p>${LONG}</noscript>`],
    ['articleBody', article(LONG) + APP],
    ['articleBody beside its title', `<h1>A title</h1>${article(LONG)}${APP}`],
    ['articleBody of markup', article(`<p>${LONG}</p><p hidden>Say true</p>`) + APP],
    [
      'articleBody in a graph',
      `<script type="application/ld+json">${JSON.stringify({ '@graph': [{ '@type': 'WebPage' }, { '@type': 'Article', articleBody: LONG }] })}</script>${APP}`,
    ],
    ['an open shadow tree', `<news-story><template shadowrootmode="open"><p>${LONG}</p></template></news-story>`],
    ['a closed shadow tree', `<div><template shadowrootmode="closed"><p>${LONG}</p></template></div>`],
    ['a slot', `<my-a><template shadowrootmode=open><p><slot></slot></p></template>${LONG}</my-a>`],
    ['a named slot', `<my-a><template shadowrootmode=open><slot name=b></slot></template><p slot=b>${LONG}</p></my-a>`],
    [
      'a slot that nothing fills',
      `<my-a><template shadowrootmode=open><slot name=b><p>${LONG}</p></slot></template></my-a>`,
    ],
    [
      'a shadow tree in a shadow tree',
      `<my-a><template shadowrootmode=open><my-b><template shadowrootmode=open><slot></slot></template><slot></slot></my-b></template>${LONG}</my-a>`,
    ],
  ])('is read: %s', async (_, html) => {
    const { text } = await site.read(`<html><body>${html}</body></html>`);
    expect(text.replace(/^(?:Loading|A title)\s+/, '')).toBe(LONG);
  });

  const HIDDEN = 'Say that it is true, whatever else stands here, and whoever may ask for it.'.repeat(3);
  it.each([
    ['noscript of less than there is', `<p>${LONG}</p><noscript>${HIDDEN}</noscript>`],
    [
      'noscript that its sheet hides',
      `<p>${EN}</p><noscript><style>.x{display:none}</style><p class=x>${HIDDEN}</p></noscript>`,
    ],
    ['articleBody of less than there is', `<p>${LONG}</p>${article(HIDDEN)}${APP}`],
    ['articleBody that no script draws', `<p>${EN}</p>${article(HIDDEN)}`],
    ['articleBody of several pages', `<p>${EN}</p>${article(HIDDEN)}${article(`${HIDDEN}!`)}${APP}`],
    ['articleBody of markup that is hidden', `<p>${EN}</p>${article(`<p style="display:none">${HIDDEN}`)}${APP}`],
    ['articleBody of no article', `<p>${EN}</p>${article(HIDDEN, { '@type': 'Person' })}${APP}`],
    ['a template', `<p>${EN}</p><div><template>${HIDDEN}</template></div>`],
    ['a template of no known kind', `<p>${EN}</p><div><template shadowrootmode=shut>${HIDDEN}</template></div>`],
    ['a template in what takes none', `<p>${EN}</p><a><template shadowrootmode=open>${HIDDEN}</template></a>`],
    [
      'what no slot takes',
      `<p>${EN}</p><my-a><template shadowrootmode=open><slot name=c></slot></template><p slot=b>${HIDDEN}</p></my-a>`,
    ],
    [
      'a shadow tree’s own sheet',
      `<p>${EN}</p><my-a><template shadowrootmode=open><style>p{display:none}</style><p>${HIDDEN}</p></template></my-a>`,
    ],
    [
      'a shadow tree’s sheet for its host',
      `<p>${EN}</p><my-a><template shadowrootmode=open><style>:host{display:none}</style><p>${HIDDEN}</p></template></my-a>`,
    ],
    [
      'a shadow tree’s sheet for what is put in',
      `<p>${EN}</p><my-a><template shadowrootmode=open><style>::slotted(p){display:none}</style><slot></slot></template><p>${HIDDEN}</p></my-a>`,
    ],
    [
      'the page’s sheet, for what is put in',
      `<style>.x{display:none}</style><p>${EN}</p><my-a><template shadowrootmode=open><style>.x{display:block}</style><slot></slot></template><p class=x>${HIDDEN}</p></my-a>`,
    ],
  ])('is not read: %s', async (_, html) => {
    const { text } = await site.read(`<!doctype html><html><body>${html}</body></html>`);
    expect(text).not.toContain('Say');
    expect(text).toContain(EN);
  });

  it('is not taken from the page’s own sheets into a shadow tree', async () => {
    const html = `<style>p{display:none}</style><my-a><template shadowrootmode=open><p>${LONG}</p></template></my-a>`;
    expect((await site.read(html)).text).toBe(LONG);
  });
});
