import type { CommandRequest } from '../../commands/request.ts';
import type { RightsCheck } from '../../commands/router.ts';
import type { JobIntake } from './chat-adapter.ts';
import type { Job, Json } from './job.ts';

/** A slow request, and how its asker is told, whatever way it came. */
export interface Intake {
  request: CommandRequest;
  address: Json;
  can: RightsCheck;
  /** The asker wrote a message, and may have forwarded what it is about as a separate one. */
  isWritten: boolean;
  /** Announces an answer. @returns the message that will hold it, if there is one */
  acknowledge(job: Job, signal: AbortSignal): Promise<Json | undefined>;
  /** Tells the asker that the request could not be accepted. */
  apologise(signal: AbortSignal): Promise<void>;
}

/**
 * Accepts slow requests. When this resolves, the request is stored; the returned function acknowledges and begins it. Once stored, every request
 * gets its answer.
 *
 * @param onFault called with every fault; the functions reject only with the signal's reason
 * @returns undefined if there is nothing to do
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
        // It is too late, or the platform has trouble: the answer will come another way.
        if (!signal.aborted) report(error);
      }
      service.begin(taken);
    };
  };
}
