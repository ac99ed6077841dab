import type { Worker as Thread } from 'node:worker_threads';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { OutOfReach } from '../../core/out-of-reach.ts';

/** A running tesseract. */
export interface Tesseract {
  /** @returns the lines of text, paragraphs parted by an empty line. @throws OutOfReach `bad-answer` for a broken picture */
  read(bytes: Uint8Array): Promise<string>;
  stop(): Promise<void>;
}

/** Words of which tesseract is less sure (of 100) are mostly the pattern of a carpet. */
const MIN_CONFIDENCE = 50;

/**
 * Starts the worker thread with the language data of a folder.
 * @throws OutOfReach `unreachable` if it does not start
 */
export async function startTesseract(languageFolder: string): Promise<Tesseract> {
  const worker = await new Promise<Worker>((resolve, reject) => {
    // Without a handler it throws where nobody can catch it; and of a missing file it tells only the handler.
    const errorHandler = () => reject(new OutOfReach('unreachable', 'tesseract.js does not start; run npm ci again.'));
    createWorker('eng', OEM.LSTM_ONLY, {
      langPath: languageFolder,
      // Neither reads nor writes a copy in the working folder.
      cacheMethod: 'none',
      gzip: true,
      errorHandler,
    }).then(resolve, errorHandler);
  });
  const thread = toThread(worker);
  // Its libraries write there what they think of each picture.
  thread.stderr.unpipe(process.stderr).resume();
  const crashed = new Promise<never>((_, reject) => {
    thread.once('error', () => reject(new OutOfReach('bad-answer', 'tesseract.js broke down over a picture.')));
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
        throw error instanceof OutOfReach ? error : new OutOfReach('bad-answer', 'tesseract.js cannot read a picture.');
      } finally {
        thread.unref();
      }
    },
    stop: async () => {
      await thread.terminate();
    },
  };
}

function toSureText(words: readonly { text: string; confidence: number }[]): string {
  return words
    .filter(({ confidence }) => confidence >= MIN_CONFIDENCE)
    .map(({ text }) => text)
    .join(' ');
}

/** tesseract.js hands its thread out, but its types do not say so (7.0). Without a listener, a thread that dies ends the program. */
function toThread(worker: Worker): Thread {
  return (worker as Worker & { worker: Thread }).worker;
}
