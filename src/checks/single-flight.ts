/** Runs work once that several callers request at the same time. */
export interface SingleFlight<T, Event> {
  /**
   * Joins the work under this key, or begins it.
   * @param onEvent called with the work's events from now on
   * @throws the signal's reason as soon as it is aborted; the work itself is aborted only after all callers have left
   */
  run(key: string, work: FlightWork<T, Event>, signal: AbortSignal, onEvent?: (event: Event) => void): Promise<T>;
}

type FlightWork<T, Event> = (signal: AbortSignal, tell: (event: Event) => void) => Promise<T>;

interface Flight<T, Event> {
  result: Promise<T>;
  listeners: Set<((event: Event) => void) | undefined>;
  abort: AbortController;
  askers: number;
}

/** Creates an empty one. Results are not kept: a call after the end begins anew. */
export function createSingleFlight<T, Event>(): SingleFlight<T, Event> {
  const flights = new Map<string, Flight<T, Event>>();

  function begin(key: string, work: FlightWork<T, Event>): Flight<T, Event> {
    const abort = new AbortController();
    const listeners: Flight<T, Event>['listeners'] = new Set();
    const tell = (event: Event) => {
      for (const listener of listeners) listener?.(event);
    };
    const result = work(abort.signal, tell);
    const flight = { result, listeners, abort, askers: 0 };
    const leave = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flights.set(key, flight);
    result.then(leave, leave);
    return flight;
  }

  return {
    run(key, work, signal, onEvent) {
      if (signal.aborted) return Promise.reject(signal.reason);
      const flight = flights.get(key) ?? begin(key, work);
      // Each caller is its own listener, even if two pass the same function.
      const listener = onEvent && ((event: Event) => onEvent(event));
      flight.listeners.add(listener);
      flight.askers += 1;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const abort = () => {
        reject(signal.reason);
        if (flight.askers === 1) {
          // Nobody can join work that is being aborted.
          if (flights.get(key) === flight) flights.delete(key);
          flight.abort.abort(signal.reason);
        }
      };
      signal.addEventListener('abort', abort, { once: true });
      flight.result.then(resolve, reject);
      const leave = () => {
        flight.askers -= 1;
        flight.listeners.delete(listener);
        signal.removeEventListener('abort', abort);
      };
      promise.then(leave, leave);
      return promise;
    },
  };
}
