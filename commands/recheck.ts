import type { ChatStores } from '../src/chat/chat-stores.ts';
import { defined } from '../src/core/defined.ts';
import type { Answer, Scope } from '../src/core/types.ts';
import { toCardsReply, toRefusal, toStanding } from './card-reply.ts';
import type { Command, CommandContext } from './command.ts';

/** The *Re-check* button: decides every claim of its message again, under the same id. */
export function createRecheckCommand({ postings }: Pick<ChatStores, 'postings'>): Command {
  return {
    name: 'recheck',
    description: 'recheck.description',
    listed: false,
    slow: true,
    async run(request, context) {
      const { scope, locale } = context;
      const { answers: before, pinned } = await toStanding(postings, request, context);
      if (before.length === 0) return toRefusal(locale.t('recheck.title'), locale.t('recheck.unknown'));
      const answers: Answer[] = [];
      for (const answer of before) answers.push(await decideAgain(answer, request.actorId, context, scope));
      return toCardsReply(answers, locale, { ...request, pinned });
    },
  };
}

async function decideAgain(
  { check, asked }: Answer,
  askerId: string,
  { checkService, signal, onStage }: CommandContext,
  scope: Scope,
): Promise<Answer> {
  const options = { again: true, askerId, ...defined({ onStage, saidAt: check.claim.claimDate }) };
  const made = await checkService.check(asked ?? check.claim.text, scope, signal, options);
  const answer = made.find((one) => one.check.id === check.id) ?? made[0];
  return answer ? { ...defined({ asked }), ...answer } : { check };
}
