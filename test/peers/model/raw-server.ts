import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer as it goes over the wire, byte by byte. */
export interface RawAnswer {
  /** Default 200. */
  status?: number;
  /** Default `application/json`. */
  type?: string;
  encoding?: string;
  body: string | Buffer;
}

/** What was asked, as far as a server's own rules look at it. */
export interface RawRequest {
  body: Record<string, unknown>;
  roles: string[];
  /** All that the messages say. */
  text: string;
  /** Tokens that are asked for, by either name. */
  room: number;
}

/** A server on loopback that says what it is told to say, and knows nothing of any API. */
export async function startRawServer(answer: (request: RawRequest) => RawAnswer) {
  const requests: RawRequest[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const messages: { role: string; content: unknown }[] = body.messages;
    const request: RawRequest = {
      body,
      roles: messages.map(({ role }) => role),
      text: messages.map(({ content }) => String(content)).join('\n'),
      room: Number(body.max_completion_tokens ?? body.max_tokens ?? 0),
    };
    requests.push(request);
    const { status = 200, type = 'application/json', encoding, body: said } = answer(request);
    if (encoding !== undefined) res.setHeader('content-encoding', encoding);
    res.writeHead(status, { 'content-type': type }).end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
