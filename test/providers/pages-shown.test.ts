import { describe, expect, it } from 'vitest';
import { OutOfReach } from '../../src/core/out-of-reach.ts';
import { parseHtmlPage } from '../../src/providers/pages/html-page.ts';

const STORY = 'The bridge was closed in May. It is open again.';

/** Declarations in a `style` attribute. */
const STYLES = [
  'display:block',
  'display:none;display:block',
  'opacity:.5',
  'font-size:8px',
  'font-size:.6em',
  'font:10px/1.2 Arial, sans-serif',
  'font-size:clamp(1rem, 2vw + .5rem, 3rem)',
  'color:#767676',
  'color:#fff;background:#000',
  'color:white;background:url(x.png) center/cover no-repeat #222',
  'color:#fff;background:linear-gradient(to right, #000, rgb(20 40 90))',
  'color:red;background:green',
  'color:oklch(0.98 0 0);background-color:oklch(0.2 0.05 250)',
  'background:linear-gradient(red, blue);-webkit-background-clip:text;color:transparent',
  'position:absolute;left:50%;transform:translate(-50%, -50%)',
  'position:relative;left:50%;margin-left:-50vw;width:100vw',
  'margin-left:calc(50% - 50vw);width:100vw',
  'margin:0 -9999rem;padding:1rem 9999rem',
  'margin-inline:-9999px;padding-inline:9999px',
  'margin-block:-999px;padding-block:999px',
  'margin:-20px;text-indent:-2em',
  'position:absolute;top:5000px',
  'left:-9999px',
  'height:0',
  'max-height:20em;overflow:auto',
  'height:1em;overflow:hidden',
  'height:0;min-height:40px;overflow:hidden',
  'transform:rotate(180deg)',
  'transform:translateZ(0) scale(1.1)',
  'clip-path:inset(10px round 5px)',
  'clip-path:circle(100%)',
  'clip-path:polygon(0 0, 100% 0, 100% 90%, 0 100%)',
  'filter:drop-shadow(0 0 5px #000)',
  'letter-spacing:-.05em',
  'mask-image:linear-gradient(#000 60%, transparent)',
  'color:var(--ink, #222)',
  'color:color-mix(in srgb, black 80%, white)',
];

/** Sheets and elements around the story. */
const PAGES: readonly (readonly [name: string, css: string, start: string])[] = [
  ['rules for print', '@media print{.x{display:none}}', '<p class=x>'],
  ['rules for a narrow screen', '@media only screen and (max-width: 40em){.x{display:none}}', '<p class=x>'],
  ['rules for all but wide screens', '@media not screen and (min-width: 600px){.x{display:none}}', '<p class=x>'],
  ['rules for screens of a range', '@media (9px < width < 99px){.x{display:none}}', '<p class=x>'],
  ['rules for dark screens', '@media (prefers-color-scheme: dark){.x{color:#fff}}', '<p class=x>'],
  ['rules for a pointer', '.x:hover,.x:focus{display:none}', '<p class=x>'],
  ['a rule that a later one undoes', '.x{display:none}.x{display:block}', '<p class=x>'],
  ['a rule that a stronger one undoes', 'p.x{display:block}.x{display:none}', '<p class=x>'],
  ['a rule that its own style undoes', '.x{display:none}', '<p class=x style="display:block">'],
  ['an important rule', '.x{display:block!important}', '<p class=x style="display:none">'],
  ['rules in layers of which the later wins', '@layer a{.x{display:none}}@layer b{.x{display:block}}', '<p class=x>'],
  ['a rule outside of layers', '.x{display:block}@layer a{.x{display:none}}', '<p class=x>'],
  ['a rule for generated text', '.x::before{display:none}', '<p class=x>'],
  ['a rule for another element', '.menu > .x, .x .y, [data-x=b], #z{display:none}', '<p class=x data-x=a>'],
  ['a rule for another place', 'p:nth-child(2), p:first-child + p{display:none}', '<p>'],
  ['a rule that nests', '.y{&.x{display:none} .x{display:none}}', '<p class=x>'],
  ['frames of an animation', '@keyframes a{from{opacity:0}p{display:none}}', '<p>'],
  ['a font face', '@font-face{font-family:a;font-size:0}', '<p>'],
  ['a sheet that is broken', '}}.y{;{display:none', '<p class=x>'],
  ['a page that is hidden until its script has run', 'body{visibility:hidden;opacity:0}', '<p>'],
  ['a dark page', 'body{background:#111;color:#eee}', '<p>'],
  ['a dark part of a page', '.hero{background-color:navy}', '<div class=hero><h1 style="color:#fff">'],
  ['a dark page by custom properties', ':root{--bg:#000;--fg:#fff}body{background:var(--bg)}p{color:var(--fg)}', '<p>'],
  ['a custom property of itself', ':root{--a:var(--a)}p{color:var(--a)}', '<p>'],
  ['a rule that counts for little', '.x{display:block}:where(#a, .x){display:none}', '<p class=x>'],
  ['a rule for print within a rule', '.x{@media print{display:none}}', '<p class=x>'],
  ['a rule for a part of the page', '@scope (.y){.x{display:none}}', '<p class=x>'],
  ['a value that holds another', '.x{a:(};display:none;)}', '<p class=x>'],
  ['many rules for other elements', 'q{color:red}:is(.q){color:red}'.repeat(2_000), '<i></i>'.repeat(4_000)],
  ['a word for a size', '', '<div style="font-size:1px"><p style="font-size:medium">'],
  ['a gap between blocks', 'ul{font-size:0}li{font-size:16px}', '<ul><li>'],
  ['a small root', 'html{font-size:62.5%}p{font-size:1.6rem}', '<p>'],
  ['a part that is visible again', '.a{visibility:hidden}.x{visibility:visible}', '<div class=a><p class=x>'],
  ['a part that is coloured again', '.a{color:#fff}.x{color:#000}', '<div class=a><p class=x>'],
  ['a nested layer', '@layer a{@layer b{.x{color:red}}}', '<p class=x>'],
  ['old attributes', '', '<table bgcolor=black><td><font color=white>'],
  ['open details', '', '<details open><p>'],
  ['a summary', '', '<details><summary>'],
  ['an open dialog', '', '<dialog open>'],
  ['a template beside it', '', '<template>x</template><p>'],
  ['a sheet in a template', '', '<template><style>p{display:none}</style></template><p>'],
  ['a sheet in noscript', '', '<noscript><style>p{display:none}</style></noscript><p>'],
  ['a sheet for print', '', '<style media="print">p{display:none}</style><p>'],
  ['a sheet of another kind', '', '<style type="text/less">p{display:none}</style><p>'],
];

const read = (html: string): string => parseHtmlPage(html, 'https://news.example/', 0, 9_999).text;

describe('text that everybody sees', () => {
  it.each([...STYLES.map((style) => [style, '', `<div style="${style}">`] as const), ...PAGES])(
    'is read from a page with %s',
    (_name, css, start) => {
      const page = `<!DOCTYPE html><html><head><style>${css}</style></head><body>${start}${STORY}</body></html>`;
      expect(read(page)).toContain(STORY);
    },
  );

  it('is read from a dark page of old', () => {
    expect(read(`<body bgcolor=#000000 text=#ffffff><p>${STORY}</p></body>`)).toBe(STORY);
  });

  it('is told from hidden text by the case of a class, but in an old page', () => {
    const page = `<html><head><style>.X{display:none}</style></head><body><p class=x>${STORY}</p></body></html>`;
    expect(read(`<!DOCTYPE html>${page}`)).toBe(STORY);
    expect(read(page)).toBe('');
  });

  // Each is quick to write, and takes longer by a power of its length.
  it.each([
    ['descendants of descendants', '.x i i i i i i i i b{color:red}', `${'<i>'.repeat(500)}<b>`],
    ['siblings of siblings', '.x ~ p ~ p ~ p{color:red}', '<p>a'.repeat(2_000)],
    ['many rules for many elements', 'p{color:red}'.repeat(3_000), '<p>a'.repeat(3_000)],
    ['rules nested in each other', '&,&{'.repeat(40), '<p>'],
    ['custom properties within each other', '', '<i style="--a:var(--a)">'.repeat(300)],
  ])('is not looked for in a page with %s', (_name, css, start) => {
    expect(() => read(`<style>${css}</style>${start}${STORY}`)).toThrow(OutOfReach);
  });
});
