import type { Language } from '../language/language-of.ts';
import data from './data/foreign-questions.json' with { type: 'json' };

/** Languages whose yes/no questions have the words of the statement, in an order that a statement can have too. */
const AS_IT_STANDS = new Set(data.asItStands.split(' '));
/** "¿Vienes …?" asks somebody in the chat; "ли" asks within the sentence. */
const ASKS_SOMEBODY =
  /^(?!(?:l[oa]s|[oa]s|es|un[oa]s|m[aá]s|tr[eê]s|seis|dos|duas)\b)\p{L}+[aei]s\b|(?<!\p{L})ли(?!\p{L})/iu;
/** "Le pape est-il mort": the pronoun behind the verb is all that asks. */
const FRENCH_PRONOUN = /^(\S+(?: \S+)+?)-(?:t-)?(?:ils?|elles?)(?=\s|$)/u;
/** "A-t-il plu": nobody is named. */
const FRENCH_VERB_FIRST = /^\S+-(?:t-)?(?:ils?|elles?|on|ce|tu|vous)(?=\s|$)/u;
const GERMAN_VERBS = new Set(data.germanVerbs.split(' '));
/** "War", "will" and "hat" are English words too. */
const ONLY_GERMAN = new RegExp(
  `^(?:${data.germanVerbs.replace(/\b(?:war|will|hat) /g, '').replaceAll(' ', '|')}) `,
  'iu',
);
/** "Ist der Papst gestorben": verb, subject, rest. */
const GERMAN =
  /^(\p{L}+) ((?:er|sie|es|das|dies|(?:\p{Ll}+ )*?\p{Lu}[\p{L}\p{N}-]*(?: \p{Lu}[\p{L}\p{N}-]*)*)) (\S.*)$/u;

/**
 * The statement that a yes/no question in another language than English asks about.
 *
 * @param question without its marks
 * @returns empty if its form is not plain; nothing if it looks English
 */
export function toForeignStatement(question: string, language: Language): string | undefined {
  if (AS_IT_STANDS.has(language)) return ASKS_SOMEBODY.test(question) ? '' : question;
  if (language === 'fr') {
    const plain = question.replace(FRENCH_PRONOUN, '$1');
    return FRENCH_VERB_FIRST.test(plain) ? '' : plain;
  }
  // Without a function word a German question looks like an English one.
  if (language === 'de' || language === 'xx' || ONLY_GERMAN.test(question))
    return toGermanStatement(question, language);
  return language === 'en' ? undefined : '';
}

function toGermanStatement(question: string, language: Language): string {
  const first = /^\p{L}+/u.exec(question)?.[0].toLowerCase() ?? '';
  if (!GERMAN_VERBS.has(first)) return language === 'xx' ? '' : question;
  const [, verb = '', subject = '', rest = ''] = GERMAN.exec(question) ?? [];
  // "Kann Zitronensaft Krebs heilen", "Hat Angela Merkel gelogen": where the subject ends cannot be told.
  const isUnclear = /^\p{Lu}\S* \p{Lu}/u.test(subject) && !rest.includes(' ');
  return subject === '' || isUnclear ? '' : `${subject} ${verb.toLowerCase()} ${rest}`;
}
