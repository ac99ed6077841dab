import { describe, expect, it } from 'vitest';
import { raw, usePages } from './pages-fixture.ts';

const site = usePages();
const page = (title: string, body: string, head = '') =>
  `<!doctype html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`;
const FORM = '<form action="/next"><button>Accept all</button><button>Reject all</button></form>';
const LOGIN =
  '<form action="/session"><label>E-mail</label><input name="e"><label>Password</label><input type="password"><button>Go</button></form>';

/** Pages in front of a page, each by another of its signs. */
const WALLS: readonly [string, string][] = [
  ['a test, by its title alone', page('Just a moment...', '')],
  ['a test, by its heading', page('news.example', '<h1>Checking your browser</h1><p>This takes a few seconds.</p>')],
  [
    'a test with its words',
    page('Just a moment...', '<h1>news.example</h1><p>Verifying you are human. This may take a few seconds.</p>'),
  ],
  [
    'a test with a site’s name',
    page('Attention Required! | Cloudflare', '<p>Please complete the security check to access news.example</p>'),
  ],
  [
    'a test by a service’s own script',
    page('news.example', '<p>Wait.</p><script>window._cf_chl_opt={cvId:"3"}</script>'),
  ],
  [
    'a test by a service’s frame',
    page('news.example', '<iframe src="https://geo.captcha-delivery.com/captcha/?x=1"></iframe><p>news.example'),
  ],
  [
    'a test by a widget',
    page(
      'news.example',
      '<p>Please prove that you are not a robot.</p><div class="h-captcha"></div><script src="https://js.hcaptcha.com/1/api.js"></script>',
    ),
  ],
  [
    'an empty page of a service',
    page('', '<iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>Request unsuccessful.'),
  ],
  [
    'a call to switch scripts on',
    page('App', '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>'),
  ],
  ['a call without a title', '<p>Please enable JS and disable any ad blocker</p>'],
  [
    'a consent',
    page(
      'Before you continue',
      `<p>We use cookies and data to deliver services. If you choose to accept all, we also use them for ads.</p>${FORM}`,
    ),
  ],
  ['a consent to a site', page('Before you continue to YouTube', FORM)],
  [
    'a consent without a title',
    page('news.example', `<p>We use cookies. We and our partners store data on your device.</p>${FORM}`),
  ],
  ['a consent in German', page('Bevor Sie zu Google weitergehen', '<p>Wir verwenden Cookies.</p>')],
  [
    'a consent in French',
    page(
      'Le Journal',
      '<p>Nous utilisons des cookies. Vous pouvez tout accepter.</p><button>Tout accepter</button><button>Tout refuser</button>',
    ),
  ],
  ['a test in Spanish', page('Un momento…', '<p>Compruebe que es un ser humano.</p>')],
  ['a test in Portuguese', page('Só um momento...', '<p>Verificando seu navegador.</p>')],
  ['a test in Hindi', page('एक क्षण...', '<p>सत्यापित करें कि आप मानव हैं।</p>')],
  ['a test in Arabic', page('لحظة…', '<p>تحقق من أنك إنسان.</p>')],
  ['a log-in in Indonesian', page('Masuk', '<p>Masuk untuk melanjutkan.</p><button>Masuk</button>')],
  ['a test in Ukrainian', page('Зачекайте…', '<p>Підтвердьте, що ви людина.</p>')],
  ['a test in Chinese', page('请稍候…', '<p>请验证您是真人。</p>')],
  [
    'a log-in',
    page('Log in to Facebook | Facebook', '<p>Log in to continue.</p><input name=email><button>Log in</button>'),
  ],
  ['a log-in by its form', page('news.example', LOGIN)],
];

const NEWS = 'The council of Alba closed the bridge in May. It will be opened again in July, the mayor said.';
/** Pages that are themselves, however short, and whatever they are about. */
const PAGES: readonly [string, string][] = [
  ['a short notice', page('Notice', '<p>The bridge is closed.</p>')],
  [
    'a short notice with a search form',
    page('Notice', '<form action="/search"><input name=q><button>Search</button></form><p>The bridge is closed.</p>'),
  ],
  [
    'a short notice with a cookie banner',
    page(
      'Notice',
      `<p>${NEWS} The road beside it stays open. Buses go round by Brun.</p><div>We use cookies. <button>OK</button></div>`,
    ),
  ],
  ['a page with a log-in in its corner', page('Alba', `<div>${LOGIN}</div><p>${NEWS} ${NEWS} ${NEWS}</p>`)],
  [
    'a page with a widget for its comments',
    page(
      'Alba',
      `<p>${NEWS}</p><form><textarea></textarea></form><script src="https://www.google.com/recaptcha/api.js"></script>`,
    ),
  ],
  [
    'a page of a site that its host watches',
    page('Alba', `<p>${NEWS}</p><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`),
  ],
  [
    'news of captchas',
    page(
      'What a captcha is',
      '<p>A captcha is a test that tells people from machines. The first ones were made in 1997. Today most show pictures of traffic lights.</p>',
    ),
  ],
  [
    'news of cookies',
    page(
      'Before you continue: five things to know about cookies',
      '<p>Cookie banners fill the web. The law asks sites to offer “Reject all” beside “Accept all”. France fined two firms in 2022 over it.</p>',
    ),
  ],
  [
    'news of a denial',
    page(
      'Access denied: court keeps reporters out',
      '<p>A judge in Alba barred reporters from the hearing on Monday.</p>',
    ),
  ],
  [
    'news of a log-in',
    page(
      'Login data of 3,000 people stolen',
      '<p>Thieves took passwords of 3,000 people from the town’s server. The town asks all of them to choose new ones.</p>',
    ),
  ],
  [
    'an article with a captcha beside it',
    page(
      'Just a moment',
      `<article><p>“Just a moment” is the name of a new café in Alba.</p></article><div class="g-recaptcha"></div>`,
    ),
  ],
  [
    'an article by its own word',
    page('Captcha', '<p>The word captcha was coined in 2003.</p>', '<meta property="og:type" content="article">'),
  ],
  [
    'a long page about consent',
    page('Privacy settings', `<p>${'We use cookies where you accept all of them. '.repeat(20)}</p>${FORM}`),
  ],
];

describe('a page in front of a page', () => {
  it.each(WALLS)('is not read as it: %s', async (_, html) => {
    await expect(site.read(html)).rejects.toMatchObject({ name: 'OutOfReach', why: 'refused' });
  });

  it.each(PAGES)('is not taken for one: %s', async (_, html) => {
    expect((await site.read(html)).text).not.toBe('');
  });

  it.each([
    ['403', 'cf-mitigated: challenge'],
    ['503', 'cf-mitigated: challenge'],
    ['200', 'cf-mitigated: challenge'],
    ['202', 'x-amzn-waf-action: challenge'],
    ['405', 'x-amzn-waf-action: captcha'],
  ])('is told by its header, with status %s and %s', async (status, header) => {
    const read = site.read(raw(`${status} x\r\ncontent-type: text/html\r\n${header}`, `<p>${NEWS}`));
    await expect(read).rejects.toMatchObject({ why: 'refused' });
  });

  it.each([
    ['http://consent.news.example/m?continue=x', 'refused'],
    ['http://accounts.news.example/any', 'refused'],
    ['http://login.other.example/', 'refused'],
    ['/login?next=%2Fstory', 'refused'],
    ['/users/sign-in.html', 'refused'],
    ['/login-data-stolen', undefined],
    ['http://accounting.news.example/story', undefined],
  ])('is told by a redirect to %s: %s', async (target, why) => {
    const url = new URL(target, `http://news.example:${site.peer.port}`);
    url.port = String(site.peer.port);
    site.peer.serve(url.pathname, `<p>${NEWS}`);
    const read = site.read(raw(`302 x\r\nlocation: ${url.href}`));
    if (why) await expect(read).rejects.toMatchObject({ why });
    else expect((await read).text).toBe(NEWS);
  });

  it('is passed where it leads back', async () => {
    const home = `http://news.example:${site.peer.port}/story`;
    site.peer.serve('/consent', (_request, response) => response.writeHead(302, { location: `${home}?seen=1` }).end());
    site.peer.serve('/story', `<p>${NEWS}`);
    expect(
      (await site.read(raw(`302 x\r\nlocation: http://consent.news.example:${site.peer.port}/consent`))).text,
    ).toBe(NEWS);
  });

  it('is read where it was asked for itself', async () => {
    const url = site.peer.serve('/about/login', `<p>${NEWS}`);
    expect((await site.reader.read(url, AbortSignal.timeout(15_000))).text).toBe(NEWS);
  });
});
