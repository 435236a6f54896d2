import 'reflect-metadata';

import { loadavg } from 'node:os';

import type { Page } from 'playwright-core';

import { PortalUnderTest } from '../browser/portal-under-test';
import startTestServer from '../support/global-setup';
import stopTestServer from '../support/global-teardown';
import { keep, machine, table, targetTable, today, whole } from './report';

/** `VISITS=21 npm run bench:web` asks for more visits. */
const VISITS = Number(process.env.VISITS ?? 9);
const INTERACTIVE_MS_MAX = 2_000;

/** A phone of the middle range: so many times slower than this machine. */
const CPU_SLOWDOWN = 4;
/** "Slow 4G" as Chromium's own tools have it: 1.6 Mbit/s and 150 ms, less what the radio takes. */
const SLOW_4G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: 184_320,
  uploadThroughput: 86_400,
};

/** Interactive: the ways on are drawn, and the page has the time to follow one. */
const WATCH = `
  const seen = (window.benchSeen = {});
  const drawn = (name) => requestAnimationFrame(() => setTimeout(() => {
    seen[name] ??= performance.now();
    document.documentElement.dataset.drawn = String(Object.keys(seen).length);
  }));
  new MutationObserver(() => {
    if (document.querySelector('main h1') !== null) drawn('interactiveMs');
    if (document.querySelector('main a[href^="tel:"]') !== null) drawn('numberMs');
    if (document.querySelector('main .as-of') !== null) drawn('figuresMs');
  }).observe(document, { childList: true, subtree: true });
`;
const ALL_DRAWN = 'html[data-drawn="3"]';

/** One visit by somebody who has never been here. Times since they touched the link. */
interface Seen {
  readonly interactiveMs: number;
  readonly numberMs: number;
  readonly figuresMs: number;
  /** What came over the network until then. */
  readonly bytes: number;
}

/** The first page on a slow phone with a slow network. */
export async function main(): Promise<void> {
  await startTestServer();
  try {
    const text = await measured();
    process.stdout.write(`${text}\nKept in ${keep('web', text)}\n`);
  } finally {
    await stopTestServer();
  }
}

async function measured(): Promise<string> {
  const [waiting = Number.NaN] = loadavg();
  const portal = await PortalUnderTest.start();
  try {
    // The first of all visitors waits for what the service and the browser have not read yet.
    await visitOnce(portal);
    const visits: Seen[] = [];
    for (let visit = 0; visit < VISITS; visit += 1) visits.push(await visitOnce(portal));
    return report(visits, portal.browser.version(), waiting);
  } finally {
    await portal.stop();
  }
}

async function visitOnce(portal: PortalUnderTest): Promise<Seen> {
  const page = await portal.newPage();
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.addInitScript(WATCH);
  await page.goto(`${portal.service.url}/`);
  await page.locator(ALL_DRAWN).waitFor();
  const times = await timesOf(page);
  await portal.endVisits();
  return { ...times, bytes };
}

function timesOf(page: Page): Promise<Omit<Seen, 'bytes'>> {
  return page.evaluate<Omit<Seen, 'bytes'>>('benchSeen');
}

function report(visits: readonly Seen[], version: string, waiting: number): string {
  const row = (what: string, of: (seen: Seen) => number): string[] => {
    const sorted = visits.map(of).sort((a, b) => a - b);
    return [what, ...[0, 0.5, 1].map((share) => whole(at(sorted, share)))];
  };
  const interactive = row('interactive, ms', ({ interactiveMs }) => interactiveMs);
  const found = at(
    visits.map(({ interactiveMs }) => interactiveMs).sort((a, b) => a - b),
    0.5,
  );
  return [
    `# The first page on a phone, ${today()}`,
    '',
    `${machine()}, Chromium ${version}. ${String(VISITS)} first visits at 360 px, nothing kept from before, with a processor ${String(CPU_SLOWDOWN)} times slower and "slow 4G" (1.6 Mbit/s, 150 ms). Times are from the touch of the link. Interactive: the ways on are drawn and the page has time to follow one. Service, database and browser on one machine, where on average ${waiting.toFixed(1)} processes wanted a processor when it began.`,
    '',
    ...table(
      ['', 'least', 'median', 'most'],
      [
        interactive,
        row('the number to call is there, ms', ({ numberMs }) => numberMs),
        row('the figures are there, ms', ({ figuresMs }) => figuresMs),
        row('bytes over the network', ({ bytes }) => bytes),
      ],
    ),
    '',
    ...targetTable([
      {
        what: 'interactive, median, ms',
        wanted: `≤ ${whole(INTERACTIVE_MS_MAX)}`,
        found: whole(found),
        reached: found <= INTERACTIVE_MS_MAX,
      },
    ]),
    '',
  ].join('\n');
}

/** The value at a share of a sorted list: 0.5 is the median. */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}
