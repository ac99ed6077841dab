import type { PriorCheck } from '../src/checks/prior-checks.ts';
import { toCard } from '../src/core/card/to-card.ts';
import { shorten } from '../src/core/text/legible.ts';
import type { Locale } from '../src/core/text/locale.ts';
import type { Suggestion } from './command.ts';

/** Discord's limit for both parts of a choice. Source: https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure */
const LONGEST = 100;

/** What is offered while somebody types. A claim whose name is too long to be sent back is left out. */
export function toSuggestions(found: readonly PriorCheck[], locale: Locale): Suggestion[] {
  return found
    .map(({ check, name }) => {
      const card = toCard({ check }, locale);
      return { label: shorten(`${card.symbol} ${card.heading}: ${card.claim}`, LONGEST), text: name, card };
    })
    .filter(({ text }) => text.length <= LONGEST);
}
