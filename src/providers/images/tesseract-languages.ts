import { createRequire } from 'node:module';

/** The sets of data that Tesseract has for the languages of the texts, as `@tesseract.js-data` names them. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  en: ['eng'],
  es: ['spa'],
  pt: ['por'],
  fr: ['fra'],
  de: ['deu'],
  hi: ['hin'],
  ar: ['ara'],
  id: ['ind'],
  uk: ['ukr'],
  zh: ['chi_sim', 'chi_tra'],
};

/** Which languages can be read here. */
export interface TesseractLanguages {
  /** BCP 47. */
  names: readonly string[];
  /** The files for a picture of a chat in that language; English always, as screenshots travel. */
  filesFor(language: string | undefined): readonly string[];
}

/** @param find where a package's file lies; nothing if it is not installed. Default: what `npm install @tesseract.js-data/deu` brings */
export function findLanguages(find: (path: string) => string | undefined = findInPackages): TesseractLanguages {
  // Of a package's two folders the one without the older engine's data, which is not used.
  const toFile = (set: string) => find(`@tesseract.js-data/${set}/4.0.0_best_int/${set}.traineddata.gz`) ?? [];
  const found = new Map(Object.entries(SETS).map(([language, sets]) => [language, sets.flatMap(toFile)]));
  const files = (language: string) => found.get(language) ?? [];
  return {
    names: [...found.keys()].filter((language) => files(language).length > 0),
    filesFor: (language = 'en') => [...new Set([...files(language), ...files('en')])],
  };
}

const { resolve } = createRequire(import.meta.url);

function findInPackages(path: string): string | undefined {
  try {
    return resolve(path);
  } catch {
    return undefined;
  }
}
