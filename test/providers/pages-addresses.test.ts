import Keyv from 'keyv';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isRefusedAddress } from '../../src/providers/pages/address-guard.ts';
import { createPageReader, type PageReaderOptions, type WebPageReader } from '../../src/providers/pages/web-reader.ts';
import { createPagePeer, type PagePeer } from '../peers/pages/index.ts';

const soon = (): AbortSignal => AbortSignal.timeout(15_000);

describe('the address guard', () => {
  it.each([
    ['http://127.0.0.1/'],
    ['http://127.1/'],
    ['http://127.255.255.254/'],
    ['http://2130706433/'],
    ['http://0x7f000001/'],
    ['http://0x7f.1/'],
    ['http://0177.0.0.1/'],
    ['http://017700000001/'],
    ['http://127.0.0.1./'],
    ['http://１２７.０.０.１/'],
    ['http://①②⑦.0.0.1/'],
    ['http://0/'],
    ['http://0.0.0.0/'],
    ['http://0.1.2.3/'],
    ['http://10.0.0.1/'],
    ['http://10.255.255.255/'],
    ['http://172.16.0.1/'],
    ['http://172.31.255.255/'],
    ['http://192.168.1.1/'],
    ['http://100.64.0.1/'],
    ['http://100.100.100.200/latest/meta-data/'],
    ['http://169.254.0.1/'],
    ['http://169.254.169.254/latest/meta-data/'],
    ['http://169.254.170.2/'],
    ['http://2852039166/'],
    ['http://0xa9fea9fe/'],
    ['http://168.63.129.16/'],
    ['http://192.0.0.192/'],
    ['http://192.0.2.1/'],
    ['http://198.18.0.1/'],
    ['http://198.51.100.1/'],
    ['http://203.0.113.1/'],
    ['http://192.88.99.1/'],
    ['http://224.0.0.1/'],
    ['http://239.255.255.255/'],
    ['http://240.0.0.1/'],
    ['http://255.255.255.255/'],
    ['http://[::]/'],
    ['http://[::1]/'],
    ['http://[0:0:0:0:0:0:0:1]/'],
    ['http://[::127.0.0.1]/'],
    ['http://[::ffff:127.0.0.1]/'],
    ['http://[::ffff:7f00:1]/'],
    ['http://[::ffff:8.8.8.8]/'],
    ['http://[::ffff:0:127.0.0.1]/'],
    ['http://[64:ff9b::7f00:1]/'],
    ['http://[64:ff9b:1::a00:1]/'],
    ['http://[2002:7f00:1::]/'],
    ['http://[2001:0:1:2:3:4:5:6]/'],
    ['http://[fc00::1]/'],
    ['http://[fd00:ec2::254]/latest/'],
    ['http://[fe80::1]/'],
    ['http://[fec0::1]/'],
    ['http://[ff02::1]/'],
    ['http://[100::1]/'],
    ['http://[2001:db8::1]/'],
    ['http://[3fff::1]/'],
    ['http://[5f00::1]/'],
    ['http://[4000::1]/'],
    ['http://metadata.google.internal/computeMetadata/v1/'],
    ['http://METADATA.google.internal./'],
    ['http://metadata/'],
    ['http://user@news.example/'],
    ['http://user:word@news.example/'],
    ['http://news.example:22/'],
    ['http://news.example:8080/'],
    ['https://news.example:80443/'],
    ['ftp://news.example/'],
    ['file:///etc/passwd'],
    ['data:text/html,hello'],
    ['javascript:alert(1)'],
    ['gopher://news.example/'],
    ['//news.example/'],
    ['http://'],
    [''],
    [`http://news.example/${'a'.repeat(3_000)}`],
  ])('refuses %s without a look-up', async (url) => {
    const lookups: string[] = [];
    const reader = createPageReader({
      cache: new Keyv(),
      now: () => new Date(),
      lookup(hostname, _options, done) {
        lookups.push(hostname);
        done(null, []);
      },
    });
    await expect(reader.read(url, soon())).rejects.toMatchObject({ name: 'OutOfReach', why: 'address-refused' });
    expect(lookups).toEqual([]);
    await reader.close();
  });

  it.each(['1.1.1.1', '8.8.8.8', '93.184.216.34', '172.32.0.1', '192.167.1.1', '2606:4700::1111', '2a00:1450::1'])(
    'takes %s for a public address',
    (address) => {
      expect(isRefusedAddress(address)).toBe(false);
    },
  );

  it.each(['', 'news.example', 'fe80::1%eth0', '2606:4700::1111%1'])('takes %j for no public address', (address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });
});

describe('a name that leads to private addresses', () => {
  let peer: PagePeer;
  let inner: PagePeer;
  let reader: WebPageReader | undefined;
  const createReader = (options: Partial<PageReaderOptions> = {}): WebPageReader => {
    reader = createPageReader({
      cache: new Keyv(),
      now: () => new Date(),
      ports: [80, 443, peer.port],
      lookup: peer.lookup,
      allowAddress: peer.allowAddress,
      ...options,
    });
    return reader;
  };
  beforeAll(async () => {
    peer = await createPagePeer();
    // The same port on another loopback address: only the address tells them apart.
    inner = await createPagePeer('127.0.0.2', peer.port);
    inner.serve('/secret', '<p>The inner secret.</p>');
    inner.serve('/page', '<p>The inner secret.</p>');
    peer.serve('/page', '<p>The open page.</p>');
  });
  afterEach(async () => {
    await reader?.close();
    expect(inner.asked).toEqual([]);
    expect(inner.askedRobots).toEqual([]);
  });
  afterAll(async () => {
    await peer.close();
    await inner.close();
  });

  it.each([
    ['one private address', [['127.0.0.2']]],
    ['a public and a private address', [['127.0.0.1', '127.0.0.2']]],
    ['a private address as IPv6', [['::ffff:127.0.0.2']]],
    ['a link-local address with a zone', [['fe80::1%lo']]],
    ['an address that turns private after robots.txt was read', [['127.0.0.1'], ['127.0.0.2']]],
  ])('is refused for %s, and nothing connects to it', async (_case, answers) => {
    peer.resolve('rebinding.example', ...answers);
    const read = createReader().read(`http://rebinding.example:${peer.port}/page`, soon());
    await expect(read).rejects.toMatchObject({ why: 'address-refused' });
  });

  it('is looked up once a connection, so that no second answer can win', async () => {
    peer.lookups.length = 0;
    peer.resolve('rebinding.example', ['127.0.0.1'], ['127.0.0.1'], ['127.0.0.2']);
    const page = await createReader().read(`http://rebinding.example:${peer.port}/page`, soon());
    expect(page.text).toBe('The open page.');
    expect(peer.lookups).toEqual(['rebinding.example', 'rebinding.example']);
  });

  it.each([
    ['to an address', () => `http://127.0.0.2:${peer.port}/secret`],
    ['to an address in disguise', () => `http://0x7f000002:${peer.port}/secret`],
    ['to a name of it', () => `http://inner.example:${peer.port}/secret`],
    ['to another port of this machine', () => 'http://127.0.0.1:9/'],
    ['to a metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
    ['with credentials', () => `http://user:word@news.example:${peer.port}/page`],
    ['to a file', () => 'file:///etc/passwd'],
    ['to data', () => 'data:text/html,hello'],
  ])('is refused when a redirect leads %s', async (_case, toLocation) => {
    peer.resolve('inner.example', ['127.0.0.2']);
    const url = peer.serve('/away', (_request, response) => {
      response.writeHead(302, { location: toLocation() }).end();
    });
    await expect(createReader().read(url, soon())).rejects.toMatchObject({ why: 'address-refused' });
  });

  it('is refused when the redirect stands in robots.txt', async () => {
    peer.serve('/robots.txt', (_request, response) => {
      response.writeHead(301, { location: `http://127.0.0.2:${peer.port}/secret` }).end();
    });
    const read = createReader().read(`http://robots-away.example:${peer.port}/page`, soon());
    await expect(read).rejects.toMatchObject({ why: 'address-refused' });
  });

  it('is let through where the operator allows that very address and port', async () => {
    peer.serve('/robots.txt', '');
    const page = await createReader({ ports: [80, 443] }).read(`http://127.0.0.1:${peer.port}/page`, soon());
    expect(page.text).toBe('The open page.');
  });
});
