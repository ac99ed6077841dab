import { isLabelled } from '../shapes.ts';
import { sharesGuild } from './messages.ts';
import { toApiAsker, toApiAttachment, toApiMessage, toApiUser } from './payloads.ts';
import { may, toPermissions } from './permissions.ts';
import {
  type Attachment,
  type Channel,
  type Interaction,
  known,
  type Message,
  type RegisteredCommand,
  type User,
  type World,
} from './world.ts';

/** How people act: each is what a client sends to Discord, and arrives at the bot as an interaction. */
export interface People {
  /** The commands that this person's client shows there. */
  offered(user: User, channel: Channel): RegisteredCommand[];
  /** Types `/name option:value`. The command has to be registered, with these options. */
  slash(
    user: User,
    channel: Channel,
    name: string,
    options?: Record<string, string | boolean | Attachment>,
    locale?: string,
  ): Interaction;
  /** Has typed so much of an option that completes itself. */
  type(user: User, channel: Channel, name: string, option: string, text: string): Interaction;
  /** Chooses Apps > name on a message. */
  menu(user: User, channel: Channel, name: string, target: Message, locale?: string): Interaction;
  /** Presses a button, by its `custom_id` or its label. */
  click(user: User, message: Message, button: string): Interaction;
}

const TYPE = { command: 2, component: 3, typing: 4 } as const;

export function createPeople(world: World): People {
  function send(
    user: User,
    channel: Channel,
    type: number,
    locale: string,
    rest: Record<string, unknown>,
  ): Interaction {
    if (channel.guildId && !may(world, user.id, channel, 'viewChannel'))
      throw new Error(`${user.name} cannot see #${channel.name}`);
    const id = world.nextId();
    const message = rest.message as { id: string } | undefined;
    const byUser = isByUser(user, channel);
    const interaction: Interaction = {
      id,
      token: `token-of-${id}`,
      userId: user.id,
      channelId: channel.id,
      createdAt: world.now(),
      kind: type === TYPE.typing ? 'typing' : 'asking',
      byUser,
      followUps: 0,
      ...(message ? { messageId: message.id } : {}),
    };
    world.interactions.set(id, interaction);
    const asker = toApiAsker(world, user, channel, locale, byUser);
    world.dispatch('INTERACTION_CREATE', { id, token: interaction.token, type, ...asker, ...rest });
    return interaction;
  }

  /** The bot is not there by itself: only what the person installed for themselves is offered. */
  function isByUser(user: User, channel: Channel): boolean {
    if (channel.people) return true;
    return channel.guildId === undefined
      ? !sharesGuild(world, user.id)
      : !known(world.guilds, channel.guildId).members.has(world.bot.id);
  }

  /** https://discord.com/developers/docs/interactions/application-commands#permissions: unless the server's own settings say otherwise. */
  function isOffered(command: RegisteredCommand, user: User, channel: Channel): boolean {
    const { name, contexts = [], integration_types = [], default_member_permissions: bits } = command;
    const context = channel.people ? 2 : channel.guildId ? 0 : 1;
    const installation = isByUser(user, channel) ? 1 : 0;
    if (!contexts.includes(context) || !integration_types.includes(installation)) return false;
    if (installation === 1 && !user.installed) return false;
    const needed = world.offeredToAll.has(name) ? 0n : BigInt(String(bits ?? 0));
    return !channel.guildId || (toPermissions(world, user.id, channel) & needed) === needed;
  }

  const offered = (user: User, channel: Channel) => world.commands.filter((one) => isOffered(one, user, channel));

  function registered(type: number, name: string, user: User, channel: Channel): RegisteredCommand {
    const command = offered(user, channel).find((one) => one.type === type && one.name === name);
    if (!command) throw new Error(`no command ${name} is offered in ${channel.name}`);
    return command;
  }

  return {
    offered,
    slash(user, channel, name, options = {}, locale = 'en-US') {
      const command = registered(1, name, user, channel);
      const { options: takes = [] } = command;
      for (const option of takes) {
        if (option.required && !(option.name in options)) throw new Error(`/${name} needs ${option.name}`);
      }
      const attachments: Record<string, ReturnType<typeof toApiAttachment>> = {};
      const given = Object.entries(options).map(([key, value]) => {
        const option = takes.find((one) => one.name === key);
        if (option?.type !== (typeof value === 'boolean' ? 5 : typeof value === 'string' ? 3 : 11))
          throw new Error(`/${name} has no option ${key}`);
        if (typeof value !== 'object') return { name: key, type: option.type, value };
        const attachment = toApiAttachment(world, value);
        attachments[attachment.id] = attachment;
        return { name: key, type: option.type, value: attachment.id };
      });
      const resolved = Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {};
      const data = { id: command.id, name, type: 1, options: given, ...resolved };
      return send(user, channel, TYPE.command, locale, { data });
    },

    type(user, channel, name, option, value) {
      const command = registered(1, name, user, channel);
      const typed = (command.options ?? []).find((one) => one.name === option);
      if (!typed?.autocomplete) throw new Error(`/${name} ${option} does not complete itself`);
      const options = [{ name: option, type: typed.type, value, focused: true }];
      return send(user, channel, TYPE.typing, 'en-US', { data: { id: command.id, name, type: 1, options } });
    },

    menu(user, channel, name, target, locale = 'en-US') {
      const command = registered(3, name, user, channel);
      const messages = { [target.id]: toApiMessage(world, target) };
      const author = known(world.users, target.authorId);
      const resolved = { messages, users: { [author.id]: toApiUser(author) } };
      const data = { id: command.id, name, type: 3, target_id: target.id, resolved };
      return send(user, channel, TYPE.command, locale, { data });
    },

    click(user, message, button) {
      if (message.deleted || (message.ephemeralTo && message.ephemeralTo !== user.id)) {
        throw new Error(`${user.name} does not see that message`);
      }
      const buttons = message.components.flatMap((row) => row.components);
      const pressed = buttons.find((one) => one.custom_id === button || isLabelled(one.label ?? '', button));
      if (!pressed) throw new Error(`there is no button ${button}`);
      const data = { custom_id: pressed.custom_id, component_type: 2 };
      const shown = toApiMessage(world, message);
      return send(user, known(world.channels, message.channelId), TYPE.component, 'en-US', { data, message: shown });
    },
  };
}
