import type { Check, Scope } from '../src/core/types.ts';
import type { Office } from '../src/desk/office.ts';
import { toCardsReply, toRefusal } from './card-reply.ts';
import type { Command, CommandContext, CommandRequest } from './command.ts';

/** The *Re-check* button: every claim of its message is decided anew, under the same id. */
export function createRecheckCommand({ postings }: Pick<Office, 'postings'>): Command {
  return {
    name: 'recheck',
    description: 'recheck.description',
    listed: false,
    slow: true,
    async run(request, context) {
      const { desk, scope, locale } = context;
      const before = await Promise.all((await toIds(request)).map((id) => desk.find(id, scope)));
      const known = before.filter((check) => check !== undefined);
      if (known.length === 0) return toRefusal(locale.t('recheck.title'), locale.t('recheck.unknown'));
      const checks: Check[] = [];
      for (const check of known) checks.push(await decideAgain(check, context, scope));
      return toCardsReply(checks, locale, request);
    },
  };

  /** All that stand in the message of the button: it is going to be written anew. */
  async function toIds({ platform, text, posting }: CommandRequest): Promise<string[]> {
    const standing = posting && (await postings.at(platform, posting.chatId, posting.messageId));
    return standing?.checkIds.includes(text) ? standing.checkIds : [text];
  }
}

async function decideAgain(check: Check, { desk, signal, onStage }: CommandContext, scope: Scope): Promise<Check> {
  const options = { again: true, ...(onStage ? { onStage } : {}) } as const;
  const made = await desk.check(check.claim.text, scope, signal, options);
  return made.find(({ id }) => id === check.id) ?? made[0] ?? check;
}
