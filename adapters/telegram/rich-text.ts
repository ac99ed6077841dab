import type { Message, RichBlock, RichBlockCaption, RichText } from 'grammy/types';

/** The words of a message made of blocks (Bot API, RichMessage), one line per block, without buttons. */
export function toRichWords({ blocks }: NonNullable<Message['rich_message']>): string {
  return blocks
    .flatMap((block) => [...toLines(block)])
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function* toLines(block: RichBlock): Generator<string> {
  if (block.type === 'buttons' || block.type === 'thinking') return;
  if ('text' in block) yield toWords(block.text);
  if ('summary' in block) yield toWords(block.summary);
  if ('cells' in block) for (const row of block.cells) yield row.map(({ text = '' }) => toWords(text)).join(' ');
  const parts = 'items' in block ? block.items.flatMap(({ blocks }) => blocks) : 'blocks' in block ? block.blocks : [];
  for (const part of parts) yield* toLines(part);
  if ('caption' in block && block.caption !== undefined) yield toWords(block.caption);
}

/** A caption is a text with its author; only the text is used. */
function toWords(text: RichText | RichBlockCaption): string {
  if (typeof text === 'string') return text;
  if (Array.isArray(text)) return text.map(toWords).join('');
  if ('text' in text) return toWords(text.text);
  if ('alternative_text' in text) return text.alternative_text;
  return 'expression' in text ? text.expression : '';
}
