import 'reflect-metadata';

import { KillableService } from '../faults/killable-service';
import { fundClaims, playClaim, reportPayments } from './claims/claim-story';
import type { People } from './claims/claim-story';
import { HttpClient } from './claims/http-client';
import { measureQueue } from './claims/queue';
import type { QueueReport } from './claims/queue';
import { runStep } from './claims/rising-load';
import type { Step } from './claims/rising-load';
import { processorTime, processorTimeEach } from './processor-time';
import type { ProcessorTime } from './processor-time';
import { keep, machine, table, targetTable, today } from './report';
import type { Target } from './report';

/** `CLAIMS_PER_S=10,50 STEP_S=5 npm run bench:claims` asks for other steps. */
const STEPS = (process.env.CLAIMS_PER_S ?? '10,20,40,60,80,100,120').split(',').map(Number);
const STEP_S = Number(process.env.STEP_S ?? 15);
/** Among so many claims the queue is read afterwards; with 0 it is left out. */
const QUEUE_CLAIMS = Number(process.env.QUEUE_CLAIMS ?? 1_000_000);
const WARM_UP_S = 5;
const WARM_UP_PER_S = 10;
const WANTED_PER_S = 100;
const FILING_P99_MS = 150;

interface MeasuredStep extends Step {
  /** What a claim took of the processors; null where the system does not tell. */
  readonly cost: ProcessorTime | null;
}

/**
 * Claims from filing to approval through HTTP at a rising load. The service, its database, the rail
 * and whoever asks share the processors of one machine.
 */
export async function main(): Promise<void> {
  const service = await KillableService.prepare();
  const client = new HttpClient(service.url);
  try {
    service.start('up');
    await service.untilReady();
    const people = await signIn(client);
    const steps: MeasuredStep[] = [];
    const bench = { service, client, people };
    await measureStep(bench, { perS: WARM_UP_PER_S, durationS: WARM_UP_S });
    for (const perS of STEPS) {
      steps.push(await measureStep(bench, { perS, durationS: STEP_S }));
    }
    const queue = QUEUE_CLAIMS > 0 ? await measureQueue(service, client, QUEUE_CLAIMS) : null;
    const text = report(steps, queue);
    process.stdout.write(`${text}\nKept in ${keep('claims', text)}\n`);
  } finally {
    client.close();
    await service.dispose();
  }
}

async function signIn(client: HttpClient): Promise<People> {
  const bank = await client.signIn('ops@demo.ganpei');
  const agent = await client.signIn('sun@demo.ganpei');
  const reviewer = await client.signIn('wang@demo.ganpei');
  return { bank, agent, reviewer, approver: await client.signIn('zhao@demo.ganpei') };
}

async function measureStep(
  { service, client, people }: { service: KillableService; client: HttpClient; people: People },
  { perS, durationS }: { perS: number; durationS: number },
): Promise<MeasuredStep> {
  const label = `${String(Date.now())}-${String(perS)}`;
  await fundClaims(client, people, perS * durationS);
  const disputed = await reportPayments(client, people.bank, perS * durationS, label);
  const before = processorTime(service);
  const step = await runStep(perS, durationS, () => {
    const next = disputed.pop();
    if (next === undefined) throw new Error('There are no payments left.');
    return playClaim(client, people, next);
  });
  const cost = processorTimeEach(before, processorTime(service), perS * durationS);
  process.stderr.write(
    `${String(perS)} wanted: ${step.donePerS.toFixed(1)}/s, ${String(step.errors)} errors${step.firstError === null ? '' : ` (${step.firstError})`}\n`,
  );
  return { ...step, cost };
}

function report(steps: readonly MeasuredStep[], queue: QueueReport | null): string {
  const both = ({ p50Ms, p99Ms }: { p50Ms: number; p99Ms: number }): string =>
    `${p50Ms.toFixed(0)} / ${p99Ms.toFixed(0)}`;
  const rows = steps.map(({ wantedPerS, donePerS, errors, times, cost }) => [
    String(wantedPerS),
    donePerS.toFixed(1),
    String(errors),
    both(times.file),
    both(times.assess),
    both(times.decide),
    both(times.approve),
    both(times.whole),
    cost === null ? '–' : `${cost.nodeMs.toFixed(0)} + ${cost.postgresMs.toFixed(0)}`,
  ]);
  const head = [
    'begun per s',
    'done per s',
    'errors',
    'file',
    'assess',
    'decide',
    'approve',
    'all',
    'Node + PostgreSQL, ms',
  ];
  return [
    `# Claims, ${today()}`,
    '',
    `${machine()}. Service, worker, database, rail and client on one machine; payouts go out meanwhile. Times are p50 / p99 in ms; the last column is what a claim took of the processors.`,
    '',
    ...table(head, rows),
    '',
    ...(queue?.lines ?? []),
    ...targetTable([...targetsOf(steps), ...(queue?.targets ?? [])]),
    '',
  ].join('\n');
}

/** The most claims a second that filing kept its time at, without an error. */
function targetsOf(steps: readonly MeasuredStep[]): Target[] {
  const kept = steps.filter(
    ({ errors, times }) => errors === 0 && times.file.p99Ms <= FILING_P99_MS,
  );
  const best = Math.max(0, ...kept.map(({ donePerS }) => donePerS));
  return [
    {
      what: `claims per second end to end, with p99 of filing ≤ ${String(FILING_P99_MS)} ms`,
      wanted: `≥ ${String(WANTED_PER_S)}`,
      found: best.toFixed(1),
      reached: best >= WANTED_PER_S,
    },
  ];
}
