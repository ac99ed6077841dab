import data from './data/chat-headers.json' with { type: 'json' };

const TIME = `\\p{Nd}{1,2}[:.]\\p{Nd}{2}(?:[:.]\\p{Nd}{2})?(?: ?(?:${data.halfDay})(?!\\p{L}))?`;
/** A day in digits, as messengers write it. */
export const DATE = '\\p{Nd}{1,4}(?:[./-] ?|年)\\p{Nd}{1,2}(?:[./-] ?|月)\\p{Nd}{2,4}[.日]?';
const DAY = `(?:${data.days})(?: (?:${data.at}))?`;
/** A time in brackets may stand beside a date in words: "May 19, 2026 at 2:40:10 PM". */
const BRACKET = `\\[(?=[^\\]\\n]{0,40}\\p{Nd}[:.]\\p{Nd}{2})[\\p{L}\\p{M}\\p{Nd} .,:/،年-]{4,45}\\]`;
/** A sender: a name, a number, or nothing if that was taken out. */
const NAME = '[^\\n:\\[\\]]{0,60}?';

/** A line that lists a group's members. */
export const MEMBERS = `^(?:[^\\n,.]{1,25}, ){2,20}(?:${data.you})\\.?$`;

/** What messengers and mail programs put around messages that are copied out of them; each takes a line, or the beginning of one. */
const HEADERS: readonly RegExp[] = [
  // Mail: two fields or more, each on its line.
  `(?:^[*_ ]{0,3}(?:${data.fields})[*_ ]{0,3} ?:[^\\n]{0,300}(?:\\n|$)){2,12}`,
  // "On Mon, May 4, 2026 at 10:15 AM Bob wrote:", which may be broken.
  `^(?=[^\\n]{0,120}\\p{Nd}[:.]\\p{Nd}{2})[^\\n]{4,200}?\\n?(?:${data.wrote})(?!\\p{L})[^\\n]{0,80}:$`,
  `^(?=[^\\n]{0,120}\\p{Nd}{4})[^\\n]{4,200}?(?:${data.wrote})(?!\\p{L})[^\\n]{0,80}:$`,
  `^(?:${data.footers}) [^\\n]{1,40}$`,
  '^-- ?\\n[^]{0,300}(?![^])',
  // "[ Photo ]", "[In reply to Ann]"
  '^\\[ ?[\\p{L} ]{1,40}\\]$',
  // "[10:15 AM, 3/12/2026] Name: …", "Name, [19.05.2026 14:40]"
  `^${BRACKET} ?${NAME}:(?=\\s)`,
  `(?<=\\s)${BRACKET} ${NAME}:(?=\\s)`,
  `^${NAME},? ?${BRACKET}:?(?=\\n|$)`,
  `^${NAME}, \\[${DATE},? ${TIME}\\]:?`,
  // "3/12/26, 10:15 - Name: …"
  `^${DATE}[,،]? {0,2}(?:\\p{L}{2} ?)?${TIME} ?[-–] ${NAME}:(?=\\s)`,
  // "Name — Today at 10:15 AM"
  `^${NAME}\\s?[—–]\\s{0,2}(?:${DAY}|${DATE},?) ?${TIME}`,
  `^${NAME} ?[—–] ?${TIME}$`,
  // What a picture of a chat has around its messages: who is in it, days, hours with their ticks.
  MEMBERS,
  `^(?:${data.days}|(?:${DATE},? )?${TIME})[^\\p{L}\\p{N}\\n]*$`,
].map((source) => new RegExp(source.normalize('NFKC'), 'gimu'));

/** A header that shares its line with other words contains a time. */
const HAS_TIME = /\p{Nd}[:.]\p{Nd}{2}/u;

/** "Forwarded from Bob", by itself on a line or before a mark; a picture's line has the sender's name before it. */
const FORWARDED = new RegExp(
  [
    `^[^\\p{L}\\p{N}]{0,20}((?:\\p{L}[\\p{L}\\p{M}.'-]{0,20} ){0,3}?)(?:${data.forwarded})`,
    `(?: ?(?:${data.from})(?!\\p{Script=Latin}):? ?[^:\\]–—|]{1,60})?(?:[^\\p{L}\\p{N}]{0,20}$| ?[\\]:–—|!.-][\\s:\\-–—|!.]*)`,
  ]
    .join('')
    .normalize('NFKC'),
  'iu',
);

/**
 * Removes the headers of copied chats and mails, with the names in them, and the marks that say that something was forwarded. A line break is left
 * where a header stood.
 *
 * @param text white space as `cleanMessage` folds it
 */
export function withoutChatHeaders(text: string): string {
  const unquoted = text.replace(/^(?: ?>)+ ?/gmu, '');
  // Most messages have no header, and the patterns take a tenth of a second to compile.
  const mayHave = unquoted.includes('\n') || HAS_TIME.test(unquoted);
  return (mayHave ? HEADERS : [])
    .reduce((rest, header) => rest.replace(header, '\n'), unquoted)
    .split('\n')
    .map((line) => line.trim())
    .map((line) => line.replace(FORWARDED, (whole, name: string) => (/^(?:\p{Lu}\S* )*$/u.test(name) ? '' : whole)))
    .filter((line) => line !== '')
    .join('\n');
}
