import { describe, expect, it } from 'vitest';
import { toPublisherName } from '../../../src/core/card/publisher-name.ts';

const AGREE: [name: string, url: string][] = [
  ['Reuters', 'https://www.reuters.com/fact-check/1'],
  ['AFP Fact Check', 'https://factcheck.afp.com/x'],
  ['Agência Lupa', 'https://lupa.uol.com.br/'],
  ['USA Today', 'https://eu.usatoday.com/story'],
  ['dpa-Faktencheck', 'https://dpa-factchecking.com/'],
  ['The Times', 'https://www.thetimes.co.uk/'],
  ['Estadão Verifica', 'https://www.estadao.com.br/'],
  ['Süddeutsche Zeitung', 'https://www.sueddeutsche.de/'],
  ['20 Minutes', 'https://www.20minutes.fr/'],
  ['Check Your Fact', 'https://checkyourfact.com/'],
  ['BOOM', 'https://www.boomlive.in/'],
  ['World Health Organization', 'https://www.who.int/news'],
  ['Centers for Disease Control and Prevention', 'https://www.cdc.gov/'],
];

const DISAGREE: [name: string, url: string, host: string][] = [
  ['Reuters', 'https://evil.example/reuters', 'evil.example'],
  ['Reuters Fact Check', 'https://www.factcheck-now.example/', 'factcheck-now.example'],
  ['Associated Press News', 'https://press-news.example/', 'press-news.example'],
  ['The Times', 'https://the-daily-times-of-alba.example/', 'the-daily-times-of-alba.example'],
  // The e is a Cyrillic one.
  ['Rеuters', 'https://evil.example/', 'evil.example'],
  ['', 'https://evil.example/', 'evil.example'],
];

describe('who stands behind a page', () => {
  it.each(AGREE)('is %s at %s', (name, url) => {
    expect(toPublisherName(name, url)).toBe(name);
    expect(toPublisherName(name, url, true)).toMatch(/^.+ \([a-z\d.-]+\)$/);
  });

  it.each(DISAGREE)('is not %s at %s', (name, url, host) => {
    expect(toPublisherName(name, url)).toBe(host);
    expect(toPublisherName(name, url, true)).toBe(host);
  });

  it('stands beside the host in a script that cannot be held against it', () => {
    expect(toPublisherName('台灣事實查核中心', 'https://tfc-taiwan.org.tw/1')).toBe(
      '台灣事實查核中心 (tfc-taiwan.org.tw)',
    );
    expect(toPublisherName('Без брехні', 'https://without-lies.org/')).toBe('Без брехні (without-lies.org)');
  });

  it('is told once where the name is the host', () => {
    expect(toPublisherName('FactCheck.org', 'https://www.factcheck.org/1', true)).toBe('FactCheck.org');
  });

  it('is the name alone where no page is known', () => {
    expect(toPublisherName('Town archive', undefined, true)).toBe('Town archive');
    expect(toPublisherName('Town archive', 'document:1', true)).toBe('Town archive');
  });
});
