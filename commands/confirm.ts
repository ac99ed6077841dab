import type { ChatStores } from '../src/chat/chat-stores.ts';
import type { Word } from '../src/checks/confirmations.ts';
import { toCardsReply, toRefusal, toStanding } from './card-reply.ts';
import type { Command } from './command.ts';

/** The *Same claim* and *Not what I meant* buttons: they change one card, and leave the others in its message unchanged. */
export function createWordCommands(postings?: ChatStores['postings']): Command[] {
  return (['same', 'different'] as const).map((relation) => ({
    name: relation,
    description: relation === 'same' ? ('same.description' as const) : ('different.description' as const),
    listed: false,
    slow: true,
    byRole: true,
    async run(request, context) {
      const { checkService, scope, locale, signal, onStage } = context;
      const { platform, text: checkId, actorId: personId } = request;
      const role: Word['role'] = request.role ?? 'asker';
      const { answers: standing, pinned } = await toStanding(postings, request, context);
      const asked = standing.find(({ check }) => check.id === checkId)?.asked;
      const word = { checkId, relation, role, platform, personId, asked };
      const answer = await checkService.say(word, scope, signal, onStage ? { onStage } : {});
      if (typeof answer === 'string') return toRefusal(locale.t('same.title'), locale.t(`same.${answer}`));
      const answers = standing.map((one) => (one.check.id === checkId ? answer : one));
      return toCardsReply(answers, locale, { ...request, pinned });
    },
  }));
}
