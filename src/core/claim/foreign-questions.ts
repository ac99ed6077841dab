/** Words that open a question whether something is so, and behind which its statement stands as it is. */
const OPENINGS: readonly RegExp[] = [
  /^¿?(?:es (?:verdad|cierto)|sabías|sabes) que /u,
  /^(?:é verdade que|será (?:verdade )?que|(?:você )?sabia que) /u,
  /^(?:est-ce (?:vrai )?qu(?:e |')|est-il vrai qu(?:e |')|c'est vrai qu(?:e |'))/u,
  /^чи (?:правда,? що )?/u,
  /^هل (?:صحيح أن )?/u,
  /^क्या (?:(?:यह |ये )?(?:सच|सही) है कि )?/u,
  /^(?:apakah(?: benar)?|benarkah|apa benar)(?: bahwa)? /u,
];
/** It is asked of somebody in the chat, about them or the chat; of “क्या हो रहा है”, about what. */
const PERSONAL =
  /^(?:t[uú]|vous|on|je|nous|quelqu'un|il y a|você|vocês|alguém|alguien|kamu|anda|kalian|ada|kita|bisa|boleh|ти|ви|ми|хтось|є|можна|можеш|можете|أنت|أنتم|يمكن|يمكنك|تستطيع|لديك|عندك|تريد|يوجد|هناك|तुम|आप|तू|हम|मैं|कोई|हो|हुआ|कर|चल)(?![\p{L}\p{M}])/u;
/** Without the verb at its end “क्या” asks what. */
const HINDI = /^क्या .*(?:है|हैं|था|थी|थे|हो)$/u;
const MOST_WORDS = 30;

/**
 * The statement that a yes/no question in another language than English asks about, where it stands in it word for word.
 *
 * @param text the question without the marks at its end
 */
export function toForeignStatement(text: string): string | undefined {
  const chinese = /^(\p{Script=Han}.{2,60}?)(?:[，,]?(?:这|這)?是真的)?[吗嗎]$/u.exec(text)?.[1];
  if (chinese !== undefined) return /^(?:你|您|有人|我|咱)/u.test(chinese) ? undefined : `${chinese}。`;
  const lower = text.toLowerCase();
  if (lower.startsWith('क्या') && !HINDI.test(lower)) return undefined;
  const opening = OPENINGS.map((each) => each.exec(lower)?.[0] ?? '').find((each) => each !== '');
  if (opening === undefined) return undefined;
  const rest = text.slice(opening.length).trim();
  const count = rest.split(' ').length;
  if (count < 2 || count > MOST_WORDS || PERSONAL.test(rest.toLowerCase())) return undefined;
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}${/\p{Script=Devanagari}/u.test(rest) ? '।' : '.'}`;
}
