import { z } from 'zod';
import type { Act, PersonId, Platform, Room } from './page/views.ts';

/** What somebody does, and where; nothing of it is trusted before it was read by this. */
export interface Doing {
  who: PersonId;
  platform: Platform;
  room: Room;
  act: Act;
}

const TEXT = z.string().max(5_000);
const NAME = z.string().min(1).max(100);
/** Discord's and Telegram's largest picture, 10 MB, in base64. */
const PICTURE = z.base64().min(1).max(14_000_000).exactOptional();
const PERSON = z.enum(['ana', 'ben', 'mia']);

const ACT = z.discriminatedUnion('do', [
  z
    .strictObject({ do: z.literal('say'), text: TEXT, replyTo: NAME.exactOptional(), picture: PICTURE })
    .refine(({ text, picture }) => picture !== undefined || /\S/.test(text)),
  z.strictObject({
    do: z.literal('slash'),
    name: NAME,
    text: TEXT,
    private: z.boolean().exactOptional(),
    picture: PICTURE,
  }),
  z.strictObject({ do: z.literal('app'), name: NAME, message: NAME }),
  z.strictObject({ do: z.literal('forward'), message: NAME }),
  z.strictObject({ do: z.literal('press'), message: NAME, button: NAME }),
  z.strictObject({ do: z.literal('start'), payload: z.string().regex(/^[\w-]{0,64}$/) }),
  z.strictObject({ do: z.literal('suggest'), name: z.string().max(100), text: TEXT }),
  z.strictObject({ do: z.literal('choose'), text: TEXT, result: NAME }),
]);

const DOING = z.strictObject({
  who: PERSON,
  platform: z.enum(['discord', 'telegram']),
  room: z.enum(['group', 'private']),
  act: ACT,
});

/** @returns nothing for what is not to be understood */
export function parseDoing(body: string): Doing | undefined {
  try {
    return DOING.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** @returns nothing for somebody who is not there */
export function parsePerson(name: string | null): PersonId | undefined {
  return PERSON.safeParse(name).data;
}
