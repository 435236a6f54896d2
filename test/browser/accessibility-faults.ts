import type { AxeResults, RunOptions } from 'axe-core';
import { source } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 at level AA, with all that it builds on. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** A window as wide as 1.4.10 (Reflow) asks for, where nobody may have to scroll sideways. */
const REFLOW_PX = 320;

/** What axe finds on a page as it is now: the rule, and where it is broken. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  return found(page, { runOnly: { type: 'tag', values: STANDARD } });
}

/** The same without the colours, which are those of the page in every language. */
export async function faultsOfWords(page: Page): Promise<string[]> {
  const rules = Object.fromEntries(OF_COLOURS.map((rule) => [rule, { enabled: false }]));
  return found(page, { runOnly: { type: 'tag', values: STANDARD }, rules });
}

/** What axe finds against the colours of a page; nothing else changes with its scheme. */
export async function faultsOfColours(page: Page): Promise<string[]> {
  return found(page, { runOnly: { type: 'rule', values: OF_COLOURS } });
}

async function found(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source);
  const wish = JSON.stringify({ ...options, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<AxeResults>(`window.axe.run(document, ${wish})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  );
}

/** How many pixels of a page lie outside of a window that is as narrow as may be. */
export async function pixelsCutOff(page: Page): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: REFLOW_PX, height: 740 });
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (before !== null) await page.setViewportSize(before);
  return Math.max(0, width - REFLOW_PX);
}
