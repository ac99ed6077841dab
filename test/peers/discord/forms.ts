import { z } from 'zod';
import { refuse, refuseForm } from './refusal.ts';
import type { World } from './world.ts';

/** Text as Discord takes it: not blank, and not beyond its limit. */
const text = (longest: number) => z.string().max(longest).regex(/\S/, 'This field is required');
const optional = (longest: number) => z.string().max(longest).nullish();
const link = z.string().regex(/^https?:\/\/\S+$/, 'Not a well formed URL.');

const EMBED = z.strictObject({
  title: optional(256),
  description: optional(4_096),
  url: link.optional(),
  color: z.int().min(0).max(0xffffff).nullish(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  footer: z.strictObject({ text: text(2_048), icon_url: link.optional() }).optional(),
  author: z.strictObject({ name: text(256), url: link.optional(), icon_url: link.optional() }).optional(),
  fields: z
    .array(z.strictObject({ name: text(256), value: text(1_024), inline: z.boolean().optional() }))
    .max(25)
    .optional(),
});

const BUTTON = z
  .strictObject({
    type: z.literal(2),
    style: z.int().min(1).max(5),
    label: z.string().min(1).max(80),
    custom_id: z.string().min(1).max(100).optional(),
    url: link.max(512).optional(),
    disabled: z.boolean().optional(),
  })
  .refine(
    (button) => (button.style === 5) === (button.url !== undefined),
    'A url is for link buttons, and they need one',
  )
  .refine((button) => (button.style === 5) !== (button.custom_id !== undefined), 'A custom id was given or is missing');

const ROW = z.strictObject({ type: z.literal(1), components: z.array(BUTTON).min(1).max(5) });

const MESSAGE = z.strictObject({
  content: z.string().max(2_000).nullish(),
  tts: z.boolean().optional(),
  nonce: z.union([z.string().max(25), z.int()]).optional(),
  enforce_nonce: z.boolean().optional(),
  embeds: z.array(EMBED).max(10).nullish(),
  components: z.array(ROW).max(5).nullish(),
  allowed_mentions: z
    .strictObject({
      parse: z.array(z.enum(['roles', 'users', 'everyone'])).optional(),
      users: z.array(z.string()).max(100).optional(),
      roles: z.array(z.string()).max(100).optional(),
      replied_user: z.boolean().optional(),
    })
    .nullish(),
  flags: z.int().optional(),
  message_reference: z.strictObject({ message_id: z.string(), fail_if_not_exists: z.boolean().optional() }).optional(),
  attachments: z.array(z.unknown()).optional(),
});

export type MessageForm = z.infer<typeof MESSAGE>;

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits: over all embeds of a message. */
const EMBEDS_TOTAL = 6_000;

/**
 * Reads a message to be sent or edited, and refuses what Discord refuses. A message that could ping somebody is sent, and
 * noted as a violation of our own rule.
 */
export function readMessage(world: World, body: unknown, { mayBeEmpty }: { mayBeEmpty: boolean }): MessageForm {
  const form = read(MESSAGE, body);
  const ids = (form.components ?? []).flatMap((row) => row.components.map((button) => button.custom_id));
  if (new Set(ids).size < ids.length)
    throw refuseForm([{ path: ['components'], message: 'Component custom id cannot be duplicated' }]);
  const total = (form.embeds ?? []).reduce((sum, embed) => sum + sizeOf(embed), 0);
  if (total > EMBEDS_TOTAL)
    throw refuseForm([{ path: ['embeds'], message: `Embed size exceeds maximum size of ${EMBEDS_TOTAL}` }]);
  const shown = (form.content ?? '').trim() !== '' || (form.embeds ?? []).some((embed) => sizeOf(embed) > 0);
  if (!shown && !mayBeEmpty) throw refuse(50_006);
  const mentions = form.allowed_mentions;
  if (!mentions?.parse || mentions.parse.length > 0 || mentions.users?.length || mentions.roles?.length) {
    world.violations.push('a message without allowed_mentions { parse: [] }');
  }
  filter(world, JSON.stringify([form.content, form.embeds]));
  return form;
}

/** Both look into embeds as well, which is the stricter reading. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
function filter({ refused }: World, text: string): void {
  const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host = '']) => host);
  if (hosts.some((host) => refused.hosts.has(host))) throw refuse(240_000);
  if ([...refused.words].some((word) => text.includes(word))) throw refuse(200_000);
}

function sizeOf(embed: z.infer<typeof EMBED>): number {
  const fields = (embed.fields ?? []).flatMap(({ name, value }) => [name, value]);
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name, ...fields];
  return texts.reduce((sum, part) => sum + (part ?? '').trim().length, 0);
}

const SLASH_NAME = z.string().regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'Command name is invalid');
const LOWER = SLASH_NAME.refine((name) => name === name.toLowerCase(), 'Command name is invalid');
/** https://discord.com/developers/docs/reference#locales; there is no Arabic. */
const LOCALES =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko';
const localizations = <T extends z.ZodType>(one: T) => z.partialRecord(z.enum(LOCALES.split(' ')), one).nullish();
const PLACES = {
  // https://discord.com/developers/docs/interactions/application-commands#permissions: a bit set, as digits.
  default_member_permissions: z.string().regex(/^\d+$/).nullish(),
  contexts: z.array(z.int().min(0).max(2)).optional(),
  integration_types: z.array(z.int().min(0).max(1)).optional(),
};
const OPTION = z
  .strictObject({
    type: z.int().min(1).max(11),
    name: LOWER,
    name_localizations: localizations(LOWER),
    description: text(100),
    description_localizations: localizations(text(100)),
    required: z.boolean().exactOptional(),
    autocomplete: z.boolean().exactOptional(),
  })
  .refine(
    ({ type, autocomplete }) => autocomplete === undefined || [3, 4, 10].includes(type),
    'Autocomplete is for texts and numbers',
  );
const COMMAND = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal(1),
    name: LOWER,
    name_localizations: localizations(LOWER),
    description: text(100),
    description_localizations: localizations(text(100)),
    options: z.array(OPTION).max(25).optional(),
    ...PLACES,
  }),
  z.strictObject({
    type: z.literal(3),
    name: text(32),
    name_localizations: localizations(text(32)),
    description: z.literal('').optional(),
    description_localizations: z.strictObject({}).nullish(),
    options: z.array(OPTION).max(0).optional(),
    ...PLACES,
  }),
  // https://discord.com/developers/docs/interactions/application-commands#entry-point-commands
  z.strictObject({
    type: z.literal(4),
    id: z.string().optional(),
    name: text(32),
    name_localizations: localizations(text(32)),
    description: z.string().max(100).optional(),
    description_localizations: localizations(text(100)),
    handler: z.int().min(1).max(2),
    nsfw: z.boolean().optional(),
    ...PLACES,
  }),
]);

/** https://discord.com/developers/docs/interactions/application-commands#registering-a-command: of each type, by number. */
const MOST = { 1: 100, 3: 5, 4: 1 } as const;

/** Reads the list of all commands, and refuses what Discord refuses. */
export function readCommands(body: unknown): z.infer<typeof COMMAND>[] {
  const commands = read(z.array(COMMAND), body);
  for (const type of [1, 3, 4] as const) {
    const names = commands.filter((command) => command.type === type).map(({ name }) => name);
    if (new Set(names).size < names.length)
      throw refuseForm([{ path: [], message: 'Application command names must be unique' }]);
    if (names.length > MOST[type])
      throw refuseForm([{ path: [], message: 'Maximum number of application commands reached' }]);
  }
  return commands;
}

const CHOICES = z.strictObject({
  choices: z.array(z.strictObject({ name: text(100), value: z.string().min(1).max(100) })).max(25),
});

/** Reads what is offered while somebody types. */
export function readChoices(data: unknown): z.infer<typeof CHOICES>['choices'] {
  return read(CHOICES, data).choices;
}

const CALLBACK = z.strictObject({ type: z.int().min(1).max(12), data: z.record(z.string(), z.unknown()).optional() });

/** Reads the answer to an interaction; its `data` is read once its type is known. */
export function readCallback(body: unknown): z.infer<typeof CALLBACK> {
  return read(CALLBACK, body);
}

function read<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const result = schema.safeParse(body);
  if (!result.success) throw refuseForm(result.error.issues);
  return result.data;
}
