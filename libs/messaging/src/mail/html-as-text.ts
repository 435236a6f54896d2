import { convert } from 'html-to-text';

/** Nested tags make the parser's time grow with the square of this. */
export const HTML_CHARS_MAX = 200_000;

/** The words of an HTML mail: no pictures, no addresses of links, quotes behind ">". */
export function htmlAsText(html: string): string {
  const shown = html
    .slice(0, HTML_CHARS_MAX)
    // What is not shown to its reader is not what its author said.
    .replace(/<(style|script|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ');
  try {
    return convert(shown, {
      wordwrap: false,
      limits: { maxDepth: 100, maxInputLength: HTML_CHARS_MAX, ellipsis: '…' },
      selectors: [
        { selector: 'img', format: 'skip' },
        { selector: 'a', options: { ignoreHref: true } },
        { selector: 'h1', options: { uppercase: false } },
        { selector: 'h2', options: { uppercase: false } },
        { selector: 'table', format: 'block' },
      ],
    });
  } catch {
    return ''; // Nested too deep: the message says that there is a mail, and the original is kept.
  }
}
