import type { ChatStores } from '../src/chat/chat-stores.ts';
import { toSimilarOf } from '../src/core/card/similar.ts';
import { toCard } from '../src/core/card/to-card.ts';
import { toPressed, toUnknown } from './card-reply.ts';
import type { Command } from './command.ts';

/**
 * The *Similar* button: the cards of the similar checks that a card lists, for the asker alone. `text` is the check's id. A published fact check that
 * nobody has asked about yet has a card without an id.
 *
 * @param postings the posted cards: what an asker said about a card is shown only there
 */
export function createSimilarCommand(postings?: ChatStores['postings']): Command {
  return {
    name: 'similar',
    description: 'desk.similar.description',
    listed: false,
    forAsker: true,
    async run(request, context) {
      const { checkService, scope, locale } = context;
      const answer = await toPressed(postings, request, context);
      const similar = answer ? toSimilarOf(answer.check) : [];
      const opened = await Promise.all(similar.map(({ kind, id }) => checkService.open(`${kind}:${id}`, scope)));
      const cards = opened.filter((check) => check !== undefined).map((check) => toCard({ check }, locale));
      if (cards.length === 0) return toUnknown(locale);
      return { kind: 'cards', cards, private: true, locale: locale.tag };
    },
  };
}
