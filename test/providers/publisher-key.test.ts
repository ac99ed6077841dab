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
  // Anybody can have a place there.
  ['https://kelp.blogspot.com/a', 'free/kelp.blogspot.com'],
  ['https://kelp.blogspot.de/a', 'free/blogspot.de'],
  ['https://kelp.github.io/a', 'free/kelp.github.io'],
  ['https://kelp.wordpress.com/a', 'free/wordpress.com'],
  ['https://kelp.substack.com/a', 'free/substack.com'],
  ['https://medium.com/@kelp', 'free/medium.com'],
  ['https://kelp.netlify.app/', 'free/kelp.netlify.app'],
  ['https://x.com/kelp/status/1', 'free/x.com'],
  ['https://t.me/kelp', 'free/t.me'],
  ['https://www.facebook.com/kelp', 'free/facebook.com'],
])('behind %s stands %j', (url, key) => {
  expect(toPublisherKey(url)).toBe(key);
});
