import { type AutocompleteInteraction, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { ON_CARD } from '../../commands/card-buttons.ts';
import type { PlatformRight } from '../../commands/command.ts';
import type { CommandRequest } from '../../commands/request.ts';
import type { RouterOptions } from '../../commands/router.ts';
import type { Answers, JobIntake } from '../../src/bot/chat-adapter.ts';
import { createTakeOn } from '../../src/bot/take-on.ts';
import { defined } from '../../src/core/defined.ts';
import { createTurns } from '../../src/shared/async.ts';
import { type InteractionAddress, isOverCard, isWhispered } from './address.ts';
import type { Calls } from './api.ts';
import { findChecked, toMessageLink } from './checked-link.ts';
import { toFault } from './errors.ts';
import { clipPlain } from './escape.ts';
import { type AnswerableInteraction, isByUser, toFacts } from './facts.ts';
import { CHOICE, CHOICES } from './limits.ts';
import type { UserLocales } from './locales.ts';
import type { MessageBody } from './message.ts';
import { isAnswered, isMessageGone } from './outcomes.ts';
import type { Pinner } from './pin.ts';
import { renderApology } from './render.ts';
import { isOnPanel, toCommandRequest } from './request.ts';
import { holdsRight } from './rights.ts';

export interface AnswerOptions {
  service: JobIntake & Answers;
  calls: Calls;
  pinner: Pinner;
  userLocales: UserLocales;
  /** Called with every fault as codes: never a token, never somebody's words. */
  onFault: RouterOptions['onFault'];
}

const PINNING = new Set(['pin', 'unpin']);

/** Answers interactions. None of the methods rejects. */
export function createAnswerer({ service, calls, pinner, userLocales, onFault }: AnswerOptions) {
  const turns = createTurns();
  const report = (error: unknown, { platform, command, id }: CommandRequest) =>
    onFault(toFault(error), { platform, command, id });
  const takeOn = createTakeOn(service, report);

  /** In direct messages with the bot, both sides have every right. */
  const toCan = (interaction: AnswerableInteraction) => async (right: PlatformRight) =>
    interaction.context === InteractionContextType.BotDM || holdsRight(interaction.memberPermissions, right);

  function toAddress(interaction: AnswerableInteraction, request: CommandRequest): InteractionAddress {
    const { applicationId, token, channelId } = interaction;
    const overCard = interaction.isButton() && ON_CARD.has(request.command) && request.posting;
    const checked = toChecked(interaction, request);
    return {
      kind: 'interaction',
      applicationId,
      token,
      userId: request.actorId,
      ...(channelId === null ? {} : { channelId }),
      byUser: isByUser(interaction),
      ...defined({ checked }),
      ...(overCard ? { card: { messageId: overCard.messageId, ephemeral: request.private === true } } : {}),
    };
  }

  /** The message whose menu was used; for a click on a card, the link that the card already has. A private chat needs none. */
  function toChecked(interaction: AnswerableInteraction, { chat }: CommandRequest): string | undefined {
    if (interaction.isButton()) return findChecked(interaction.message.content);
    if (!interaction.isMessageContextMenuCommand() || chat.kind !== 'group') return undefined;
    return toMessageLink(chat.groupId, interaction.channelId, interaction.targetId);
  }

  async function take(interaction: AnswerableInteraction, request: CommandRequest, signal: AbortSignal) {
    const { id, token } = interaction;
    const address = toAddress(interaction, request);
    const can = toCan(interaction);
    const goOn = await takeOn({
      ...{ request: { ...request, mayPin: await can('pin') }, address: { ...address }, can, isWritten: false },
      async acknowledge(job) {
        const overCard = isOverCard(address, job);
        try {
          const messageId = await calls.acknowledge(id, token, { overCard, ephemeral: isWhispered(job) });
          const { channelId } = address;
          return messageId !== undefined && channelId !== undefined && !overCard ? { channelId, messageId } : undefined;
        } catch (error) {
          if (!isAnswered(error)) throw error;
          return undefined;
        }
      },
      apologise: () => calls.respond(id, token, renderApology(request.locale)),
    });
    await goOn?.(signal);
  }

  /** Acknowledges the interaction, asks the bot service, and shows its reply. */
  async function answerNow(interaction: AnswerableInteraction, request: CommandRequest, signal: AbortSignal) {
    const { applicationId, token } = interaction;
    const key = { applicationId, token };
    const inGroup = request.chat.kind === 'group';
    const onPanel = interaction.isButton() && isOnPanel(interaction.customId);
    const ephemeral = inGroup && service.isForAsker(request.command);
    try {
      await calls.acknowledge(interaction.id, token, { overCard: onPanel, ephemeral });
    } catch (error) {
      // If this was our own attempt whose response was lost, the bot service does not know the event yet, and answers it.
      if (!isAnswered(error)) return report(error, request);
    }
    const show = async (body: MessageBody) => void (await calls.editOriginal(key, body, signal));
    const decide = async () => {
      const reply = await service.answerNow({ ...request, alone: ephemeral }, toCan(interaction), signal);
      const botMayPin = interaction.appPermissions.has(PermissionFlagsBits.PinMessages) && !isByUser(interaction);
      return reply && pinner.carryOut(reply, request, botMayPin, signal);
    };
    try {
      // Of two simultaneous pins, the second sees the first one's card pinned, and replaces it.
      const body = PINNING.has(request.command) ? await turns.take(request.chat.id, decide) : await decide();
      if (body) await show(body);
    } catch (error) {
      if (isMessageGone(error)) return;
      report(error, request);
      await calls.editOriginal(key, renderApology(request.locale), LAST_WORDS()).catch((late) => report(late, request));
    }
  }

  return {
    async answer(interaction: AnswerableInteraction, signal: AbortSignal): Promise<void> {
      const request = toCommandRequest(toFacts(interaction));
      if (request.command === 'forget') userLocales.forget(request.actorId);
      else userLocales.note(request.actorId, request.locale);
      try {
        if (service.isSlow(request.command)) await take(interaction, request, signal);
        else await answerNow(interaction, request, signal);
      } catch (error) {
        report(error, request);
      }
    },

    /** Suggests what was typed, then prior checks; nothing if the answer would come too late. */
    async suggest(interaction: AutocompleteInteraction, signal: AbortSignal): Promise<void> {
      try {
        const request = toCommandRequest(toFacts(interaction));
        const found = await service.suggest(request, CHOICES, signal);
        const typed = service.isSlow(request.command) ? [{ label: request.text, text: request.text.trim() }] : [];
        const choices = [...typed, ...found.filter(({ text }) => text !== typed[0]?.text)]
          .map(({ label, text }) => ({ name: clipPlain(label, CHOICE), value: text }))
          .filter(({ name, value }) => name !== '' && value !== '' && value.length <= CHOICE);
        await calls.offer(interaction.id, interaction.token, choices.slice(0, CHOICES));
      } catch {
        // The person keeps typing, and the next letter asks again.
      }
    },
  };
}

/** How long an answer that was cut short has to say so. */
const LAST_WORDS = () => AbortSignal.timeout(1_500);
