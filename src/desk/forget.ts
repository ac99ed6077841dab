import type { JobRunner } from './job-runner.ts';
import type { KeptResults } from './kept-results.ts';
import type { Office } from './office.ts';
import type { RetentionStore } from './ports.ts';

export interface ForgetOptions {
  retention: Pick<RetentionStore, 'forgetPerson'>;
  kept: Pick<KeptResults, 'forget'>;
  ended: JobRunner['ended'];
  /** Waited for before the bot stops; never rejects. */
  later(work: Promise<void>): void;
  onFault(error: unknown): void;
}

/** Makes `Office.forget`. What a request that is on its way writes down until it has its answer is removed after that. */
export function createForget({ retention, kept, ended, later, onFault }: ForgetOptions): Office['forget'] {
  return async (platform, personId, privateChatId) => {
    const remove = async () => {
      await kept.forget(platform, personId);
      await retention.forgetPerson(platform, personId, privateChatId);
    };
    await remove();
    const last = ended(platform, personId);
    if (last) later(last.then(remove).catch(onFault));
  };
}
