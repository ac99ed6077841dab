import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../adapters/terminal/json.ts';
import { type Line, readLines } from '../../adapters/terminal/lines.ts';
import type { Answer } from '../../adapters/terminal/session.ts';
import { cardOf } from './terminal-fixture.ts';

async function collect(input: Readable, longest: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readLines(input, longest)) lines.push(line);
  return lines;
}
const linesOf = async (chunks: readonly (string | Buffer)[], longest = 100) =>
  collect(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), longest);
const texts = async (chunks: readonly (string | Buffer)[]) => (await linesOf(chunks)).map(({ text }) => text);

describe('lines of an input', () => {
  it.each([
    ['a last line without a break', ['a\nb'], ['a', 'b']],
    ['a last line with a break', ['a\nb\n'], ['a', 'b']],
    ['Windows line ends', ['a\r\nb\r\n'], ['a', 'b']],
    ['a line end cut in two', ['a\r', '\nb'], ['a', 'b']],
    ['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
    ['a byte order mark', ['\ufeffa\nb'], ['a', 'b']],
    ['a letter cut in two', [Buffer.from('ä').subarray(0, 1), Buffer.from('ä').subarray(1)], ['ä']],
    ['broken bytes', [Buffer.from([0x61, 0xff, 0x62])], ['a\ufffdb']],
    ['NUL bytes', ['a\u0000b\n'], ['a\u0000b']],
    ['nothing', [], []],
  ])('are read with %s', async (_what, chunks, expected) => {
    expect(await texts(chunks)).toEqual(expected);
  });

  it('are numbered as an editor does', async () => {
    expect((await linesOf(['a\n\nb'])).map(({ number, text }) => [number, text])).toEqual([
      [1, 'a'],
      [2, ''],
      [3, 'b'],
    ]);
  });

  it('come before the input ends', async () => {
    const input = new PassThrough();
    const lines = readLines(input, 100);
    input.write('first\nsec');
    expect((await lines.next()).value?.text).toBe('first');
    input.end('ond');
    expect((await lines.next()).value?.text).toBe('second');
    expect((await lines.next()).done).toBe(true);
  });

  it('are counted, but not kept, beyond the longest', async () => {
    const [long, next] = await linesOf(['x'.repeat(5_000), 'x'.repeat(5_000), '\nshort'], 10);
    expect(long).toMatchObject({ number: 1, length: 10_000 });
    expect(long?.text.length).toBeLessThanOrEqual(11);
    expect(next).toEqual({ number: 2, text: 'short', length: 5 });
  });

  it('may be exactly as long as allowed, with either line end', async () => {
    for (const end of ['\n', '\r\n', '']) {
      expect(await linesOf([`0123456789${end}`], 10)).toEqual([{ number: 1, text: '0123456789', length: 10 }]);
    }
  });

  it('do not fill the memory with one endless line', async () => {
    const megabyte = Buffer.alloc(1_000_000, 'x');
    const endless = Readable.from(
      (function* () {
        for (let count = 0; count < 300; count += 1) yield megabyte;
      })(),
    );
    const before = process.memoryUsage().heapUsed;
    const [line] = await collect(endless, 100);
    expect(line?.length).toBe(300_000_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(150_000_000);
  });

  it('are the same however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 7 }), async (text, size) => {
        const bytes = Buffer.from(text.toWellFormed().replaceAll('\ufeff', ''));
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect(await linesOf(chunks)).toEqual(await linesOf([bytes]));
      }),
    );
  });
});

describe('JSON', () => {
  it('is one object a card, with the card’s own fields and the message’s number', () => {
    const cards = [cardOf('a\nb'), cardOf('c')];
    const lines = renderJson({ reply: { kind: 'cards', cards }, faulty: false }, 4).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line))).toEqual(cards.map((card) => ({ kind: 'card', input: 4, ...card })));
  });

  it.each([
    ['refusal', 'refusal'],
    ['info', 'notice'],
  ] as const)('tells a notice of tone %s as a %s', (tone, kind) => {
    const reply: Answer['reply'] = { kind: 'notice', tone, title: 'T', lines: ['l'] };
    expect(JSON.parse(renderJson({ reply, faulty: false }, 1))).toEqual({ kind, input: 1, title: 'T', lines: ['l'] });
  });

  it('gives every text back unchanged, and holds nothing that a terminal would obey or hide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const claim = `${text}\u001b[2J\u009b31m\u202e\u2028\u{e0041}\u007f`.toWellFormed();
        const line = renderJson({ reply: { kind: 'cards', cards: [cardOf(claim)] }, faulty: false }, 1).trimEnd();
        expect(JSON.parse(line).claim).toBe(claim);
        expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|\u2028|\u2029/u);
      }),
    );
  });
});
