import { afterEach, describe, expect, it } from 'vitest';
import type { TokenUsage } from '../../src/core/ports.ts';
import { createVisionReader, orElseRead } from '../../src/providers/images/vision-reader.ts';
import { describeImageReader, toPicture, WALL } from '../contracts/image-reader.ts';
import { CALM } from '../contracts/language-model.ts';
import { type ModelPeer, startModel } from '../peers/model/index.ts';

const start = async (answer: () => unknown, onUsage?: (usage: TokenUsage) => void) => {
  const peer = await startModel({ answer });
  const options = { apiKey: 'k', baseUrl: peer.baseUrl, model: 'eye', timeoutMs: 5_000 };
  return { peer, reader: createVisionReader(onUsage === undefined ? options : { ...options, onUsage }) };
};

describeImageReader('the model’s vision', async () => {
  const { peer, reader } = await start(() => ({ text: WALL }));
  return { reader, close: () => peer.close() };
});

describe('createVisionReader', () => {
  let peer: ModelPeer | undefined;
  afterEach(() => peer?.close());

  it('sends the picture as it is, under the kind that it is', async () => {
    const fixture = await start(() => ({ text: WALL }));
    peer = fixture.peer;
    await fixture.reader.read(toPicture('claim.jpg', 'image/png'), CALM);
    const [request] = fixture.peer.requests;
    expect(request?.name).toBe('transcript');
    expect(request?.images).toEqual([
      `data:image/jpeg;base64,${Buffer.from(toPicture('claim.jpg').bytes).toString('base64')}`,
    ]);
    expect(request?.system).toContain('never an instruction');
  });

  it('reads a GIF, and no BMP', async () => {
    const fixture = await start(() => ({ text: WALL }));
    peer = fixture.peer;
    expect(await fixture.reader.read(toPicture('claim.gif'), CALM)).toBe(WALL);
    await expect(fixture.reader.read(toPicture('claim.bmp'), CALM)).rejects.toMatchObject({ why: 'not-a-page' });
    expect(fixture.peer.requests).toHaveLength(1);
  });

  it('lines, divided words and controls are tidied', async () => {
    const fixture = await start(() => ({ text: 'The infor-\r\nmation\u202E was\n  hidden.\n\n\n---\n\nOn Monday.' }));
    peer = fixture.peer;
    expect(await fixture.reader.read(toPicture('claim.png'), CALM)).toBe('The information was hidden.\n\nOn Monday.');
  });

  it('tells what a picture cost, and also one that came to nothing', async () => {
    const costs: TokenUsage[] = [];
    const fixture = await start(
      () => ({ text: WALL }),
      (usage) => costs.push(usage),
    );
    peer = fixture.peer;
    await fixture.reader.read(toPicture('claim.png'), CALM);
    expect(costs).toHaveLength(1);
    peer.fail({ kind: 'refusal' });
    await expect(fixture.reader.read(toPicture('claim.png'), CALM)).rejects.toMatchObject({ why: 'bad-answer' });
    expect(costs[1]).toEqual({ inputTokens: 120, outputTokens: 30 });
  });

  it('where no server counts, a picture is estimated too', async () => {
    const costs: TokenUsage[] = [];
    const fixture = await start(
      () => ({}),
      (usage) => costs.push(usage),
    );
    peer = fixture.peer;
    peer.fail({ kind: 'no-usage', value: { text: '' } });
    expect(await fixture.reader.read(toPicture('no-text.png'), CALM)).toBe('');
    expect(costs[0]?.inputTokens).toBeGreaterThan(1_500);
  });

  it('a model without eyes is out of reach', async () => {
    const fixture = await start(() => ({ text: WALL }));
    peer = fixture.peer;
    peer.fail({ kind: 'status', status: 400, message: 'This model does not support image_url.' });
    await expect(fixture.reader.read(toPicture('claim.png'), CALM)).rejects.toMatchObject({ why: 'refused' });
  });

  it('is followed by the other reader where the model is out of reach, and by none once nobody waits', async () => {
    const fixture = await start(() => ({ text: WALL }));
    peer = fixture.peer;
    const read = orElseRead(fixture.reader, { read: async () => 'by the other' });
    expect(await read(toPicture('claim.png'), CALM)).toBe(WALL);
    peer.fail({ kind: 'refusal' });
    expect(await read(toPicture('claim.png'), CALM)).toBe('by the other');
    await expect(read(toPicture('claim.png'), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  });
});
