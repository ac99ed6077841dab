import type { CommandReply } from './command.ts';
import type { Reply } from './reply.ts';

/** A reply for who has no buttons, and no messages to come back to: panels and details become lines of text. */
export function toPlain(reply: Reply): CommandReply {
  switch (reply.kind) {
    case 'panel':
      return { kind: 'notice', tone: 'info', title: reply.title, lines: reply.lines };
    case 'unpin':
      return { kind: 'notice', tone: 'info', title: reply.done, lines: [] };
    case 'details': {
      const lines = reply.sections.flatMap((section) => [
        section.title,
        ...section.lines.map(({ text, url }) => (url === undefined ? text : `${text} ${url}`)),
      ]);
      return { kind: 'notice', tone: 'info', title: reply.title, lines };
    }
    default:
      return reply;
  }
}
