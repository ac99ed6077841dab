/**
 * Preloaded into a process (`node --import`): its clock on the wall jumps by the next of `CLOCK_JUMPS` (ms, with commas between) at each
 * SIGUSR2, for everything in it, libraries included. What measures time by itself (timers, `performance.now`) goes on, as it does when a
 * machine's clock is set.
 */
const jumps = (process.env.CLOCK_JUMPS ?? '').split(',').map(Number);
const wall = globalThis.Date;
let aheadMs = 0;

globalThis.Date = new Proxy(wall, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [wall.now() + aheadMs] : args, newTarget),
  get: (target, name, receiver) => (name === 'now' ? () => wall.now() + aheadMs : Reflect.get(target, name, receiver)),
});

process.on('SIGUSR2', () => {
  aheadMs += jumps.shift() ?? 0;
  process.stderr.write(`The clock is ${aheadMs} ms ahead.\n`);
});
