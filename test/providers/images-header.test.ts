import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePictureHeader } from '../../src/providers/images/picture-header.ts';
import { tidyText } from '../../src/providers/images/tidy-text.ts';
import { toPicture } from '../contracts/image-reader.ts';

const FILES: [string, string][] = [
  ['claim.png', 'image/png'],
  ['claim.jpg', 'image/jpeg'],
  ['claim-progressive.jpg', 'image/jpeg'],
  ['claim.webp', 'image/webp'],
  ['claim-lossless.webp', 'image/webp'],
  ['claim.gif', 'image/gif'],
  ['claim.bmp', 'image/bmp'],
];

describe('parsePictureHeader', () => {
  it.each(FILES)('finds kind and size of %s', (file, mediaType) => {
    expect(parsePictureHeader(toPicture(file).bytes)).toEqual({ mediaType, width: 680, height: 112 });
  });

  it('finds the size of an extended WebP', () => {
    const bytes = Buffer.alloc(30);
    bytes.write('RIFF', 0);
    bytes.write('WEBPVP8X', 8);
    bytes.writeUIntLE(60_000 - 1, 24, 3);
    bytes.writeUIntLE(50_000 - 1, 27, 3);
    expect(parsePictureHeader(bytes)).toEqual({ mediaType: 'image/webp', width: 60_000, height: 50_000 });
  });

  it('finds the size of a BMP that stands on its head, and of an old one', () => {
    const bytes = Buffer.from(toPicture('claim.bmp').bytes);
    bytes.writeInt32LE(-112, 22);
    expect(parsePictureHeader(bytes)).toMatchObject({ width: 680, height: 112 });
    bytes.writeUInt32LE(12, 14);
    bytes.writeUInt16LE(7, 18);
    bytes.writeUInt16LE(9, 20);
    expect(parsePictureHeader(bytes)).toMatchObject({ width: 7, height: 9 });
  });

  it('a JPEG of markers alone ends', () => {
    expect(parsePictureHeader(Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(100_000, 0xff)]))).toBeUndefined();
  });

  it('any bytes give a header or nothing', () => {
    const starts = FILES.map(([file]) => Buffer.from(toPicture(file).bytes.slice(0, 40)));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.nat(40), fc.uint8Array({ maxLength: 200 }), (start, kept, rest) => {
        const header = parsePictureHeader(Buffer.concat([start.subarray(0, kept), rest]));
        expect(header === undefined || (header.width >= 0 && header.height >= 0)).toBe(true);
      }),
    );
  });
});

describe('tidyText', () => {
  it.each([
    ['joins the lines of a paragraph', 'One line\nand another.', 'One line and another.'],
    ['keeps paragraphs', 'One.\n\n \nTwo.', 'One.\n\nTwo.'],
    ['makes a divided word whole', 'the infor-\nmation', 'the information'],
    ['keeps a hyphen before a name', 'the anti-\nBrexit vote', 'the anti- Brexit vote'],
    ['keeps a dash between numbers', 'from 1914-\n1918', 'from 1914- 1918'],
    ['keeps the items of a list apart', 'Banned:\n• salt\n• sugar', 'Banned:\n• salt\n• sugar'],
    ['leaves out lines without a letter or digit', '|||\nTrue.\n~~', 'True.'],
    ['leaves out what cannot be seen', 'tr\u200Bue\u202E\u0007', 'true'],
    ['leaves other scripts as they are', 'Это\nправда', 'Это правда'],
    ['gives nothing for nothing', ' \n\n ', ''],
  ])('%s', (_, text, tidied) => {
    expect(tidyText(text)).toBe(tidied);
  });

  it('is the same when done twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => tidyText(tidyText(text)) === tidyText(text)));
  });
});
