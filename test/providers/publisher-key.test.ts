import { expect, it } from 'vitest';
import { toPublisherKey } from '../../src/providers/text/web-url.ts';

it.each([
  ['https://www.bbc.co.uk/news', 'bbc.co.uk'],
  ['https://science.nasa.gov/a', 'nasa.gov'],
  ['https://nasa.gov./a', 'nasa.gov'],
  ['document:folder/a.txt', 'own-documents'],
  // A bare address is nobody's name.
  ['http://203.0.113.7/a', ''],
  ['http://[2001:db8::1]/a', ''],
  ['http://3405803783/a', ''],
  // Anybody can have a place there: all of them are one voice.
  ...[
    'https://kelp.blogspot.com/a',
    'https://kelp.blogspot.de/a',
    'https://kelp.github.io/a',
    'https://kelp.wordpress.com/a',
    'https://kelp.substack.com/a',
    'https://medium.com/@kelp',
    'https://kelp.netlify.app/',
    'https://x.com/kelp/status/1',
    'https://t.me/kelp',
    'https://www.facebook.com/kelp',
  ].map((url) => [url, 'free-hosts']),
])('behind %s stands %j', (url, key) => {
  expect(toPublisherKey(url)).toBe(key);
});
