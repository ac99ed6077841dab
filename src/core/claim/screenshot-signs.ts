import { DATE, MEMBERS } from './chat-headers.ts';
import headers from './data/chat-headers.json' with { type: 'json' };
import data from './data/screenshots.json' with { type: 'json' };

const toRegExp = (source: string) => new RegExp(source.normalize('NFC'), 'iu');

const CLOCK = '(?![3-9]\\p{Nd}|2[4-9])\\p{Nd}{1,2}[:.]\\p{Nd}{2}';
const HOUR = `${CLOCK}(?: ?(?:${headers.halfDay})(?!\\p{L}))?`;
/** An hour with its ticks, which Tesseract reads as letters: "12:41 W". */
const TICKED_HOUR = `${CLOCK} ?[^\\p{L}\\p{N}]{0,4}[✓✔${data.ticks}]{1,3}`;
const END = '[^\\p{L}\\p{N}?!？！؟]*$';
const MONTH_DAY =
  '\\p{L}{3,10}\\.? \\p{Nd}{1,2},? \\p{Nd}{4}|\\p{Nd}{1,2}\\.? (?:de )?\\p{L}{3,10}\\.? (?:de )?\\p{Nd}{2,4}';
const AGO = `\\p{Nd}{1,2} ?(?:${data.ago})(?!\\p{L})\\.?(?: (?:${data.agoWords}))?`;
/** The wildcards in labels, and what they match. */
const SIGNS = {
  '…': '(?:…|\\.{2,3})?',
  '#': '\\p{Nd}[\\p{Nd}., ]{0,9}(?: ?(?:k|m|tsd|mio|mil|mi|rb|jt|тис|млн|हज़ार|लाख|ألف|万|萬)\\.?)?',
  '@': '[#@]\\S{1,40}',
  '*': `(?:(?:${HOUR}|${DATE}|\\p{Nd}{1,2}|${headers.days}|${headers.at}|${data.ago}|${data.agoWords})[ ,.]*){1,6}`,
  '~': '.{1,40}?',
  '&': '\\p{L}{2,20}(?: by \\p{L}{2,20})?',
};
const longestFirst = (list: string) => list.split('|').toSorted((one, other) => other.length - one.length);
const toPattern = (label: string) =>
  label.replace(/[.()+?[\]{}|^$\\]/g, '\\$&').replace(/[…#@*~&]/g, (sign) => SIGNS[sign as keyof typeof SIGNS]);
/** Labels with the same wildcard before or after them share it: each would otherwise take milliseconds of the first picture to compile. */
const toLabels = (list: string) => {
  const shared = Object.groupBy(longestFirst(list), (label) => (/^# |\*$/u.exec(label)?.[0] ?? '') as '' | '# ' | '*');
  const toAnyOf = (labels: readonly string[] = []) => `(?:${labels.map(toPattern).join('|') || '(?!)'})`;
  return [
    `${toAnyOf(shared['*']?.map((label) => label.replace(/ ?\*$/u, '')))} ?${SIGNS['*']}`,
    `${SIGNS['#']} ?${toAnyOf(shared['# ']?.map((label) => label.slice(2)))}`,
    toAnyOf(shared['']),
  ].join('|');
};
const capitalise = (list: string) =>
  list
    .split('|')
    .map((word) => word.replace(/^./u, (letter) => letter.toUpperCase()))
    .join('|');
/** A label, with what separates it from the next: "Like · Reply · 3h". */
const LABEL = toRegExp(
  `^(?:${toLabels(`${data.labels}|${data.nounLabels}`)}|${longestFirst(headers.forwarded).join('|')}|${AGO})(?:[^\\p{L}\\p{M}\\p{N}#@.?!。？！।؟]+|$)`,
);
/** The most labels in a row of buttons. */
const MOST_LABELS = 8;
/** German writes nouns with a capital in the middle of sentences, too. */
const NOUN = toRegExp(`^(?:${toLabels(data.nounLabels)})$`);
/** A day, or how long ago. */
const DAY_LINE = toRegExp(`^(?:${headers.days}|${AGO})${END}`);
const MOMENT_LINE = toRegExp(`^(?:${headers.days}|${DATE}),? ${HOUR}${END}`);
const HOUR_LINE = toRegExp(
  `^(?:${HOUR}|${TICKED_HOUR})${END}|^${HOUR} ?[·•.-] ?(?:${DATE}|${MONTH_DAY})(?: ?[·•.-].{0,30})?$`,
);
const BEHIND = toRegExp(
  `(?<=[\\p{L}\\p{M}.!?…"'”’»)।。？！]) +(?:(?<ticked>${TICKED_HOUR})|${CLOCK} ?(?<half>${headers.halfDay})|(?<hour>\\p{Nd}{1,2})(?<dot>[:.])\\p{Nd}{2})${END}`,
);
/** An hour at the end of a line with the ticks that only an app writes. */
export const TICKED = toRegExp(`(?:^| )${TICKED_HOUR}${END}`);
/** What a sentence has before an hour: "at". */
export const LEADS_ON = toRegExp(`(?:^|[\\s(])(?:${data.leads})$|(?:${data.unspacedLeads})$`);
const STATUS = toRegExp(`^${HOUR}(?![\\p{L}\\p{N}])`);
const STATUS_WORD = toRegExp(`^(?:${data.network}|\\p{Nd}{1,3}|[${data.ticks}])$`);
const MEMBERS_LINE = toRegExp(MEMBERS);
const PHONE = /^(?:~ ?[\p{L} .'-]{1,40} ?)?\+\p{Nd}[\p{Nd} ().-]{6,20}(?:~ ?[\p{L} .'-]{1,40})?$/u;
/** "~ Aunt Zoe", "@zoe", "Aunt Zoe @zoe · 2h", "Aunt Zoe · 3 h", "# news", "zoe — 10:15" */
const SENDER = toRegExp(
  [
    "^(?:~ ?[\\p{L}\\p{M}\\p{N} .'-]{1,40}|# \\S{1,40}|(?:[\\p{L}\\p{M} .'-]{1,40} )?@\\w{2,30} ?[·•] ?.{1,20}|@\\w{2,30}",
    `[\\p{L}\\p{M}\\p{N}_ .'-]{1,40} ?[·•] ?(?:${AGO}|${HOUR}|${toLabels(data.follow)})`,
    `[\\p{L}\\p{M}\\p{N}_ .'-]{1,40} ?[—–] ?(?:(?:${headers.days})(?: (?:${headers.at}))? )?${HOUR})$`,
  ].join('|'),
);
/** "zoe Today at 10:15 AM", as Discord shows it; a sentence has the day in small letters. */
const DATED_SENDER = new RegExp(
  `^\\S{1,32}(?: \\S{1,20})? (?:${capitalise(headers.days)}) (?:(?:${headers.at}) )?(?i:${HOUR})$`.normalize('NFC'),
  'u',
);
/** "Aunt Zoe @zoe"; a sentence that ends in a handle has small letters. */
const NAMED_HANDLE = /^(?:\p{Lu}[\p{L}\p{M}.'-]{0,20} ){1,3}@\w{2,30}$/u;
/** How an app's notice begins that nobody else reads along. */
export const NOTICE = toRegExp(`^(?:${data.notices})`);
const NAME = /^(?!.*\p{Script=Han})\p{Lu}[\p{L}\p{M}'’.-]{1,20}(?: \p{Lu}[\p{L}\p{M}'’.-]{0,20}){0,2}$/u;
const NAME_WITHOUT_CASE =
  /^(?:\p{Script=Han}{2,5}|(?!\p{Script=Han})\p{Lo}[\p{L}\p{M}]{0,14}(?: \p{Lo}[\p{L}\p{M}]{0,14}){0,2})$/u;
/** In UTF-16 units; also bounds what the expressions here read. */
const LONGEST_PART = 160;
/** An hour with a dot and nothing else may be a price. */
const NUMBER = /^[\p{Nd}.]+$/u;
/** What Tesseract makes of icons beside a label. */
const ICONS =
  /^(?:[^\p{L}\p{M}\p{N}~@+#]+|[\p{L}\p{N}]?[©®@<>«»&€][\p{L}\p{N}]? )+|[^\p{L}\p{M}\p{N})…?!.？！。।؟✓✔]+$/gu;

/** What a line of a screenshot is; a `day`, a `noun` and a `count` are labels that could also continue a sentence. */
export type LineKind = 'status' | 'hour' | 'day' | 'label' | 'noun' | 'count' | 'name' | 'words';

/** What a line is by itself. @param writesDots whether hours have dots: "12.41" */
export function toLineKind(line: string, writesDots: boolean): LineKind {
  if (line.length > LONGEST_PART) return 'words';
  if (isStatus(line)) return 'status';
  const bare = line.replace(ICONS, '');
  if (HOUR_LINE.test(bare)) return !writesDots && NUMBER.test(bare) ? 'words' : 'hour';
  if (PHONE.test(bare) || bare.startsWith('@')) return SENDER.test(bare) || PHONE.test(bare) ? 'count' : 'words';
  if (DAY_LINE.test(bare)) return 'day';
  if ([MOMENT_LINE, MEMBERS_LINE, SENDER, NAMED_HANDLE, DATED_SENDER].some((sign) => sign.test(bare))) return 'label';
  if (isRow(bare)) return NOUN.test(bare) ? 'noun' : /^\p{Nd}/u.test(bare) ? 'count' : 'label';
  if (/[,;:،，、；：]$/u.test(line)) return 'words';
  return NAME.test(bare) || NAME_WITHOUT_CASE.test(bare) ? 'name' : 'words';
}

/**
 * A line without the hour after it; unchanged if the hour belongs to the sentence, or is a verse ("John 3:16").
 * @param isSurelyChat whether the picture has other signs of an app
 */
export function withoutHourBehind(line: string, writesDots: boolean, isSurelyChat: boolean): string {
  const { index, groups: { ticked, half, hour, dot } = {} } = BEHIND.exec(line) ?? {};
  const isApps = ticked !== undefined || (isSurelyChat && (half !== undefined || dot === ':' || writesDots));
  const rest = line.slice(0, index);
  const isVerse = hour?.length === 1 && /(?:^| )\p{Lu}\p{L}*$/u.test(rest);
  return index !== undefined && isApps && !isVerse && !LEADS_ON.test(rest) ? rest : line;
}

/** A status bar: the hour, then the networks and the battery level. */
function isStatus(line: string): boolean {
  const hour = STATUS.exec(line)?.[0];
  const rest = hour === undefined ? [] : (line.slice(hour.length).match(/[\p{L}\p{N}-]+/gu) ?? []);
  return rest.length > 0 && rest.every((word) => STATUS_WORD.test(word));
}

/** A label, or several that begin with a capital: "Like Comment Share", but not "share message". */
function isRow(line: string): boolean {
  let rest = line.replace(LABEL, '');
  if (rest === line || (rest !== '' && /^\p{Ll}/u.test(line))) return false;
  for (let turn = 1; turn < MOST_LABELS && rest !== ''; turn += 1) rest = rest.replace(LABEL, '');
  return rest === '';
}
