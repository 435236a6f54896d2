import { createHash } from 'node:crypto';

import { LOCALES } from '@app/review';

import { letterOf } from '../../../../libs/review/src/domain/letter/letter-of';
import { letterData } from '../../../../test/support/letter-data';
import type { LetterWish } from '../../../../test/support/letter-data';
import { LETTER_PAGE_POLICY, letterPage } from './letter-page';

const page = (wish: LetterWish = {}, locale: (typeof LOCALES)[number] = 'zh-CN'): string =>
  letterPage(letterOf(letterData(wish), locale));

const styleOf = (html: string): string => /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? '';

/** The contrast of two colours by WCAG 2.2. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the page of a letter', () => {
  it.each(LOCALES)('says its language, and marks the line in the other one, in %s', (locale) => {
    const html = page({}, locale);
    expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${locale}">`));
    expect(html).toContain(`<p lang="${locale === 'en' ? 'zh-CN' : 'en'}">`);
  });

  it('has one title, headings in order, and tables with captions and head cells', () => {
    const html = page();
    expect(html).toContain('<title>关于您索赔的决定 CLM-7K3M-92QD</title>');
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<table><caption>[^<]+<\/caption><thead><tr><th scope="col"/g)).toHaveLength(
      2,
    );
    expect(html).toContain('<td class="amount">199.00\u00a0元</td>');
  });

  it('runs nothing and fetches nothing, and lets only its own style in', () => {
    const html = page();
    expect(html).not.toMatch(/<script|<iframe|<form|<img|<link|\son\w+=|url\(|@import|https?:/i);
    const digest = createHash('sha256').update(styleOf(html)).digest('base64');
    expect(LETTER_PAGE_POLICY.split('; ')).toEqual([
      "default-src 'none'",
      `style-src 'sha256-${digest}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      'sandbox',
    ]);
  });

  it('writes what people wrote as text, whatever it looks like', () => {
    const hostile = `<script>alert('1')</script>"&amp;`;
    const { lines } = letterData();
    const html = page({
      decision: { reason: hostile },
      data: {
        addressee: hostile,
        lines: lines.map((line) => ({ ...line, payeeName: hostile, text: hostile })),
      },
    });
    expect(html).not.toMatch(/<script|alert\('/);
    expect(html).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;amp;');
  });

  it('that is a draft says so in its title, at its top and at its end', () => {
    const html = page({ data: { isDraft: true } });
    expect(html).toMatch(/<title>草稿 DRAFT/);
    expect(html.match(/<p class="draft">草稿 DRAFT：尚未生效，不得发出<\/p>/g)).toHaveLength(2);
    expect(page()).not.toMatch(/草稿|class="draft"/);
  });

  it('can be read by those who see badly: each colour of text against its ground', () => {
    const style = styleOf(page());
    const inks = [...style.matchAll(/[{;]color:(#[0-9a-f]{3,6})/g)].map(([, ink = '']) => ink);
    const grounds = [...style.matchAll(/background:(#[0-9a-f]{3,6})/g)].map(([, one = '']) => one);
    expect(new Set(inks).size).toBeGreaterThan(2);
    for (const ink of inks) {
      for (const ground of grounds) {
        expect([ink, ground, contrast(ink, ground) >= 4.5]).toEqual([ink, ground, true]);
      }
    }
  });

  it('can be printed on A4', () => {
    expect(styleOf(page())).toMatch(/@page\{size:A4.*@media print\{/s);
  });
});
