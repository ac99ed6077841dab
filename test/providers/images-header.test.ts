import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePictureHeader } from '../../src/providers/images/picture-header.ts';
import { tidyText } from '../../src/providers/images/tidy-text.ts';
import { toPicture } from '../contracts/image-reader.ts';

const FILES: [file: string, mediaType: string, bytesPerPixel: number][] = [
  ['claim.png', 'image/png', 1 / 2],
  ['claim.jpg', 'image/jpeg', 3],
  ['claim-progressive.jpg', 'image/jpeg', 3],
  ['claim.webp', 'image/webp', 4],
  ['claim-lossless.webp', 'image/webp', 4],
  ['claim.gif', 'image/gif', 1],
  ['claim.bmp', 'image/bmp', 4],
];

describe('parsePictureHeader', () => {
  it.each(FILES)('finds kind and size of %s', (file, mediaType, bytesPerPixel) => {
    expect(parsePictureHeader(toPicture(file).bytes)).toEqual({ mediaType, width: 680, height: 112, bytesPerPixel });
  });

  it.each([
    ['one bit of grey', 1, 0, 1 / 8],
    ['a palette', 8, 3, 1],
    ['grey with alpha', 8, 4, 2],
    ['colours', 8, 2, 3],
    ['colours of 16 bits', 16, 2, 6],
    ['colours of 16 bits with alpha', 16, 6, 8],
    ['a colour type that is none', 8, 5, undefined],
  ])('finds the bytes of a pixel of a PNG of %s', (_, depth, type, bytesPerPixel) => {
    const bytes = Buffer.from(toPicture('claim.png').bytes);
    bytes[24] = depth;
    bytes[25] = type;
    expect(parsePictureHeader(bytes)?.bytesPerPixel).toBe(bytesPerPixel);
  });

  it('finds the bytes of a pixel of a JPEG made for print', () => {
    const bytes = Buffer.from(toPicture('claim.jpg').bytes);
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    bytes[frame + 9] = 4;
    expect(parsePictureHeader(bytes)?.bytesPerPixel).toBe(4);
  });

  it('finds the size of an extended WebP', () => {
    const bytes = Buffer.alloc(30);
    bytes.write('RIFF', 0);
    bytes.write('WEBPVP8X', 8);
    bytes.writeUIntLE(60_000 - 1, 24, 3);
    bytes.writeUIntLE(50_000 - 1, 27, 3);
    expect(parsePictureHeader(bytes)).toMatchObject({ mediaType: 'image/webp', width: 60_000, height: 50_000 });
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
