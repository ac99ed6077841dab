import { parentPort } from 'node:worker_threads';
import { OutOfReach } from '../../core/out-of-reach.ts';
import { parsePage, type RawPage } from './parse-page.ts';
import type { ParseAnswer } from './parse-pool.ts';

/** The worker thread's side of `createParsePool`; parses one page at a time. */
const port = parentPort;
port?.on('message', async (raw: RawPage) => {
  let answer: ParseAnswer;
  try {
    answer = { page: await parsePage(raw) };
  } catch (error) {
    answer = error instanceof OutOfReach ? { why: error.why, message: error.message } : { why: 'not-a-page' };
  }
  port.postMessage(answer);
});
port?.postMessage('ready');
