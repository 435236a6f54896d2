import { AssessClaim, QueueQueries } from '@app/review';
import type { Actor } from '@app/platform';

import { hired } from '../../../../test/support/accounts';
import {
  aClaimant,
  awaitingApproval,
  claimNow,
  claimantOf,
  decide,
  filedCase,
  giveVerdict,
  reviewedCase,
} from '../../../../test/support/cases';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import { clockFactsOf, milestoneOn, timelineOf } from '../../../../test/support/clock-steps';
import { endOf } from '../../../../test/support/duels';
import { merge } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import type { VulnerabilityKind } from '../domain/vulnerability';
import { FilingQueries } from '../filing/filing.queries';
import type { ClaimEntity } from '../persistence/claim.entity';
import { ChangePayoutMethod } from './change-payout-method';
import { DeclareVulnerability } from './declare-vulnerability';
import { RecordCircumstance } from './record-circumstance';
import { RecordFinding } from './record-finding';

const NAME = '林小满';

describe('a merger', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  async function twoClaims(): Promise<{ duplicate: ClaimEntity; other: ClaimEntity }> {
    const claimant = aClaimant();
    const other = await reviewedCase(ops, { claimant, amounts: [60_000n] });
    return { duplicate: await reviewedCase(ops, { claimant, amounts: [40_000n] }), other };
  }

  const declare = (claim: ClaimEntity, kinds: readonly VulnerabilityKind[]): Promise<unknown> =>
    ops.transaction((tx) =>
      ops
        .get(DeclareVulnerability)
        .run(tx, claimantOf(claim), { claimId: claim.id, kinds, supportNeeds: null }),
    );
  const declared = async (claim: ClaimEntity): Promise<string[]> => {
    const held = await ops.get(FilingQueries).vulnerabilities(ops.reads, claim);
    return held.map(({ kinds }) => kinds.join());
  };

  it('leaves nobody who is vulnerable behind', async () => {
    const { duplicate, other } = await twoClaims();
    await declare(duplicate, ['life_event']);
    await declare(duplicate, ['health']);
    await merge(ops, duplicate, other);
    expect(await claimNow(ops, other)).toMatchObject({ priority: 1 });
    expect(await declared(other)).toEqual(['health']);
    expect(await declared(duplicate)).toEqual(['life_event', 'health']);
  });

  it('takes no declaration back, and copies none that was taken back or is there', async () => {
    const { duplicate, other } = await twoClaims();
    await declare(other, ['health']);
    await declare(duplicate, ['life_event']);
    await declare(duplicate, []);
    await merge(ops, duplicate, other);
    expect(await claimNow(ops, other)).toMatchObject({ priority: 1 });
    expect(await declared(other)).toEqual(['health']);
  });

  const lineOf = async (claim: ClaimEntity, index = 0): Promise<string> =>
    (await ops.get(ClaimQueries).lines(ops.reads, claim))[index]?.id ?? '';
  const establish = (
    { id: claimId }: ClaimEntity,
    circumstance: string,
    { established = true, lineId = null }: { established?: boolean; lineId?: string | null } = {},
  ): Promise<unknown> =>
    ops.transaction((tx) =>
      ops
        .get(RecordCircumstance)
        .run(tx, ops.staff.wang, { claimId, circumstance, lineId, established, note: 'Seen.' }),
    );
  const find = (
    { id: claimId }: ClaimEntity,
    finding: string,
    value: string,
    lineId: string | null = null,
  ): Promise<unknown> =>
    ops.transaction((tx) =>
      ops
        .get(RecordFinding)
        .run(tx, ops.staff.wang, { claimId, finding, value, lineId, reason: 'Seen.' }),
    );

  it('brings what was recorded, by the lines there, and contradicts nothing', async () => {
    const { duplicate, other } = await twoClaims();
    await establish(other, 'vulnerable', { established: false });
    await establish(duplicate, 'vulnerable');
    await establish(duplicate, 'foreign', { lineId: await lineOf(duplicate) });
    await find(duplicate, 'exclusions.lent_account', 'true');
    await find(duplicate, 'exclusions.lent_account', 'false');
    await find(duplicate, 'feesMinor', '750', await lineOf(duplicate));
    await merge(ops, duplicate, other);
    const queries = ops.get(ClaimQueries);
    const line = await lineOf(other, 1);
    const circumstances = await queries.circumstances(ops.reads, other);
    expect(
      circumstances.map(({ circumstance, established, lineId }) => [
        circumstance,
        established,
        lineId,
      ]),
    ).toEqual([
      ['vulnerable', false, null],
      ['foreign', true, line],
    ]);
    const findings = await queries.findings(ops.reads, other);
    expect(findings.map(({ finding, value, lineId }) => [finding, value, lineId])).toEqual([
      ['exclusions.lent_account', 'true', null],
      ['exclusions.lent_account', 'false', null],
      ['feesMinor', '750', line],
    ]);
    expect(findings[0]).toMatchObject({ actorId: ops.staff.wang.id, position: 0 });
    // It is assessed with all of it.
    expect(await claimNow(ops, other)).toMatchObject({ status: 'assessing' });
  });

  it('starts and extends the clocks for which the duplicate had the reason', async () => {
    const { duplicate, other } = await twoClaims();
    await milestoneOn(ops, duplicate, 'dispute_opened', { daysAgo: 3 });
    await milestoneOn(ops, duplicate, 'dispute_escalated', { daysAgo: 1 });
    await establish(duplicate, 'new_account');
    await merge(ops, duplicate, other);
    const facts = await clockFactsOf(ops, other);
    expect(facts).toEqual(expect.arrayContaining(['inquiry started', 'inquiry met']));
    expect(facts).toContain('decide extended new_account');
  });

  describe('with an account that an award goes to', () => {
    async function withAccount(payerOfDuplicate?: string): Promise<ClaimEntity> {
      const claimant = aClaimant();
      const other = await filedCase(ops, { claimant, payerName: NAME });
      const account = {
        kind: 'bank' as const,
        holderName: NAME,
        number: '6222 0202 0011 2233',
        bank: null,
      };
      await ops.transaction((tx) =>
        ops.get(ChangePayoutMethod).run(tx, claimant, {
          claimId: other.id,
          method: { route: 'account', account },
        }),
      );
      const name = payerOfDuplicate === undefined ? {} : { payerName: payerOfDuplicate };
      await merge(ops, await filedCase(ops, { claimant, ...name }), other);
      return claimNow(ops, other);
    }

    it('keeps it when all payments are in that name', async () => {
      const { payoutMethod } = await withAccount(NAME);
      expect(payoutMethod).toMatchObject({ route: 'account', ending: '2233' });
    });

    it.each([
      ['another name', '王小满'],
      ['no known name', undefined],
    ])('goes back to the way the payments came for %s, and says so', async (_what, payer) => {
      const other = await withAccount(payer);
      expect(other.payoutMethod).toEqual({ route: 'original' });
      const timeline = await ops.get(ClaimQueries).timeline(ops.reads, other);
      expect(timeline.at(-1)).toMatchObject({
        kind: 'payee.changed',
        summary: { en: expect.stringContaining('not in the name of whoever made') as string },
      });
      // Nobody named another payee: the machine is no hand in it, and goes on.
      await ops.get(AssessClaim).run({ claimId: other.id });
      expect((await timelineOf(ops, other)).at(-1)).toBe('claim.evidence_needed');
    });
  });

  describe('keeps apart from the decision', () => {
    /** Whether somebody is shown the decisions that they may approve, this one among them. */
    const isShown = async (claim: ClaimEntity, actor: Actor): Promise<boolean> => {
      const page = await ops.get(QueueQueries).page(
        ops.reads,
        {
          ...{ actor, view: 'second_approval' as const, ownerId: null },
          ...{ now: ops.clock.now(), dayEndsAt: ops.clock.now() },
        },
        { limit: 100, after: null },
      );
      return page.some(({ id }) => id === claim.id);
    };

    it('who filed the duplicate, also by way of a third claim', async () => {
      const claimant = aClaimant();
      const first = await filedCase(ops, { claimant });
      const admin = await ops.libs.connectAs(null);
      const { sun } = ops.staff;
      await admin.query('UPDATE claims SET filed_by = $1 WHERE id = $2', [sun.id, first.id]);
      const second = await filedCase(ops, { claimant });
      await merge(ops, first, second);
      const other = await reviewedCase(ops, { claimant, amounts: [600_000n] });
      await merge(ops, second, other);
      await ops.get(AssessClaim).run({ claimId: other.id });
      const reviewer = await hired(ops, 'reviewer', { person: sun });
      expect(await endOf(decide(ops, other, { by: reviewer, waived: ['new_card_proof'] }))).toBe(
        'decision.own_claim',
      );
      const decision = await decide(ops, other);
      const approver = await hired(ops, 'approver', { person: sun });
      expect(await endOf(giveVerdict(ops, decision, approver))).toBe('approval.own_hand');
      expect(await isShown(other, approver)).toBe(false);
      expect(await isShown(other, ops.staff.zhao)).toBe(true);
    });

    it('who decided on the duplicate, from the approval of another decision', async () => {
      const claimant = aClaimant();
      const { claim: duplicate, decision } = await awaitingApproval(ops, { claimant });
      await giveVerdict(ops, decision, ops.staff.zhao, 'return');
      const other = await reviewedCase(ops, { claimant, amounts: [600_000n] });
      await merge(ops, duplicate, other, ops.staff.qian);
      await ops.get(AssessClaim).run({ claimId: other.id });
      const next = await decide(ops, other, { by: ops.staff.qian });
      const wang = await hired(ops, 'approver', { person: ops.staff.wang });
      expect(await endOf(giveVerdict(ops, next, wang))).toBe('approval.own_hand');
      expect(await isShown(other, wang)).toBe(false);
      const [row] = await ops.reads.query<{ refused: boolean }[]>(
        `SELECT $2 IN (SELECT persons_deciding(c)) AS refused FROM claims c WHERE c.id = $1`,
        [other.id, wang.personId],
      );
      expect(row).toEqual({ refused: true });
      expect(await endOf(giveVerdict(ops, next, ops.staff.zhao))).toBe('done');
    });
  });
});
