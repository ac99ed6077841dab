import { createRequire } from 'node:module';

/** Tesseract's data sets for the languages that the bot speaks, as `@tesseract.js-data` names them. */
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

/** The languages whose data is installed. */
export interface TesseractLanguages {
  /** BCP 47. */
  names: readonly string[];
  /** The data files for a picture from a chat in this language; always with English, since screenshots travel. */
  filesFor(language: string | undefined): readonly string[];
}

/** @param find resolves a package's file; undefined if it is not installed. Default: packages such as `@tesseract.js-data/deu` */
export function findLanguages(find: (path: string) => string | undefined = findInPackages): TesseractLanguages {
  // Of a package's two folders, this one omits the data of the older engine, which is not used.
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
