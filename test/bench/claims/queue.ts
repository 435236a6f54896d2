import { setTimeout as sleep } from 'node:timers/promises';

import { startEmbeddedPostgres } from '@app/platform';

import type { KillableService } from '../../faults/killable-service';
import { table, whole } from '../report';
import type { Target } from '../report';
import type { HttpClient } from './http-client';
import { seedClaims } from './queue-seed';
import type { KnownClaim } from './queue-seed';
import { percentilesOf } from './rising-load';
import type { Percentiles } from './rising-load';

/** So many people ask at once, each as soon as they have their answer. */
const CALLERS = 2;
const WARM_UP_MS = 1_000;
const DURATION_MS = 4_000;
const REST_MS = 1_000;
const LIMIT = 50;
/** How far into a list the deep page lies, when the list is that long. */
const PAGES_DEEP = 40;
const PAGE_P99_MS = 50;

const VIEWS = [
  'all',
  'mine',
  'unassigned',
  'due_today',
  'breached',
  'waiting',
  'second_approval',
  'appeals',
] as const;

interface Measured extends Percentiles {
  readonly what: string;
  readonly perS: number;
}

interface PageJson {
  readonly data: readonly { readonly id: string }[];
  readonly next: string | null;
  readonly asOf: string;
}

/** What the measurements are made with. */
interface Bench {
  readonly client: HttpClient;
  readonly reviewer: string;
  readonly approver: string;
  readonly auditor: string;
}

/** What the queue and the search took among many claims, for the report. */
export interface QueueReport {
  readonly lines: readonly string[];
  readonly targets: readonly Target[];
}

/**
 * Fills the database of a running service with so many claims, one of twenty of them open, and
 * reads the queue in all its views, its counts and news, and the search, through HTTP.
 */
export async function measureQueue(
  service: KillableService,
  client: HttpClient,
  claims: number,
): Promise<QueueReport> {
  // It runs already: this is the way to it, past the service.
  const server = await startEmbeddedPostgres({ stateDir: service.stateDir });
  const adminUrl = Object.assign(new URL(server.adminUrl), { pathname: `/${server.database}` });
  const startedAt = performance.now();
  const known = await seedClaims(adminUrl.toString(), claims);
  const seededS = (performance.now() - startedAt) / 1_000;
  process.stderr.write(`${whole(claims)} claims in ${seededS.toFixed(0)} s\n`);
  const bench: Bench = {
    client,
    reviewer: await client.signIn('wang@demo.ganpei'),
    approver: await client.signIn('zhao@demo.ganpei'),
    auditor: await client.signIn('audit@demo.ganpei'),
  };
  const pages = await measurePages(bench);
  const others = [...(await measureNews(bench)), ...(await measureSearch(bench, known))];
  return {
    lines: linesOf(claims, [...pages, ...others]),
    targets: [targetOf(claims, pages)],
  };
}

async function measurePages(bench: Bench): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const view of VIEWS) {
    const token = view === 'second_approval' ? bench.approver : bench.reviewer;
    const first = `/v1/review/queue?view=${view}&limit=${String(LIMIT)}`;
    measured.push(await measure(bench, `${view}, first page`, token, () => first));
    const { path, page } = await deepPage(bench, token, first);
    if (page > 1) measured.push(await measure(bench, `${view}, page ${page}`, token, () => path));
  }
  const first = `/v1/review/queue?limit=${String(LIMIT)}`;
  measured.push(await measure(bench, 'all, as an auditor', bench.auditor, () => first));
  const { path, page } = await deepPage(bench, bench.auditor, first);
  const what = `all, as an auditor, page ${page}`;
  measured.push(await measure(bench, what, bench.auditor, () => path));
  return measured;
}

async function measureNews(bench: Bench): Promise<Measured[]> {
  const { reviewer } = bench;
  const page = await pageAt(bench, reviewer, `/v1/review/queue?limit=${String(LIMIT)}`);
  const shown = page.data.map(({ id }) => id).join();
  const news = `/v1/review/queue/news?since=${page.asOf}&shown=${shown}`;
  return [
    await measure(bench, 'counts of all views', reviewer, () => '/v1/review/queue/counts'),
    await measure(bench, 'news', reviewer, () => news),
  ];
}

async function measureSearch(bench: Bench, known: readonly KnownClaim[]): Promise<Measured[]> {
  const texts: readonly (readonly [string, (claim: KnownClaim) => string])[] = [
    ['reference', ({ reference }) => reference.toLowerCase()],
    ['telephone number', ({ phone }) => phone],
    ['last four digits', ({ phone }) => phone.slice(-4)],
    ['name', ({ name }) => name],
    ['the most common name', () => '王伟'],
    ['a common surname in Latin letters', () => 'zhang'],
    ['payment at its source', ({ sourceId }) => sourceId],
    ['nobody', ({ id }) => `nobody${id.slice(-4)}`],
  ];
  const measured: Measured[] = [];
  for (const [what, textOf] of texts) {
    const path = (call: number): string => {
      const claim = known[call % known.length];
      return `/v1/search?q=${encodeURIComponent(claim === undefined ? '' : textOf(claim))}`;
    };
    measured.push(await measure(bench, `search by ${what}`, bench.reviewer, path));
  }
  return measured;
}

/** The page so many pages into a list, or its last one. */
async function deepPage(
  bench: Bench,
  token: string,
  first: string,
): Promise<{ readonly path: string; readonly page: number }> {
  let path = first;
  for (let page = 1; ; page += 1) {
    const { next } = await pageAt(bench, token, path);
    if (next === null || page === PAGES_DEEP) return { path, page };
    path = `${first}&after=${next}`;
  }
}

async function pageAt({ client }: Bench, token: string, path: string): Promise<PageJson> {
  const { status, body } = await client.get(path, token);
  if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
  return body as PageJson;
}

async function measure(
  { client }: Bench,
  what: string,
  token: string,
  pathOf: (call: number) => string,
): Promise<Measured> {
  let calls = 0;
  const call = async (): Promise<number> => {
    calls += 1;
    const calledAt = performance.now();
    const { status, body } = await client.get(pathOf(calls), token);
    if (status !== 200) throw new Error(`${what}: ${JSON.stringify(body)}`);
    return performance.now() - calledAt;
  };
  const run = async (durationMs: number): Promise<number[]> => {
    const times: number[] = [];
    const until = performance.now() + durationMs;
    const loop = async (): Promise<void> => {
      while (performance.now() < until) times.push(await call());
    };
    await Promise.all(Array.from({ length: CALLERS }, loop));
    return times;
  };
  await run(WARM_UP_MS);
  await sleep(REST_MS);
  const times = await run(DURATION_MS);
  const measured = { what, perS: (times.length * 1_000) / DURATION_MS, ...percentilesOf(times) };
  process.stderr.write(`${what}: ${measured.p99Ms.toFixed(1)} ms\n`);
  return measured;
}

function linesOf(claims: number, measured: readonly Measured[]): string[] {
  const rows = measured.map(({ what, perS, p50Ms, p99Ms }) => [
    what,
    whole(perS),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
  ]);
  return [
    `## Queue and search at ${whole(claims)} claims`,
    '',
    `One of twenty is open. ${String(CALLERS)} callers, pages of ${String(LIMIT)}; times in ms.`,
    '',
    ...table(['', 'per s', 'p50', 'p99'], rows),
    '',
  ];
}

function targetOf(claims: number, pages: readonly Measured[]): Target {
  const slowest = Math.max(...pages.map(({ p99Ms }) => p99Ms));
  return {
    what: `p99 of the slowest queue page at ${whole(claims)} claims`,
    wanted: `≤ ${String(PAGE_P99_MS)} ms`,
    found: `${slowest.toFixed(1)} ms`,
    reached: slowest <= PAGE_P99_MS,
  };
}
