import { toLikelyLanguages } from '../../core/language/message-language.ts';
import { OutOfReach } from '../../core/out-of-reach.ts';
import type { ImageReader } from '../../core/ports.ts';
import { createSlots } from '../language-model/slots.ts';
import { acceptPicture } from './accept-picture.ts';
import { findLanguages, type TesseractLanguages } from './tesseract-languages.ts';
import { startTesseract, type Tesseract } from './tesseract-worker.ts';
import { tidyText } from './tidy-text.ts';

interface TesseractReaderOptions {
  /** For one picture from when its turn comes, including the worker's start. Default 30 s. */
  timeoutMs?: number;
  /** How long the idle worker (about 100 MB) is kept for the next picture. Default 60 s. */
  idleMs?: number;
  /** Default: the installed language packages. Nothing is ever downloaded. */
  languages?: TesseractLanguages;
}

/**
 * Reads PNG, JPEG, WebP and BMP pictures on this machine, without a model, in the language of their chat and in English. If the chat's
 * language is not installed, the result is kept only if it looks like English. One picture at a time. The worker starts with the
 * first picture, restarts for another language, and stops after an idle period.
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
    // A failed start has already been reported to the caller that waited for it.
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
          // The worker is broken, or still busy with a picture that nobody waits for.
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
