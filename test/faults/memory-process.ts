import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import { createTesseractReader } from '../../src/providers/images/tesseract-reader.ts';
import { PAGE_LIMITS } from '../../src/providers/pages/limits.ts';
import { createParsePool } from '../../src/providers/pages/parse-pool.ts';

/** A PNG of zeros alone: what unpacks to hundreds of megabytes has a few hundred kilobytes. */
function toPng(width: number, height: number, depth: number, type: number, samples: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, type], 8);
  const rows = Buffer.alloc(height * (1 + Math.ceil((width * samples * depth) / 8)));
  const parts = (
    [
      ['IHDR', head],
      ['IDAT', deflateSync(rows)],
      ['IEND', Buffer.alloc(0)],
    ] as const
  ).map(([name, data]) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const ends = [Buffer.alloc(4), Buffer.alloc(4)] as const;
    ends[0].writeUInt32BE(data.length);
    ends[1].writeUInt32BE(crc32(body));
    return Buffer.concat([ends[0], body, ends[1]]);
  });
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

/** A BMP of one colour, 24 bits deep. */
function toBmp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(54 + height * Math.ceil((width * 24) / 32) * 4);
  bytes.write('BM');
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}

/** A PDF of one page, whose stream unpacks to so many MB of spaces behind a sentence. */
function toPdf(megabytes: number): Buffer {
  const part = (text: Buffer) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const spaces = part(Buffer.alloc(1024 * 1024, ' '));
  const sentence = part(Buffer.from('BT /F1 12 Tf 72 720 Td (The bridge was opened in 1932.) Tj ET\n'));
  const unpacked = [sentence, ...Array.from({ length: megabytes }, () => spaces), Buffer.from([3, 0])];
  const stream = Buffer.concat([Buffer.from([0x78, 0x9c]), ...unpacked]);
  const head = `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
4 0 obj <</Length ${stream.length}/Filter/FlateDecode>>
stream
`;
  return Buffer.concat([
    Buffer.from(head),
    stream,
    Buffer.from('\nendstream endobj\ntrailer <</Size 6/Root 1 0 R>>\n%%EOF'),
  ]);
}

const { signal } = new AbortController();
/** What a person or a page sends, by name, and how it is read. It is made before its memory is measured. */
const WORK: Readonly<Record<string, () => () => Promise<unknown>>> = {
  pictures() {
    const pictures = [toPng(6_300, 6_300, 16, 6, 4), toPng(4_032, 3_024, 8, 6, 4), toBmp(1_850, 1_850)];
    const { read, close } = createTesseractReader({ timeoutMs: 120_000 });
    const all = [...pictures, ...pictures].map((bytes) => ({ bytes, mediaType: 'image/png' }));
    return async () => {
      const texts = await Promise.all(all.map((picture) => read(picture, signal).catch(toWhy)));
      await close();
      return texts;
    };
  },
  pages() {
    // Time is not what ends them here, however slow the machine.
    const pool = createParsePool(2, 120_000);
    const fixed = { url: 'https://a.example/x.pdf', kind: 'pdf', contentType: 'application/pdf', now: 0 } as const;
    const pages = [toPdf(2_000), toPdf(2_000), toPdf(1)];
    return async () => {
      const limits = PAGE_LIMITS;
      const read = pages.map((bytes) =>
        pool.parse({ ...fixed, bytes, limits }, signal).then(({ text }) => text, toWhy),
      );
      const texts = await Promise.all(read);
      await pool.close();
      return texts;
    };
  },
};

const toWhy = (error: unknown) => (error instanceof OutOfReach ? `${error.why}: ${error.message}` : 'a fault');
const work = WORK[process.argv[2] ?? '']?.();
globalThis.gc?.();
const before = process.memoryUsage.rss();
let peak = before;
const looking = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 10);
const told = await work?.();
clearInterval(looking);
process.stdout.write(JSON.stringify({ told, grownMb: Math.round((peak - before) / 1024 / 1024) }));
