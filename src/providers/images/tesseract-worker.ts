import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { OutOfReach } from '../../core/out-of-reach.ts';

/** A running tesseract. */
export interface Tesseract {
  /** @returns lines of text, with an empty line between paragraphs. @throws OutOfReach `bad-answer` for a broken picture */
  read(bytes: Uint8Array): Promise<string>;
  stop(): Promise<void>;
}

/** Words below this confidence (0 to 100) are mostly noise, such as the pattern of a carpet. */
const MIN_CONFIDENCE = 50;

const SUFFIX = '.traineddata.gz';

/**
 * Starts the worker thread with the data of one or more languages.
 * @param files `…/deu.traineddata.gz`; the first is the likeliest language
 * @throws OutOfReach `unreachable` if it does not start
 */
export async function startTesseract(files: readonly string[]): Promise<Tesseract> {
  const languages = files.map((file) => basename(file, SUFFIX)).join('+');
  const worker = await inOneFolder(files, (langPath) => {
    const { promise, resolve, reject } = Promise.withResolvers<Worker>();
    // Without a handler, tesseract.js throws where nobody can catch it; a missing file is reported only to the handler.
    const errorHandler = reject;
    // `cacheMethod: 'none'`: no cached copy in the working folder.
    const options = { langPath, cacheMethod: 'none', gzip: true, errorHandler };
    createWorker(languages, OEM.LSTM_ONLY, options).then(resolve, errorHandler);
    return promise;
  }).catch(() => {
    throw new OutOfReach('unreachable', 'tesseract.js does not start; run npm ci again.');
  });
  const thread = toThread(worker);
  // Its libraries print remarks on each picture to stderr.
  thread.stderr.unpipe(process.stderr).resume();
  const crashed = new Promise<never>((_, reject) => {
    thread.once('error', () => reject(new OutOfReach('bad-answer', 'tesseract.js crashed while reading a picture.')));
  });
  crashed.catch(() => {});
  await worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
  thread.unref();

  return {
    async read(bytes) {
      thread.ref();
      try {
        const { data } = await Promise.race([worker.recognize(Buffer.from(bytes), {}, { blocks: true }), crashed]);
        return (data.blocks ?? [])
          .flatMap(({ paragraphs }) => paragraphs)
          .map(({ lines }) => lines.map(({ words }) => toSureText(words)).join('\n'))
          .join('\n\n');
      } catch (error) {
        throw error instanceof OutOfReach
          ? error
          : new OutOfReach('bad-answer', 'tesseract.js could not read a picture.');
      } finally {
        thread.unref();
      }
    },
    stop: async () => {
      await thread.terminate();
    },
  };
}

/** tesseract.js reads all files from one folder and accepts no bytes (7.0: `initialize` reads `data` for `code`). A temporary folder is removed. */
async function inOneFolder<T>(files: readonly string[], use: (folder: string) => Promise<T>): Promise<T> {
  const [first, second] = files;
  if (first !== undefined && second === undefined) return use(dirname(first));
  const folder = await mkdtemp(join(tmpdir(), 'claimcheck-ocr-'));
  try {
    await Promise.all(files.map((file) => copyFile(file, join(folder, basename(file)))));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function toSureText(words: readonly { text: string; confidence: number }[]): string {
  return words
    .filter(({ confidence }) => confidence >= MIN_CONFIDENCE)
    .map(({ text }) => text)
    .join(' ');
}

/** tesseract.js exposes its thread, but its types do not (7.0). Without an `error` listener, a dying thread ends the process. */
function toThread(worker: Worker): Thread {
  return (worker as Worker & { worker: Thread }).worker;
}
