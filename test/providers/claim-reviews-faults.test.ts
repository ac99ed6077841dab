import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readClaimReviews } from '../../src/providers/claim-reviews/read-claim-reviews.ts';
import { CLAIMS, read, THREE, toReview } from './read-archive.ts';

describe('readClaimReviews, given broken archives', () => {
  it('refuses a broken record and goes on with the rest', async () => {
    const list = [
      toReview(1),
      { '@type': 'ClaimReview' },
      'text',
      7,
      null,
      [],
      { '@type': 'Person', name: 'x' },
      toReview(2),
    ];
    expect(await read(JSON.stringify(list))).toEqual({
      claims: CLAIMS.slice(0, 2),
      refused: [
        'record 2: it has no claim',
        'record 3: it is not a ClaimReview',
        'record 4: it is not a ClaimReview',
        'record 5: it is not a ClaimReview',
        'record 6: it is not a ClaimReview',
        'record 7: it is not a ClaimReview',
      ],
    });
  });

  it('refuses a broken line and goes on with the rest', async () => {
    const lines = [JSON.stringify(THREE[0]), '{"@type": "ClaimReview", "claimRev', '', JSON.stringify(THREE[1])];
    expect(await read(lines.join('\n'))).toEqual({
      claims: CLAIMS.slice(0, 2),
      refused: ['line 2: the line is not valid JSON'],
    });
  });

  it('refuses a broken script and goes on with the rest', async () => {
    const page = `<html><script type="application/ld+json">{oops</script><script type="application/ld+json">${JSON.stringify(THREE)}</script>`;
    expect(await read(page)).toEqual({ claims: CLAIMS, refused: ['script 1: the script is not valid JSON'] });
  });

  it.each<[string, string | Uint8Array, number, RegExp]>([
    [
      'a cut JSON list',
      JSON.stringify(THREE).slice(0, -30),
      2,
      /^The file is cut off: its JSON ends in the middle, after 2 complete records/,
    ],
    [
      'a JSON list that breaks',
      JSON.stringify(THREE).replace('"Claim number 3', '"Claim\nnumber 3'),
      2,
      /^The file stops being valid JSON after 2 complete records/,
    ],
    ['a cut gzip file', gzipSync(JSON.stringify(THREE)).subarray(0, -12), 2, /^The gzip file is cut off or damaged/],
    [
      'CSV with an open quote',
      'claim,rating,publisher\nOne,False,P\n"Two,False,P\nThree',
      1,
      /^The CSV breaks at line \d+: a quotation mark is never closed/,
    ],
    [
      'CSV without the columns',
      'name,age\nJo,7',
      0,
      /^The first line of the CSV has no column for the claim and the rating; its columns are name, age/,
    ],
    ['an empty file', '', 0, /^The file is empty/],
    ['a file of white space', ' \n\n', 0, /^The file is empty/],
    ['JSON without a review', '{"a":[1,2]}', 0, /^The archive contains no ClaimReview/],
    ['HTML without a review', '<!doctype html><p>hello', 0, /^The archive contains no ClaimReview/],
    ['plain words', 'hello world', 0, /^The first line of the CSV has no column/],
    ['a ZIP file', Buffer.from('PK\u0003\u0004....'), 0, /^The file is a ZIP archive/],
    ['a binary file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]), 0, /^The file is not a text file/],
  ])('ends %s with a clear sentence, after what came before', async (_, content, before, message) => {
    const { claims, error } = await read(content, 'archive', {}, 64);
    expect(error).toMatch(message);
    // A cut gzip file gives what its last whole block holds: here that is nothing or all but the end.
    if (!(content instanceof Uint8Array)) expect(claims).toHaveLength(before);
  });

  it('does not let a record grow without end', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('[{"claimReviewed":"');
      for (;;) yield Buffer.alloc(1_000_000, 'a');
    }
    const reading = readClaimReviews({ bytes: endless(), name: 'x' }).next();
    await expect(reading).rejects.toMatchObject({
      code: 'import-failed',
      message: expect.stringMatching(/single record of more than 8 million/),
    });
  });

  it('leaves out an endless line and goes on', async () => {
    const content = `${JSON.stringify(THREE[0])}\n"${'a'.repeat(9_000_000)}"\n${JSON.stringify(THREE[1])}`;
    const { claims, refused } = await read(content, 'x.jsonl', {}, 500_000);
    expect(claims).toEqual(CLAIMS.slice(0, 2));
    expect(refused).toEqual(['line 2: the line is longer than 8 million characters']);
  });

  it('is not led astray by keys of prototypes', async () => {
    const line =
      '{"__proto__":{"claimReviewed":"x"},"constructor":1,"claim":"A real claim","rating":"False","publisher":"P"}';
    expect((await read(`[${line}]`)).claims).toEqual(['A real claim']);
    expect((await read(line)).claims).toEqual(['A real claim']);
    expect(({} as Record<string, unknown>).claimReviewed).toBeUndefined();
  });

  it('gives a hostile nesting back as refused', async () => {
    const deep = `[${'{"item":'.repeat(50_000)}1${'}'.repeat(50_000)}]`;
    expect(await read(deep, 'x', {}, 5_000)).toMatchObject({
      claims: [],
      refused: ['record 1: it is not a ClaimReview'],
    });
  });
});
