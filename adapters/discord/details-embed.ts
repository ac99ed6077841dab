import type { DetailsReply } from '../../commands/reply.ts';
import { type CardMarks, ENGLISH_MARKS } from '../../src/core/card/marks.ts';
import { renderLink } from './card.ts';
import { escapeText } from './escape.ts';
import { EMBED_DESCRIPTION, EMBED_TITLE, EMBED_TOTAL, LONGEST_LINK } from './limits.ts';
import { type Embed, INFO_COLOUR, type MessageBody, NOTHING, sizeOf, toMessage } from './message.ts';

/** The longest line of a report; a paragraph of a model or publisher is rarely as long. */
const LINE = 900;
const SECTION_TITLE = 120;
/** Ends a report that did not fit. */
const MORE = '…';

/** A longer report as one message: sections in order, in as few embeds as possible. Pure; safe for any text. */
export function renderDetails({ title, sections, marks = ENGLISH_MARKS }: DetailsReply): MessageBody {
  const first: Embed = { title: escapeText(title, EMBED_TITLE) || NOTHING, description: '', color: INFO_COLOUR };
  const embeds = [first];
  let left = EMBED_TOTAL - sizeOf(first);
  let last = first;
  const add = (line: string): boolean => {
    const cost = line.length + 1;
    if (cost + MORE.length > left) return false;
    if ((last.description ?? '').length + cost + MORE.length > EMBED_DESCRIPTION) {
      last = { description: '', color: INFO_COLOUR };
      embeds.push(last);
    }
    last.description = last.description ? `${last.description}\n${line}` : line;
    left -= cost;
    return true;
  };
  const isWhole = sections.flatMap((section, at) => toLines(section, at, marks.quote)).every(add);
  if (!isWhole) last.description = `${last.description}${MORE}`;
  first.description ||= NOTHING;
  return toMessage(embeds);
}

/** Every section but the first has an empty line before its title, so that it is easy to find. */
function toLines(section: DetailsReply['sections'][number], at: number, [open, close]: CardMarks['quote']): string[] {
  const title = escapeText(section.title, SECTION_TITLE);
  const lines = section.lines.map(({ text, url, quoted }) => {
    if (url !== undefined) return renderLink(text, url, LONGEST_LINK);
    const shown = escapeText(text, LINE);
    return quoted && shown ? `> ${open}${shown}${close}` : shown;
  });
  return [...(title ? [`${at > 0 ? '\n' : ''}**${title}**`] : []), ...lines.filter(Boolean)];
}
