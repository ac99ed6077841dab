import { toLikelyLanguages } from '../../core/language/message-language.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { ImageReader } from '../../core/ports.ts';
import { createSlots } from '../language-model/slots.ts';
import { acceptPicture } from './accept-picture.ts';
import { findLanguages, type TesseractLanguages } from './tesseract-languages.ts';
import { startTesseract, type Tesseract } from './tesseract-worker.ts';
import { tidyText } from './tidy-text.ts';

interface TesseractReaderOptions {
  /** For one picture, from its turn on; with the start of the worker. Default 30 s. */
  timeoutMs?: number;
  /** How long the worker, of about 100 MB, is kept for the next picture. Default 60 s. */
  idleMs?: number;
  /** Default: those whose packages are installed. Nothing is ever downloaded. */
  languages?: TesseractLanguages;
}

/**
 * Reads pictures on this machine, without a model: PNG, JPEG, WebP and BMP, in the language of their chat and in English. Of a language that cannot be read
 * nothing is read, instead of what it looks like in English. One picture at a time; the worker starts with the first, again with one in another language, and goes
 * when it has had nothing to do for a while.
 */
export function createTesseractReader(options: TesseractReaderOptions = {}): ImageReader & { close(): Promise<void> } {
  const { timeoutMs = 30_000, idleMs = 60_000, languages = findLanguages() } = options;
  const turn = createSlots(1);
  let running: { files: string; tesseract: Promise<Tesseract> } | undefined;
  let idle: NodeJS.Timeout | undefined;

  const stop = async () => {
    clearTimeout(idle);
    const stopped = running;
    running = undefined;
    // One that did not start has said so to whoever waited for it.
    await stopped?.tesseract.then((tesseract) => tesseract.stop()).catch(() => {});
  };

  return {
    languages: languages.names,
    read: (picture, signal) =>
      turn(async () => {
        acceptPicture(picture, ['image/png', 'image/jpeg', 'image/webp', 'image/bmp']);
        clearTimeout(idle);
        const files = languages.filesFor(picture.language);
        if (running?.files !== files.join()) await stop();
        running ??= { files: files.join(), tesseract: startTesseract(files) };
        const reading = running.tesseract.then((tesseract) => tesseract.read(picture.bytes));
        try {
          const text = tidyText(await within(reading, timeoutMs, signal));
          const isKnown = languages.names.includes(picture.language ?? 'en');
          return isKnown || toLikelyLanguages(text).includes('en') ? text : '';
        } catch (error) {
          // It is in the middle of a picture that nobody wants any more, or broken.
          void stop();
          throw error;
        } finally {
          if (running !== undefined) idle = setTimeout(stop, idleMs).unref();
        }
      }, signal),
    close: stop,
  };
}

/** @throws OutOfReach `time-limit`; the signal's reason */
async function within<T>(work: Promise<T>, timeoutMs: number, signal: AbortSignal): Promise<T> {
  const limit = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, limit]);
  const { promise: left, reject } = Promise.withResolvers<never>();
  const leave = () =>
    reject(
      signal.aborted
        ? signal.reason
        : new OutOfReach('time-limit', `A picture was not read within ${timeoutMs / 1000} s.`),
    );
  if (either.aborted) leave();
  else either.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, left]);
  } finally {
    either.removeEventListener('abort', leave);
  }
}
