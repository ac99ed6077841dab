import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RetentionStore } from '../../src/chat/ports.ts';
import type { CheckStore, Confirmation, ConfirmationStore, Confirmer } from '../../src/core/ports.ts';
import type { Scope } from '../../src/core/types.ts';
import { toChatScope, toCheck, toPersonScope, toPublicScope } from './samples.ts';

/** What the suite runs on: one empty place, with all that confirmations hang on. */
export interface ConfirmationsUnderTest {
  confirmations: ConfirmationStore;
  checks: CheckStore;
  retention: Pick<RetentionStore, 'noteChat' | 'moveChat'>;
  close(): Promise<void>;
}

const FORM = 'bananas are blue';
const here = toChatScope();
const inPrivate = toPersonScope();

/** Who says it: a person of Discord, or a model. */
function toConfirmer(kind: Confirmer['kind'], who: string): Confirmer {
  return kind === 'model'
    ? { kind, model: who, version: `${who}, prompt 3` }
    : { kind, platform: 'discord', personId: who };
}

/** A confirmation, with everything that is not said made up. */
export function toConfirmation(kind: Confirmer['kind'], who = 'p1', rest: Partial<Confirmation> = {}): Confirmation {
  const prior = { kind: 'review', id: 'r1' } as const;
  const at = '2026-11-23T12:00:00.000Z';
  return { form: FORM, prior, relation: 'same', by: toConfirmer(kind, who), at, ...rest };
}

/** What every `ConfirmationStore` holds. `makeStore` gives an empty one each time. */
export function describeConfirmationStore(name: string, makeStore: () => Promise<ConfirmationsUnderTest>): void {
  describe(`${name} as a ConfirmationStore`, { timeout: 30_000 }, () => {
    let store: ConfirmationsUnderTest;
    beforeEach(async () => {
      store = await makeStore();
      for (const [chat, group] of [
        ['c1', 'g1'],
        ['c2', 'g1'],
        ['c3', 'g3'],
      ] as const)
        await store.retention.noteChat('discord', chat, group);
    });
    afterEach(() => store.close());
    const save = (confirmation: Confirmation, scope: Scope = here) => store.confirmations.save(confirmation, scope);
    /** What holds for the scope's person, as "kind relation prior". */
    const said = async (scope: Scope = here, form = FORM) => {
      const who = { askerId: scope.personId, version: 'm1, prompt 3' };
      const found = await store.confirmations.of(form, scope, who);
      return found.map(({ by, relation, prior }) => `${by.kind} ${relation} ${prior.id}`);
    };

    it('gives back what was said, and nothing of who said it but a model’s name', async () => {
      await save(toConfirmation('asker'));
      await save(toConfirmation('model', 'm1', { relation: 'different', prior: { kind: 'review', id: 'r2' } }));
      const found = await store.confirmations.of(FORM, here, { askerId: 'p1', version: 'm1, prompt 3' });
      expect(found).toEqual([
        { prior: { kind: 'review', id: 'r1' }, relation: 'same', by: { kind: 'asker' } },
        { prior: { kind: 'review', id: 'r2' }, relation: 'different', by: { kind: 'model', model: 'm1' } },
      ]);
    });

    it('has nothing of another sentence', async () => {
      await save(toConfirmation('operator'));
      for (const form of ['bananas are red', '', "x'); DROP TABLE confirmations;--", '\0', '\ud800'])
        expect(await said(here, form)).toEqual([]);
    });

    it('gives the strongest first', async () => {
      for (const kind of ['model', 'asker', 'moderator', 'operator'] as const)
        await save(toConfirmation(kind, kind === 'model' ? 'm1' : 'p1'));
      expect(await said()).toEqual(['operator same r1', 'moderator same r1', 'asker same r1', 'model same r1']);
    });

    it('gives the newest first of one kind, whichever prior claim it is of', async () => {
      for (const [id, minute] of [
        ['r1', 1],
        ['r2', 3],
        ['r3', 2],
      ] as const)
        await save(
          toConfirmation('moderator', 'p1', {
            prior: { kind: 'review', id },
            at: `2026-11-23T12:0${minute}:00.000Z`,
          }),
        );
      expect(await said()).toEqual(['moderator same r2', 'moderator same r3', 'moderator same r1']);
    });

    const SCOPES = {
      'the chat': here,
      'the chat, open to all': toPublicScope(),
      'the chat, another person': toChatScope('c1', 'p2'),
      'another chat of the group': toChatScope('c2'),
      'another group': toChatScope('c3'),
      'a chat nobody told of': toChatScope('c9'),
      'a chat named like the group': toChatScope('g3'),
      'the same ids of another platform': toChatScope('c1', 'p1', 'telegram'),
      'in private, from the chat': inPrivate,
      'in private, from another chat of the group': toPersonScope('p1', 'c2'),
      'in private, from another group': toPersonScope('p1', 'c3'),
      'in private, another person': toPersonScope('p2', 'c1'),
      'in private, on another platform': toPersonScope('p1', 'c1', 'telegram'),
      'a person named like the chat': toPersonScope('c1', 'c9'),
      'a chat named like the person': toChatScope('p1', 'p9'),
      'empty ids': toChatScope('', ''),
      wildcards: toChatScope('%', '%'),
    };
    type Place = keyof typeof SCOPES;
    const EVERYWHERE = Object.keys(SCOPES) as Place[];
    const ALONE: Place[] = [
      'in private, from the chat',
      'in private, from another chat of the group',
      'in private, from another group',
    ];
    it.each<[string, Confirmation, Scope, Place[]]>([
      ['an asker’s word in a chat', toConfirmation('asker'), here, ['the chat', 'the chat, open to all']],
      ['an asker’s word in private', toConfirmation('asker'), inPrivate, ALONE],
      [
        'a moderator’s word',
        toConfirmation('moderator'),
        here,
        [
          'the chat',
          'the chat, open to all',
          'the chat, another person',
          'another chat of the group',
          'in private, from the chat',
          'in private, from another chat of the group',
          'in private, another person',
        ],
      ],
      ['a moderator’s word in private', toConfirmation('moderator'), inPrivate, ALONE],
      [
        'a moderator’s word in a chat nobody told of',
        toConfirmation('moderator'),
        toChatScope('c9'),
        ['a chat nobody told of', 'a person named like the chat'],
      ],
      ['the word of an operator’s moderator', toConfirmation('operator'), inPrivate, EVERYWHERE],
      ['a model’s word', toConfirmation('model', 'm1'), inPrivate, EVERYWHERE],
    ])('%s holds where it should, and nowhere else', async (_whose, confirmation, scope, places) => {
      await save(confirmation, scope);
      const found: string[] = [];
      for (const place of EVERYWHERE) if ((await said(SCOPES[place])).length > 0) found.push(place);
      expect(found).toEqual(EVERYWHERE.filter((place) => places.includes(place)));
    });

    it('looks for no asker’s word, and no model’s, unless it is told whose', async () => {
      await save(toConfirmation('asker'));
      await save(toConfirmation('model', 'm1'));
      expect(await store.confirmations.of(FORM, here, {})).toEqual([]);
      const others = await store.confirmations.of(FORM, here, { askerId: 'p2', version: 'm1, prompt 4' });
      expect(others).toEqual([]);
    });

    it.each<[string, Confirmer['kind'], string, string, Scope]>([
      ['an asker', 'asker', 'p1', 'p1', here],
      ['a moderator and another', 'moderator', 'p1', 'p2', here],
      ['moderators of two chats of one group', 'moderator', 'p1', 'p2', toChatScope('c2', 'p2')],
      ['two of the operator’s moderators', 'operator', 'p1', 'p2', toChatScope('c3', 'p2')],
      ['a model', 'model', 'm1', 'm1', toChatScope('c3', 'p2')],
    ])(
      'of %s the later word holds, whatever it says, and the earlier is gone',
      async (_who, kind, one, other, scope) => {
        await save(toConfirmation(kind, one));
        await save(toConfirmation(kind, other, { relation: 'different' }), scope);
        expect(await said()).toEqual([`${kind} different r1`]);
        expect(await store.confirmations.remove(FORM, here, [kind], one)).toBe(1);
      },
    );

    it('two askers each keep their own word', async () => {
      const other = toChatScope('c1', 'p2');
      await save(toConfirmation('asker'));
      await save(toConfirmation('asker', 'p2', { relation: 'different' }), other);
      expect([await said(), await said(other)]).toEqual([['asker same r1'], ['asker different r1']]);
    });

    it('a moderator who says otherwise in private changes nothing for the group', async () => {
      await save(toConfirmation('moderator'));
      await save(
        toConfirmation('moderator', 'p1', { relation: 'different', at: '2026-11-24T00:00:00.000Z' }),
        inPrivate,
      );
      expect([await said(), await said(inPrivate)]).toEqual([['moderator same r1'], ['moderator different r1']]);
    });

    it.each<[string, Confirmer['kind'][], string | undefined, string[]]>([
      ['of the asker only their own', ['asker'], 'p1', ['operator', 'moderator', 'model']],
      ['of no asker where none is named', ['asker'], undefined, ['operator', 'moderator', 'asker', 'model']],
      ['the asker’s and the model’s', ['asker', 'model'], 'p1', ['operator', 'moderator']],
      ['the group’s', ['moderator'], undefined, ['operator', 'asker', 'model']],
      ['the operator’s', ['operator'], undefined, ['moderator', 'asker', 'model']],
      ['nothing where no kind is named', [], 'p1', ['operator', 'moderator', 'asker', 'model']],
    ])('takes back %s', async (_fact, kinds, askerId, left) => {
      const other = toChatScope('c1', 'p2');
      const away = toChatScope('c3');
      for (const kind of ['operator', 'moderator', 'asker', 'model'] as const) {
        await save(toConfirmation(kind, kind === 'model' ? 'm1' : 'p1'));
        await save(toConfirmation(kind, kind === 'model' ? 'm1' : 'p1', { form: 'another sentence' }));
      }
      await save(toConfirmation('asker', 'p2'), other);
      await save(toConfirmation('moderator', 'p1'), away);
      expect(await store.confirmations.remove(FORM, toChatScope('c1'), kinds, askerId)).toBe(4 - left.length);
      expect(await said()).toEqual(left.map((kind) => `${kind} same r1`));
      expect(await said(here, 'another sentence')).toHaveLength(4);
      expect(await said(other)).toContain('asker same r1');
      expect(await said(away)).toContain('moderator same r1');
    });

    it('takes a moderator’s word back from another chat of the group, and from nowhere else', async () => {
      await save(toConfirmation('moderator'));
      for (const scope of [toChatScope('c3'), inPrivate, toChatScope('c1', 'p1', 'telegram')])
        expect(await store.confirmations.remove(FORM, scope, ['moderator'])).toBe(0);
      expect(await store.confirmations.remove(FORM, toChatScope('c2'), ['moderator'])).toBe(1);
      expect(await said()).toEqual([]);
    });

    it('names a check only where it can be seen, whoever said something of it', async () => {
      const prior = { kind: 'check', id: 'SECRET01' } as const;
      await store.checks.save(toCheck('SECRET01', { visibility: here.visibility }), here);
      await save(toConfirmation('operator', 'p1', { prior }));
      await save(toConfirmation('model', 'm1', { prior }));
      expect(await said()).toEqual(['operator same SECRET01', 'model same SECRET01']);
      for (const scope of [toChatScope('c2'), toChatScope('c3'), toPersonScope('p1', 'c3')])
        expect(await said(scope)).toEqual([]);
    });

    it('goes with its chat to the chat’s new id', async () => {
      await save(toConfirmation('asker'), toChatScope('c9'));
      await save(toConfirmation('moderator'), toChatScope('c9'));
      await save(toConfirmation('asker'));
      await store.retention.moveChat('discord', 'c9', 'c10');
      expect(await said(toChatScope('c10'))).toEqual(['moderator same r1', 'asker same r1']);
      expect([await said(toChatScope('c9')), await said()]).toEqual([[], ['asker same r1']]);
    });
  });
}
