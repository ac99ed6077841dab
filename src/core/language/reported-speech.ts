import data from './data/speech.json' with { type: 'json' };

/** A speaker, and what they are reported to have said. */
export interface Report {
  speaker: string;
  said: string;
}

const MARK = '["”“»«„]';
const WHO = '(?<speaker>[^,;:"”“»«„，：]{2,80}?)';
const SAID = '(?<said>.{8,})';
/** The forms of reports, the surest first; a comma or a quotation mark tells whether the speaker or the saying stands before the verb. */
const FORMS = [
  `^(?:${data.according}) ?${WHO}[,:] ${SAID}$`,
  `^${SAID}[,]? (?:${data.according}) ${WHO}[.]?$`,
  `^${WHO} (?:${data.accordingAfter}),? ${SAID}$`,
  `^${SAID}(?:${MARK},?|,${MARK}?) (?:${data.verbs}) ${WHO}(?:, .*|[.])?$`,
  `^${SAID}(?:${MARK},?|,${MARK}?) ${WHO} (?:${data.verbs})[.]?$`,
  `^${WHO},? (?:[^,]{2,80}, )?(?:${data.verbs})(?: (?:${data.that}))?[,:]? ${SAID}$`,
  `^(?:${data.first}) ${WHO} (?:${data.that}) ?${SAID}$`,
  `^${WHO}(?:${data.han})[，,：:]?\\s?${SAID.replace('8', '4')}$`,
].map((form) => new RegExp(form, 'iu'));
/** Longer texts report more than one saying. UTF-16 units. */
const LONGEST = 500;

/** Splits a sentence into the speaker and what is said: "P, said X", "X said that P", "according to X, P". Pure. */
export function toReport(text: string): Report | undefined {
  const sentence = text.trim();
  if (sentence.length > LONGEST) return undefined;
  for (const form of FORMS) {
    const { speaker, said } = form.exec(sentence)?.groups ?? {};
    if (speaker !== undefined && said !== undefined) return { speaker, said };
  }
  return undefined;
}
