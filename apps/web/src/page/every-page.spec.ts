import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '..');

/** The components that are a page of their own. */
function pages(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.tsx') && /<main\b/.test(source(file)));
}

function source(file: string): string {
  return readFileSync(join(SOURCES, file), 'utf8');
}

describe('every page', () => {
  it('is found by its main part', () => {
    expect(pages()).toContain('home.tsx');
  });

  it('ends with the telephone number', () => {
    expect(pages().filter((file) => !/<PageFooter\s+phone=/.test(source(file)))).toEqual([]);
    expect(source('page/page-footer.tsx')).toMatch(/<TelephoneNumber phone=\{phone\}/);
  });

  it('names without scripts where the number is', () => {
    const html = readFileSync(join(SOURCES, '..', 'index.html'), 'utf8');
    expect(html.match(/v1\/public\/contact/g)).toHaveLength(2);
  });
});
