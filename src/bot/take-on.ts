import type { CommandRequest } from '../../commands/request.ts';
import type { RightsCheck } from '../../commands/router.ts';
import type { JobIntake } from './chat-adapter.ts';
import type { Job, Json } from './job.ts';

/** A slow request, and what its asker is told, by whatever way it came. */
export interface Intake {
  request: CommandRequest;
  address: Json;
  can: RightsCheck;
  /** Somebody wrote it, and may forward what it is about with it, as a message of its own. */
  isWritten: boolean;
  /** Says that an answer will come. @returns the message that will hold it, if there is one */
  acknowledge(job: Job, signal: AbortSignal): Promise<Json | undefined>;
  /** Says that it could not be taken on. */
  apologise(signal: AbortSignal): Promise<void>;
}

/**
 * Takes slow requests on: each is written down when this resolves, and is then acknowledged and begun by what it resolves with. From the
 * first step on each gets its answer.
 *
 * @param onFault told of every fault; nothing rejects but with the signal's reason
 * @returns nothing where there is nothing to do
 */
export function createTakeOn(service: JobIntake, onFault: (error: unknown, request: CommandRequest) => void) {
  return async (intake: Intake): Promise<((signal: AbortSignal) => Promise<void>) | undefined> => {
    const { request, address, can, isWritten, acknowledge, apologise } = intake;
    const report = (error: unknown) => onFault(error, request);
    let job: Job | undefined;
    try {
      job = await service.accept(request, address, can);
    } catch (error) {
      report(error);
      return (signal) => apologise(signal).catch(report);
    }
    const taken = job;
    if (!taken) return undefined;
    return async (signal) => {
      if (isWritten && !(await service.standsAlone(taken, signal))) return;
      try {
        const placeholder = await acknowledge(taken, signal);
        if (placeholder !== undefined) await service.notePlaceholder(taken, placeholder);
      } catch (error) {
        // Too late, or the platform is in trouble: the answer finds another way.
        if (!signal.aborted) report(error);
      }
      service.begin(taken);
    };
  };
}
