import type { CommandRequest } from '../../commands/request.ts';
import type { RightsCheck, RouterOptions } from '../../commands/router.ts';
import type { JobIntake } from '../../src/bot/chat-adapter.ts';
import type { Job } from '../../src/bot/job.ts';
import type { Address, Placeholder } from './address.ts';
import { toFault } from './errors.ts';
import { isAnswered } from './outcomes.ts';

export interface TakeOnOptions {
  service: JobIntake;
  onFault: RouterOptions['onFault'];
}

/** What a slow request is told, by whatever way it came. */
export interface Intake {
  request: CommandRequest;
  address: Address;
  can: RightsCheck;
  /** Says that an answer will come. @returns the message that will hold it, if there is one */
  acknowledge(job: Job): Promise<Placeholder | undefined>;
  /** Says that it could not be taken on. */
  apologise(): Promise<void>;
}

/** Takes slow requests on: written down first, then acknowledged, then begun. From the first step on each gets its answer. */
export function createTakeOn({ service, onFault }: TakeOnOptions) {
  return async ({ request, address, can, acknowledge, apologise }: Intake): Promise<void> => {
    const { platform, command, id } = request;
    const report = (error: unknown) => onFault(toFault(error), { platform, command, id });
    let job: Job | undefined;
    try {
      job = await service.accept(request, address, can);
    } catch (error) {
      report(error);
      return apologise().catch(report);
    }
    if (!job) return;
    try {
      const placeholder = await acknowledge(job);
      if (placeholder) await service.notePlaceholder(job, { ...placeholder });
    } catch (error) {
      // Too late, or Discord is in trouble: the answer finds another way.
      if (!isAnswered(error)) report(error);
    }
    service.begin(job);
  };
}
