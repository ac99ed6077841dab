import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import type { ImageReader, Picture } from '../../src/core/ports.ts';

/** What the contract suite runs on. */
export interface ImageReaderUnderTest {
  reader: ImageReader;
  close(): Promise<void>;
}

export const WALL = 'The Great Wall of China can be seen from the Moon with the naked eye.';

/** A picture of test/data/images. */
export function toPicture(file: string, mediaType = 'image/png'): Picture {
  return { bytes: readFileSync(new URL(`../data/images/${file}`, import.meta.url)), mediaType };
}

/** A PNG of a few bytes that says of itself to be this large. @param depth bits of each sample @param type PNG's colour type */
export function toVastPng(width: number, height: number, depth = 8, type = 6): Picture {
  const bytes = Buffer.from(toPicture('claim.png').bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes[24] = depth;
  bytes[25] = type;
  return { bytes, mediaType: 'image/png' };
}

const CALM = new AbortController().signal;

/** What every `ImageReader` does. `start` gives one that can read the pictures of test/data/images. */
export function describeImageReader(name: string, start: () => Promise<ImageReaderUnderTest>): void {
  describe(`${name} as an ImageReader`, () => {
    let under: ImageReaderUnderTest;
    beforeAll(async () => {
      under = await start();
    });
    afterAll(() => under.close());

    it.each([
      ['a PNG', 'claim.png', 'image/png'],
      ['a JPEG', 'claim.jpg', 'image/jpeg'],
      ['a progressive JPEG', 'claim-progressive.jpg', 'image/jpeg'],
      ['a WebP', 'claim.webp', 'image/webp'],
      ['a lossless WebP', 'claim-lossless.webp', 'image/webp'],
      ['a JPEG that is said to be a PNG', 'claim.jpg', 'image/png'],
    ])('gives the text of %s in one line', async (_, file, mediaType) => {
      expect(await under.reader.read(toPicture(file, mediaType), CALM)).toBe(WALL);
    });

    it.each<[string, Picture, string]>([
      ['a document', { ...toPicture('claim.png'), mediaType: 'application/pdf' }, 'not-a-page'],
      ['words', { bytes: Buffer.from('Hello'), mediaType: 'image/png' }, 'not-a-page'],
      ['nothing', { bytes: new Uint8Array(), mediaType: 'image/png' }, 'not-a-page'],
      [
        'a drawing with scripts',
        { bytes: Buffer.from('<svg><script/></svg>'), mediaType: 'image/svg+xml' },
        'not-a-page',
      ],
      ['a head alone', { bytes: toPicture('claim.png').bytes.slice(0, 20), mediaType: 'image/png' }, 'not-a-page'],
      ['a picture without pixels', toVastPng(0, 100), 'not-a-page'],
      ['a picture that unpacks to 14 GB', toVastPng(60_000, 60_000), 'too-large'],
      ['a picture of 12.6 million pixels', toVastPng(12_600, 1_000), 'too-large'],
      ['a picture that unpacks to 52 MB', toVastPng(6_500, 1_000, 16), 'too-large'],
      [
        '11 MB',
        { bytes: Buffer.concat([toPicture('claim.png').bytes, Buffer.alloc(11e6)]), mediaType: 'image/png' },
        'too-large',
      ],
    ])('%s is refused at once', async (_, picture, why) => {
      const failed = under.reader.read(picture, CALM);
      await expect(failed).rejects.toBeInstanceOf(OutOfReach);
      await expect(failed).rejects.toMatchObject({ why });
    });

    it('an abort before it begins rejects with its reason', async () => {
      await expect(under.reader.read(toPicture('claim.png'), AbortSignal.abort('enough'))).rejects.toBe('enough');
    });

    it('an abort while it reads rejects within 100 ms with its reason, and the next picture is read', async () => {
      const stop = new AbortController();
      const reading = under.reader.read(toPicture('dark-post.png'), stop.signal).catch((error: unknown) => error);
      await new Promise((resolve) => setImmediate(resolve));
      const from = performance.now();
      stop.abort('enough');
      expect(await reading).toBe('enough');
      expect(performance.now() - from).toBeLessThan(100);
      expect(await under.reader.read(toPicture('claim.png'), CALM)).toBe(WALL);
    });
  });
}
