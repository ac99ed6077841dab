import { MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { CommandReply, CommandRequest, Right } from '../../commands/command.ts';
import type { Router, RouterOptions } from '../../commands/router.ts';
import { toLocale } from '../../src/core/text/locale.ts';
import { type AnswerableInteraction, toFacts } from './facts.ts';
import { toDiscordCode, toFault } from './fault.ts';
import { type PinOutcome, pinMessage } from './pin.ts';
import { type MessagePayload, renderCard, renderLine, renderNotice } from './render.ts';
import { isForAskerOnly, toCommandRequest } from './request.ts';
import { holdsRight } from './rights.ts';

export interface AnswerOptions {
  router: Router;
  /** Told of every fault, by codes: never a token, never somebody's words. */
  onFault: RouterOptions['onFault'];
  /** Ends the work on this interaction: the bot stops, or Discord would not take an answer any more. */
  signal: AbortSignal;
}

const EPHEMERAL = MessageFlags.Ephemeral;
const SENTENCES = { pinned: undefined, forbidden: 'pin.failed', full: 'pin.full', gone: 'pin.unknown' } as const;

/**
 * Answers one interaction: acknowledges it at once, asks the router, shows its reply. Never rejects, and never leaves an
 * acknowledged interaction "thinking": what fails in the middle becomes the router's own notice of a fault.
 */
export async function answerInteraction(interaction: AnswerableInteraction, options: AnswerOptions): Promise<void> {
  const request = toCommandRequest(toFacts(interaction));
  const report = (error: unknown) =>
    options.onFault(toFault(error), { platform: request.platform, command: request.command, id: request.id });
  try {
    await interaction.deferReply(isForAskerOnly(request) ? { flags: EPHEMERAL } : {});
  } catch (error) {
    // Too late (10062), or answered by another process (40060): there is nobody left to tell but the operator.
    report(error);
    return;
  }
  try {
    const can = async (right: Right) => holdsRight(interaction.memberPermissions, right);
    const reply = await untilAborted(options.router.handle(request, can, options.signal), options.signal);
    await sendReply(interaction, request, reply);
  } catch (error) {
    report(error);
    const { t } = toLocale(request.locale);
    const title = t('router.fault.title');
    const notice = renderNotice({ tone: 'refusal', title, lines: [t('router.fault.body')] });
    await sendToAsker(interaction, notice).catch(report);
  }
}

async function sendReply(interaction: AnswerableInteraction, request: CommandRequest, reply: CommandReply) {
  const { t } = toLocale(request.locale);
  if (reply.kind === 'notice') {
    const payload = renderNotice(reply);
    if (reply.tone === 'refusal') await sendToAsker(interaction, payload);
    else await interaction.editReply(payload);
  } else if (reply.kind === 'pin') {
    const outcome = await pinCard(interaction);
    const sentence = SENTENCES[outcome];
    await interaction.editReply(renderLine(sentence ? t(sentence) : reply.done));
  } else {
    // In private there is nobody to pin for, and an ephemeral message cannot be pinned.
    const pin = request.chat.kind === 'group' && !interaction.ephemeral ? t('pin.button') : undefined;
    const [first, ...further] = reply.cards;
    if (!first) throw new Error('a reply without cards');
    await interaction.editReply(renderCard(first, pin));
    for (const card of further) {
      await interaction.followUp({ ...renderCard(card, pin), ...(interaction.ephemeral ? { flags: EPHEMERAL } : {}) });
    }
  }
}

async function pinCard(interaction: AnswerableInteraction): Promise<PinOutcome> {
  if (!interaction.isButton()) return 'gone';
  const { message } = interaction;
  return pinMessage(interaction.client.rest, message.channelId, message.id);
}

/**
 * Shows something to the asker alone. An acknowledgement that everyone sees cannot become private: it is taken away, and a
 * private message is sent in its place (before that it would only fill the public one). A card that already stands stays.
 */
async function sendToAsker(interaction: AnswerableInteraction, payload: MessagePayload): Promise<void> {
  if ((interaction.ephemeral || !interaction.inGuild()) && !interaction.replied) {
    await interaction.editReply(payload);
    return;
  }
  if (!interaction.replied) {
    await interaction.deleteReply().catch((error: unknown) => {
      if (toDiscordCode(error) !== RESTJSONErrorCodes.UnknownMessage) throw error;
    });
  }
  await interaction.followUp({ ...payload, flags: EPHEMERAL });
}

/** Not every command minds its signal, and a person waits. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
