import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROCESS = fileURLToPath(new URL('memory-process.ts', import.meta.url));

async function measure(what: string): Promise<{ told: string[]; grownMb: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', PROCESS, what]);
  return JSON.parse(stdout);
}

it('pictures that unpack to hundreds of megabytes do not take them', { timeout: 180_000 }, async () => {
  const { told, grownMb } = await measure('pictures');
  const all = [
    'too-large: A picture has more than 12.5 million pixels.',
    '',
    'too-large: A BMP picture is larger than 512 KB.',
  ];
  expect(told).toEqual([...all, ...all]);
  // Tesseract itself is some 60 of them.
  expect(grownMb).toBeLessThan(350);
});

it('PDFs that unpack to gigabytes are left before they do, and the next one is read', {
  timeout: 180_000,
}, async () => {
  const { told, grownMb } = await measure('pages');
  const tooMuch = 'too-large: the page takes too much memory to read';
  expect(told).toEqual([tooMuch, tooMuch, 'The bridge was opened in 1932.']);
  expect(grownMb).toBeLessThan(600);
});
