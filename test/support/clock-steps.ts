import { BreakClocks, ClaimQueries, RecordMilestone } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import type { Actor } from '@app/platform';
import { AssessClaim } from '@app/review';

import { claimNow } from './cases';
import type { TestOperations } from './test-operations';

/** Does what the job of a claim's clocks does. */
export async function breakClocksOf(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<ClaimEntity> {
  await ops.get(BreakClocks).run({ claimId: claim.id });
  return claimNow(ops, claim);
}

/** Lets the time pass until the next clock of a claim is broken. */
export async function passDueTime(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<void> {
  const { clockDueAt } = await claimNow(ops, claim);
  if (clockDueAt === null) throw new Error('No clock of this claim can break.');
  ops.clock.moveOn(clockDueAt.getTime() + 1 - ops.clock.now().getTime());
}

/** The facts of a claim's clocks, as `decide started`, or `decide breached escalate`. */
export async function clockFactsOf(
  ops: TestOperations,
  { lane, id }: Pick<ClaimEntity, 'lane' | 'id'>,
): Promise<string[]> {
  const facts = await ops.get(ClaimQueries).clockFacts(ops.reads, { lane, id });
  return facts.map(({ clock, kind, reason }) =>
    [clock, kind, ...(reason === null ? [] : [reason])].join(' '),
  );
}

/** The kinds of the lines of a claim's timeline, in order. */
export async function timelineOf(
  ops: TestOperations,
  { lane, id }: Pick<ClaimEntity, 'lane' | 'id'>,
): Promise<string[]> {
  const events = await ops.get(ClaimQueries).timeline(ops.reads, { lane, id });
  return events.map(({ kind }) => kind);
}

/** Records a milestone, some days ago, as a reviewer would. */
export async function milestoneOn(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
  milestone: string,
  { daysAgo = 0, by = ops.staff.wang }: { readonly daysAgo?: number; readonly by?: Actor } = {},
): Promise<void> {
  const at = new Date(ops.clock.now().getTime() - daysAgo * 86_400_000);
  const input = { claimId: claim.id, milestone, at, note: null };
  await ops.transaction((tx) => ops.get(RecordMilestone).run(tx, by, input));
}

/** Does what the job that assesses a claim does. */
export async function assess(
  ops: TestOperations,
  claim: Pick<ClaimEntity, 'id'>,
): Promise<ClaimEntity> {
  await ops.get(AssessClaim).run({ claimId: claim.id });
  return claimNow(ops, claim);
}

/** When the bells of a claim ring, by its jobs: the due times, in milliseconds. */
export async function bellsOf(
  ops: TestOperations,
  { id }: Pick<ClaimEntity, 'id'>,
): Promise<number[]> {
  const rows = await ops.reads.query<{ id: string }[]>(
    `SELECT id FROM bullmq.job WHERE queue = 'break-clocks' AND data @> $1 ORDER BY seq`,
    [JSON.stringify({ claimId: id })],
  );
  return rows.map((row) => Number(row.id.split('due-')[1]));
}
