import { randomBytes, randomUUID } from 'node:crypto';
import type { PassedOn } from '../../commands/privacy.ts';
import type { RouterOptions } from '../../commands/router.ts';
import type { JobQueue } from '../bot/job.ts';
import { newCheckId } from '../checks/check-service.ts';
import type { Config } from '../config/config.ts';
import { canSearch } from '../config/research-config.ts';
import { defined } from '../core/defined.ts';
import type { FailureLog } from '../providers/http/failure-log.ts';
import type { App } from './app.ts';
import { type Chat, type ChatOptions, createChat } from './chat.ts';
import { openImageReader } from './research.ts';

/** 144 random bits: nobody guesses a token in a link. */
const TOKEN_BYTES = 18;

/** The check service and the commands of the chat platforms, on an open app. */
export interface Served extends Chat, JobQueue {
  /** Closes the picture reader; call it after `stop`. */
  close(): Promise<void>;
}

/** Connects the app with what chat platforms need. */
export async function openChat(
  app: App,
  { research, chat: { moderators } }: { research: Config['research']; chat: Pick<Config['chat'], 'moderators'> },
  onFault: RouterOptions['onFault'],
  { failures, onPosted, role }: { failures?: FailureLog } & Pick<ChatOptions, 'onPosted' | 'role'> = {},
): Promise<Served> {
  const images = await openImageReader(research, fetch, app.budget, failures);
  const { checks, archives, meta, confirmations, postings, retention, spending, keyv, atomically } = app.store;
  const jobs = await app.store.openJobs((error) => onFault(error, { platform: '', command: 'jobs', id: '' }));
  const chat = createChat({
    checkService: app.checkService,
    checks,
    archives,
    meta,
    confirmations,
    words: app.words,
    operators: moderators,
    jobs,
    postings,
    retention,
    spending,
    keyv,
    atomically,
    images,
    passedOn: toPassedOn(research),
    onFault,
    ...defined({ onPosted, role, dispatch: jobs.dispatch, leases: app.store.leases }),
    now: () => new Date(),
    newCheckId,
    newJobId: randomUUID,
    newToken: () => randomBytes(TOKEN_BYTES).toString('base64url'),
    random: Math.random,
  });
  return { ...chat, queued: jobs.queued, close: () => images.close() };
}

/** The operator's own documents do not count: searching them passes nothing on. */
function toPassedOn(research: Config['research']): PassedOn {
  const { model, vision } = research;
  const models = [model?.name, model?.checkName].filter((name) => name !== undefined);
  return {
    searches: canSearch(research, false),
    models: [...new Set(models)],
    pictures: vision && model ? 'model' : 'here',
  };
}
