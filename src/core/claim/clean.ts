import { UNSEEN } from '../language/characters.ts';
import { foldLookAlikes } from '../language/look-alikes.ts';
import { withoutAsides } from './asides.ts';
import { withoutChatHeaders } from './chat-headers.ts';

/** A message without its wrapping. */
export interface CleanMessage {
  /** What is left to read: one line, no links, hashtags and handles split into words. */
  text: string;
  /** Who said it, if the message ends in a signature such as "— Jane Doe (@jane) May 4, 2019". */
  claimant?: string;
  /** When it was said, from the same signature, as written there. */
  saidOn?: string;
  /** There was a link in it. */
  hadLink: boolean;
}

/** Brackets inside an address come in pairs. */
const IN_LINK = `(?:[^\\s<>()\\[\\]"'“”«»]|\\([^\\s()]{0,80}\\))`;
const LINK = new RegExp(
  `(?:https?:\\/\\/|www\\.)${IN_LINK}+|\\b(?:pic\\.twitter\\.com|t\\.co|t\\.me|bit\\.ly|youtu\\.be)\\/${IN_LINK}+`,
  'giu',
);
/** "[words](link)" is words; a link in brackets stands beside what is said, any other ends a sentence. */
const LINKED = new RegExp(`\\[([^\\]\\n]{1,300})\\]\\((?:${LINK.source})\\)`, 'giu');
const BRACKETED = new RegExp(`[([<](?:\\p{L}{1,9}:? )?(?:${LINK.source})[)\\]>]`, 'giu');
const LINK_ONCE = new RegExp(LINK.source, 'iu');
/** Before a capital, emoji end a sentence that has no mark of its own: "nobody believes it 😄 Coffee is healthy", but not "I ❤ New York". */
const EMOJI_BREAK =
  /(?<!(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d) ?)\p{Extended_Pictographic}(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d| )*(?=\p{Lu}\p{Ll}* \S)/gu;
const SENTENCE = /\S+ \S+ \S+ \S*\p{Ll}$/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u20e3/gu;
const QUOTE_MARKS = /["“”„‟«»‹›「」『』＂〝〞]|(?<![\p{L}\p{N}])['‘’‚‛]+|['‘’‚‛]+(?![\p{L}\p{N}])/gu;
const CHAT_MARKUP = /(?<![\p{L}\p{N}])[*_~`]{1,3}|[*_~`]{1,3}(?![\p{L}\p{N}])|\|\||^ ?>+/gmu;
/** Tags of pasted HTML. */
const TAG = /<\/?[a-z][a-z0-9]{0,9}(?: [^<>]{0,200})?>/giu;

/** A signature as it stands below copied posts. The date may come in English only: others are left in the text. */
const SIGNATURE =
  /(?:[—–]|\s-)\s*(?<name>(?:(?!\s-\s)[^—–@()\n]){1,60}?)\s*\(@(?<handle>\w{1,30})\)\s*(?<date>\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? \p{L}{3,9},? \d{4})?\s*$/u;

/** What people put before a claim. Each pattern is tried again until none fits. */
const PREAMBLES: readonly RegExp[] = [
  /^(?:(?:fwd?|fw|re|tr|wg|rv|enc)\s*:|(?:rt|via)\s+@?\w{1,30}\s*:)(?!\d)\s*/iu,
  /^(?:breaking(?: news)?|just in|urgent|alert|attention|important|warning|must read|please read|read this|news ?flash|exclusive|update|confirmed|fyi|psa|til|wow|omg|lol|guys|hey(?: guys| all| everyone)?|hi(?: all| everyone)?|so|well|apparently|ok(?:ay)?)(?: ?[:!–—|,.]+| -+ |$)\s*/iu,
  /^(?:BREAKING(?: NEWS)?|[Bb]reaking [Nn]ews|URGENT|PSA|TIL|FYI|ALERT)\s+(?=\p{Lu}|\p{N}|that\b)/u,
  /^(?:please |pls )?(?:fact[- ]?check|check|verify|debunk)(?: this)?(?:\s*[:\-–—|]+\s*|\s+(?:that|if|whether)\s+)/iu,
  /^(?:is it (?:really |actually )?(?:true|correct|a fact|right)(?: that)?|can (?:you|someone|anyone) (?:confirm|check|verify)(?: that| if| whether)?)[:,]?\s+/iu,
  /^(?:did|do) (?:you|u|y'?all|ya) (?:guys |all )?know(?: that)?[:,?]?\s+/iu,
  /^(?:fun fact|true fact|fact|claim)\s*[:,]\s*/iu,
  /^(?:i(?:'ve| have)? (?:just )?(?:(?:heard|read|learned|learnt)(?: somewhere| online| today| on (?:facebook|twitter|tiktok|whatsapp|the news))?(?: that)?|(?:saw|seen)(?: somewhere| online| today| on (?:facebook|twitter|tiktok|whatsapp|the news))(?: that)?|(?:saw|seen) that(?! \p{L}+ (?:is|was|are|were)\b))|someone (?:said|told me)(?: that)?|(?:they|people) (?:say|keep saying)(?: that)?|(?:they|people) claim that|it is (?:said|claimed|a (?:known )?fact)(?: that)?|rumou?r has it(?: that)?|(?:my|our) (?:(?:old|dear|best|little|big|late|crazy) )?(?:mum|mom|mother|dad|father|gran|grandma|grandmother|grandpa|grandfather|nan|aunt|auntie|uncle|cousin|brother|sister|son|daughter|nephew|niece|wife|husband|partner|boyfriend|girlfriend|in-laws?|family|friend|mate|buddy|pal|neighbou?r|roommate|flatmate|colleague|coworker|co-worker|barber|hairdresser)(?:'s \w+)? (?:says|said|claims|told me|swears|insists)(?: that)?)[:,]?\s+/iu,
];

/** What remains in front once "they say" is gone; alone it points at something: "That man is a thief". */
const LEFT_OVER = /^(?:that|whether)\s+/iu;

/**
 * Takes a message out of its wrapping: links, emoji, invisible characters, chat markup, quote marks, "Forwarded from" and "Breaking:"
 * preambles, appeals to share, a copied post's signature; hashtags and handles become words. Any Unicode form is brought to NFKC, so that
 * full-width and mathematical letters are letters. Pure, linear in the text's length; safe for any text.
 */
export function cleanMessage(message: string): CleanMessage {
  const seen = foldSpace(
    foldLookAlikes(toLetters(message.replace(/[\p{Cs}\p{Co}]/gu, '').replace(UNSEEN, '')).replace(UNSEEN, '')),
  );
  const unwrapped = withoutChatHeaders(seen);
  const unlinked = (unwrapped === '' ? seen : unwrapped)
    .replace(LINKED, '$1')
    .replace(BRACKETED, ' ')
    .replace(LINK, (link) => /[.!?]+$/.exec(link)?.[0] ?? (/[,;:]$/.test(link) ? ' ' : '\n'))
    .replace(TAG, ' ');
  const hadLink = LINK_ONCE.test(seen);
  const signature = SIGNATURE.exec(unlinked.slice(-200).trimEnd());
  const body = signature ? unlinked.trimEnd().slice(0, -signature[0].length) : unlinked;
  const words = body
    .replace(EMOJI_BREAK, (_, at: number) =>
      SENTENCE.test(body.slice(Math.max(0, at - 80), at).trimEnd()) ? '\n' : ' ',
    )
    .replace(EMOJI, ' ')
    .replace(CHAT_MARKUP, ' ')
    .replace(QUOTE_MARKS, ' ')
    .replace(/[#@＃]([\p{L}\p{N}_]+)/gu, (_, tag: string) => ` ${splitTag(tag)} `)
    .replace(/ +/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .replace(/ ([.,;:!?])(?!\d)/g, '$1')
    .trim();
  const text = withoutPreambles(withoutAsides(words))
    .replace(/([\p{L}\p{N}])\n/gu, '$1. ')
    .replace(/\s+/gu, ' ')
    .trim();
  const name = signature?.groups?.name?.trim();
  const date = signature?.groups?.date;
  return { text, hadLink, ...(name ? { claimant: name } : {}), ...(date ? { saidOn: date } : {}) };
}

/** White space as single spaces and line feeds. One pass each, so that a message of nothing else costs no more. */
function foldSpace(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, ' ')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/\n[ \n]*/g, '\n');
}

/** NFKC, so that every form of a letter is that letter; except where it would change a number or make a word of a sign. */
function toLetters(text: string): string {
  return text
    .replace(/[™®©ℹ]/gu, ' ')
    .replace(/[0-9#*]\ufe0f?\u20e3/gu, ' ')
    .replace(/(\d)([²³])/gu, (_, digit: string, power: string) => `${digit}^${power === '²' ? 2 : 3}`)
    .replace(
      /(\d?)([¼½¾])/gu,
      (_, whole: string, part: string) => `${whole || '0'}.${{ '¼': '25', '½': '5', '¾': '75' }[part]}`,
    )
    .normalize('NFKC');
}

function withoutPreambles(text: string): string {
  let rest = text;
  for (let turn = 0; turn < 8; turn += 1) {
    const before = rest;
    rest = rest.replace(/^(?!\.\d)[^\p{L}\p{N}$€£¥+\-−]+/u, '');
    for (const preamble of PREAMBLES) {
      const bare = rest.replace(preamble, '');
      if (bare !== rest) rest = bare.replace(LEFT_OVER, '');
    }
    if (rest === before) break;
  }
  // If all of it is preamble ("Breaking news!"), it is the message.
  return rest === '' ? text : rest;
}

/** `AustralianFires2020` and `dont_panic` as words. */
function splitTag(tag: string): string {
  return tag
    .replaceAll('_', ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/(\p{N})(\p{L})/gu, '$1 $2');
}

/**
 * The first link of a message.
 *
 * @returns an http or https URL without a fragment, closing marks left out; nothing if there is none
 */
export function toFirstLink(message: string): string | undefined {
  const [link] = /https?:\/\/[^\s<>"'“”«»]+/iu.exec(message) ?? [];
  const url = URL.parse(link?.replace(/[.,!?)\]}]+$/u, '') ?? '');
  if (url) url.hash = '';
  return url?.href;
}
