import { GrammyError } from 'grammy';
import { ClaimcheckError } from '../../src/shared/errors.ts';
import type { Finding } from '../../src/shared/finding.ts';
import { toStartFault } from './errors.ts';
import { type Connection, createApi, toUnheard } from './log-in.ts';
import { type ApiSignal, toApiSignal } from './message-sender.ts';
import { askRight } from './rights.ts';

const WHAT = 'Telegram';
/** Each costs up to three calls. */
const MOST_GROUPS = 10;

interface ExamineOptions {
  token: string;
  apiRoot?: string | undefined;
  mentions: boolean;
  guests: boolean;
  /** TELEGRAM_WEBHOOK_URL; absent with long polling. */
  webhookUrl?: string | undefined;
  /** Ids of groups in which the bot answered. */
  groups: readonly string[];
}

/** Asks Telegram about a bot without changing anything. Waiting messages stay in the queue, so that a running bot is not disturbed. */
export async function examineTelegram(options: ExamineOptions, signal: AbortSignal): Promise<Finding[]> {
  const connection: Connection = { token: options.token, apiRoot: options.apiRoot ?? 'https://api.telegram.org' };
  const api = createApi(connection);
  const patience = toApiSignal(signal);
  try {
    const me = await api.getMe(patience);
    const unheard = toUnheard(me, options).map((text): Finding => {
      const standing = text.startsWith('to offer') ? 'ok' : 'warn';
      return { standing, what: WHAT, text: `${text}.` };
    });
    const connected: Finding = {
      standing: 'ok',
      what: WHAT,
      text: `the token belongs to @${me.username}. If the log says “Another process is reading the messages of this Telegram bot”, stop that process, or create a separate bot for it.`,
    };
    const webhook = toWebhookFindings(await api.getWebhookInfo(patience), options.webhookUrl);
    return [connected, ...unheard, ...webhook, ...(await examineRights(options.groups, api, String(me.id), patience))];
  } catch (error) {
    signal.throwIfAborted();
    return [
      { standing: 'FAIL', what: WHAT, ...toTrouble(toStartFault(error, new URL(connection.apiRoot).host), error) },
    ];
  }
}

function toTrouble(fault: unknown, error: unknown): Pick<Finding, 'text' | 'said'> {
  const said = error instanceof GrammyError ? error.description : undefined;
  const text =
    fault instanceof ClaimcheckError
      ? fault.message
      : 'the server does not answer like the Bot API: check TELEGRAM_API_ROOT.';
  return { text, said };
}

type WebhookInfo = Awaited<ReturnType<ReturnType<typeof createApi>['getWebhookInfo']>>;

function toWebhookFindings(
  { url = '', last_error_message: said, pending_update_count: waiting }: WebhookInfo,
  wanted?: string,
) {
  const host = URL.parse(url)?.host ?? 'another server';
  const findings: Finding[] = [];
  const warn = (text: string, words?: string) =>
    findings.push({ standing: 'warn', what: 'Telegram webhook', text, said: words });
  if (url !== '' && wanted === undefined) {
    warn(`a webhook is set, so messages go to ${host}: npm start removes it. If it comes back, find out what sets it.`);
  } else if (wanted !== undefined && url !== wanted) {
    warn(
      `messages do not reach TELEGRAM_WEBHOOK_URL yet; they ${url === '' ? 'wait at Telegram' : `go to ${host}`}: npm start sets the webhook.`,
    );
  } else if (wanted !== undefined && said !== undefined) {
    warn('Telegram recently failed to deliver messages: check the proxy in front of TELEGRAM_WEBHOOK_PORT.', said);
  }
  if (waiting > 0) {
    const many = waiting === 1 ? 'one message is waiting' : `${waiting} messages are waiting`;
    findings.push({ standing: 'ok', what: WHAT, text: `${many} for the bot to start.` });
  }
  return findings;
}

async function examineRights(
  groups: readonly string[],
  api: ReturnType<typeof createApi>,
  botId: string,
  signal: ApiSignal,
): Promise<Finding[]> {
  const asked = groups.slice(0, MOST_GROUPS);
  const mayPin = await Promise.all(asked.map((id) => askRight(api, botId, 'pin', id, signal).catch(() => true)));
  const without = mayPin.filter((may) => !may).length;
  if (without === 0) return [];
  return [
    {
      standing: 'warn',
      what: 'Telegram rights',
      text: `the bot cannot pin in ${without} of ${asked.length} groups that it answered in recently: make it an administrator there with the right “Pin Messages”, or do not use Pin. Anyone who presses Pin also needs the right to pin.`,
    },
  ];
}
