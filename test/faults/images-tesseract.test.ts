import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { findLanguages } from '../../src/providers/images/tesseract-languages.ts';
import { createTesseractReader } from '../../src/providers/images/tesseract-reader.ts';
import { toPicture, toVastPng, WALL } from '../contracts/image-reader.ts';
import { CALM } from '../contracts/language-model.ts';

/** Whoever opens a connection, in any thread, is found on stderr. Threads take over `--require`, and not always `--import`. */
const TRAP = `require('node:net').Socket.prototype.connect = () => {
  require('node:fs').writeSync(2, 'NETWORK');
  throw new Error('no network');
};`;

async function runTrapped(code: string, folder: string) {
  await writeFile(join(folder, 'trap.cjs'), TRAP);
  await writeFile(join(folder, 'run.mjs'), code);
  const child = spawn(process.execPath, ['--require', './trap.cjs', 'run.mjs'], { cwd: folder });
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, error };
}

/** Resolves with the exit code of the thread that starts next; 1 if it was ended from outside. */
function nextThreadEnds(): Promise<number> {
  return new Promise((resolve) => {
    process.once('worker', (thread) => thread.once('exit', resolve));
  });
}

describe('createTesseractReader', () => {
  const shared = createTesseractReader();
  afterAll(() => shared.close());
  let close: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await close?.();
    close = undefined;
  });
  const start = (options: Parameters<typeof createTesseractReader>[0] = {}) => {
    const reader = createTesseractReader(options);
    close = reader.close;
    return reader;
  };

  it('opens no connection, leaves no file, says nothing by itself, and does not hold the program open', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'claimcheck-ocr-'));
    try {
      const [module, picture] = ['../../src/providers/images/tesseract-reader.ts', '../data/images/claim.png'].map(
        (path) => new URL(path, import.meta.url),
      );
      const code = `import { readFileSync } from 'node:fs';
        import { createTesseractReader } from ${JSON.stringify(module?.href)};
        const bytes = readFileSync(new URL(${JSON.stringify(picture?.href)}));
        const { read } = createTesseractReader();
        await read({ bytes: bytes.subarray(0, 600), mediaType: 'image/png' }, new AbortController().signal).catch(() => {});
        process.stdout.write(await read({ bytes, mediaType: 'image/png' }, new AbortController().signal));`;
      expect(await runTrapped(code, folder)).toEqual({ out: WALL, error: '' });
      expect((await readdir(folder)).sort()).toEqual(['run.mjs', 'trap.cjs']);
      const loud = `import { Worker } from 'node:worker_threads'; new Worker("fetch('http://127.0.0.1:8080').catch(() => {})", { eval: true });`;
      expect((await runTrapped(loud, folder)).error).toContain('NETWORK');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('pictures at the same time are all read', async () => {
    const texts = await Promise.all(
      ['claim.png', 'hostile.png', 'claim.jpg'].map((file) => shared.read(toPicture(file), CALM)),
    );
    expect(texts.map((read) => read.slice(0, 9))).toEqual(['The Great', 'Ignore al', 'The Great']);
  });

  it('a picture whose body breaks off is a bad answer, and the next one is read', async () => {
    const broken = { bytes: toPicture('claim.png').bytes.slice(0, 600), mediaType: 'image/png' };
    await expect(shared.read(broken, CALM)).rejects.toMatchObject({ why: 'bad-answer' });
    await expect(shared.read(toVastPng(4_032, 3_024), CALM)).rejects.toMatchObject({ why: 'bad-answer' });
    expect(await shared.read(toPicture('claim.png'), CALM)).toBe(WALL);
  });

  it('a picture that takes too long is left', async () => {
    const reader = start({ timeoutMs: 1 });
    await expect(reader.read(toPicture('dark-post.png'), CALM)).rejects.toMatchObject({ why: 'time-limit' });
    await expect(reader.read(toPicture('dark-post.png'), CALM)).rejects.toMatchObject({ why: 'time-limit' });
  });

  it('language data that is not there is told, and does not hang', async () => {
    const reader = start({ languages: findLanguages((path) => join(tmpdir(), 'not-there', path)) });
    await expect(reader.read(toPicture('claim.png'), CALM)).rejects.toMatchObject({ why: 'unreachable' });
  });

  it('the thread ends when there is nothing to read for a while', async () => {
    const ended = nextThreadEnds();
    expect(await start({ idleMs: 1 }).read(toPicture('claim.png'), CALM)).toBe(WALL);
    expect(await ended).toBe(1);
  });

  it('the thread ends with the picture that is aborted', async () => {
    const reader = start();
    const ended = nextThreadEnds();
    const stop = new AbortController();
    await reader.read(toPicture('claim.png'), CALM);
    const reading = reader.read(toPicture('dark-post.png'), stop.signal).catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort('enough');
    expect(await reading).toBe('enough');
    expect(await ended).toBe(1);
  });

  it('after close it starts again with the next picture', async () => {
    const reader = start();
    expect(await reader.read(toPicture('claim.png'), CALM)).toBe(WALL);
    await reader.close();
    await reader.close();
    expect(await reader.read(toPicture('claim.png'), CALM)).toBe(WALL);
  });
});
