import type { Mark, Piece } from './page/views.ts';

/** Signs around a text, the longer ones first. https://discord.com/developers/docs/reference#message-formatting */
const AROUND: readonly (readonly [string, Mark])[] = [
  ['**', 'strong'],
  ['__', 'u'],
  ['~~', 's'],
  ['||', 'spoiler'],
  ['*', 'em'],
  ['_', 'em'],
];
const ESCAPED = /^\\([^0-9A-Za-z\s])/;
const MASKED = /^\]\(<?(https?:\/\/[^\s<>()]+)>?\)/;
const BARE = /^(?:<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<>]+))/;
const MENTION = /^<@!?(\d+)>/;

/** What a mention shows. */
type NameOf = (id: string) => string | undefined;

/** Discord's markdown, as far as its reader shows it and this bot or a person in the demo may write it. Pure. */
export function parseMarkdown(source: string, nameOf: NameOf = () => undefined): Piece[] {
  const pieces: Piece[] = [];
  let quoted: string[] = [];
  // A block ends its line by itself, so that no other end of line stands behind it.
  let afterBlock = true;
  const endQuote = () => {
    if (quoted.length === 0) return;
    pieces.push({ as: 'quote', inside: parseLine(quoted.join('\n'), nameOf) });
    quoted = [];
    afterBlock = true;
  };
  for (const line of source.split('\n')) {
    const [, quote] = /^> (.*)$/.exec(line) ?? [];
    if (quote !== undefined) {
      quoted.push(quote);
      continue;
    }
    endQuote();
    const [, sign, rest = ''] = /^(#{1,3}|-#) (.*)$/.exec(line) ?? [];
    if (sign) pieces.push({ as: sign === '-#' ? 'small' : 'heading', inside: parseLine(rest, nameOf) });
    else pieces.push(...(afterBlock ? [] : ['\n']), ...parseLine(line, nameOf));
    afterBlock = sign !== undefined;
  }
  endQuote();
  return pieces;
}

function parseLine(source: string, nameOf: NameOf): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  let at = 0;
  const push = (piece: Piece, length: number) => {
    if (plain !== '') pieces.push(plain);
    plain = '';
    pieces.push(piece);
    at += length;
  };
  while (at < source.length) {
    const rest = source.slice(at);
    const escaped = ESCAPED.exec(rest);
    const link = parseLink(rest, nameOf);
    const mention = MENTION.exec(rest);
    const marked = AROUND.find(([sign]) => rest.startsWith(sign) && findEnd(rest, sign) > 0);
    if (escaped) {
      plain += escaped[1];
      at += 2;
    } else if (link) push(link.piece, link.length);
    else if (mention?.[1])
      push({ as: 'mention', inside: [`@${nameOf(mention[1]) ?? 'unknown-user'}`] }, mention[0].length);
    else if (rest.startsWith('`') && rest.indexOf('`', 1) > 1) {
      const end = rest.indexOf('`', 1);
      push({ as: 'code', inside: [rest.slice(1, end)] }, end + 1);
    } else if (marked) {
      const [sign, as] = marked;
      const end = findEnd(rest, sign);
      push({ as, inside: parseLine(rest.slice(sign.length, end), nameOf) }, end + sign.length);
    } else {
      plain += source[at];
      at += 1;
    }
  }
  if (plain !== '') pieces.push(plain);
  return pieces;
}

/** Where the sign comes again, with something before it; 0 where it does not. Of `***`, the inner sign ends first. */
function findEnd(source: string, sign: string): number {
  for (let at = sign.length; at < source.length; at++) {
    if (source[at] === '\\') at += 1;
    else if (sign.length === 1 && source.startsWith(sign + sign, at)) at += 1;
    else if (at > sign.length && source.startsWith(sign, at)) {
      while (sign.length > 1 && source.startsWith(sign, at + 1)) at += 1;
      return at;
    }
  }
  return 0;
}

function parseLink(rest: string, nameOf: NameOf): { piece: Piece; length: number } | undefined {
  const bare = BARE.exec(rest);
  if (bare) {
    const href = bare[1] ?? bare[2] ?? '';
    return { piece: { as: 'link', href, inside: [href] }, length: bare[0].length };
  }
  const end = rest.startsWith('[') ? findEnd(rest, ']') : 0;
  const masked = end > 0 ? MASKED.exec(rest.slice(end)) : null;
  if (!masked?.[1]) return undefined;
  const inside = parseLine(rest.slice(1, end), nameOf);
  return { piece: { as: 'link', href: masked[1], inside }, length: end + masked[0].length };
}
