import type { Actor, Tx } from '@app/platform';
import { RequestInformation } from '@app/review';

import { hired } from '../../../../test/support/accounts';
import { aClaimant, claimNow, filedCase, reviewedCase } from '../../../../test/support/cases';
import { offeringClockPack } from '../../../../test/support/clock-pack';
import { endOf } from '../../../../test/support/duels';
import { deniedCase } from '../../../../test/support/lives';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimingQueries } from './claiming.queries';
import { AssignClaim } from '../operations/assign-claim';
import { MergeClaims } from '../operations/merge-claims';
import { PauseClock } from '../operations/pause-clock';
import { RecordCircumstance } from '../operations/record-circumstance';
import { RecordFinding } from '../operations/record-finding';
import { RecordMilestone } from '../operations/record-milestone';
import { ReopenClaim } from '../operations/reopen-claim';
import { ResumeClock } from '../operations/resume-clock';
import { ExtendClock } from '../operations/extend-clock';
import type { ClaimEntity } from '../persistence/claim.entity';

type Attempt = (tx: Tx, by: Actor, claim: ClaimEntity) => Promise<unknown>;

describe('whoever claims', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start({ config: offeringClockPack() });
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** Sun filed it as an agent, and is a reviewer by another account. */
  async function filerOf(claim: ClaimEntity): Promise<Actor> {
    const admin = await ops.libs.connectAs(null);
    const { sun } = ops.staff;
    await admin.query('UPDATE claims SET filed_by = $1 WHERE id = $2', [sun.id, claim.id]);
    return hired(ops, 'reviewer', { person: sun });
  }

  /** A reviewer who is the claimant by another account. */
  async function claimantAmongUs(claim: ClaimEntity): Promise<Actor> {
    const reviewer = await hired(ops, 'reviewer');
    const { claimantPartyId: partyId } = claim;
    await hired(ops, 'claimant', { person: reviewer, partyId });
    return reviewer;
  }

  const note = null;
  const attempts: readonly (readonly [string, Attempt])[] = [
    [
      'records a finding',
      (tx, by, { id: claimId }) =>
        ops.get(RecordFinding).run(tx, by, {
          ...{ claimId, finding: 'exclusions.lent_account', value: 'false' },
          ...{ lineId: null, reason: 'I know.' },
        }),
    ],
    [
      'records a circumstance',
      (tx, by, { id: claimId }) =>
        ops.get(RecordCircumstance).run(tx, by, {
          ...{ claimId, circumstance: 'vulnerable', lineId: null, established: true, note: 'So.' },
        }),
    ],
    [
      'records a milestone',
      (tx, by, { id: claimId }) =>
        ops
          .get(RecordMilestone)
          .run(tx, by, { claimId, milestone: 'complaint', at: ops.clock.now(), note }),
    ],
    [
      'stops a clock',
      (tx, by, { id: claimId }) =>
        ops.get(PauseClock).run(tx, by, { claimId, clock: 'decide', reason: 'cmc_check', note }),
    ],
    [
      'gives a clock more time',
      (tx, by, { id: claimId }) =>
        ops
          .get(ExtendClock)
          .run(tx, by, { claimId, clock: 'decide', until: ops.clock.now(), note: 'x' }),
    ],
    [
      'lets a clock go on',
      (tx, by, { id: claimId }) =>
        ops.get(ResumeClock).run(tx, by, { claimId, clock: 'decide', note }),
    ],
    [
      'gives it to somebody',
      (tx, by, { id: claimId }) =>
        ops
          .get(AssignClaim)
          .run(tx, by, { claimId, assigneeId: null, reason: 'So.', expectedVersion: null }),
    ],
    [
      'asks for evidence',
      (tx, by, { id: claimId }) =>
        ops
          .get(RequestInformation)
          .run(tx, by, { claimId, items: ['new_card_proof'], text: 'Please.' }),
    ],
  ];

  it.each(attempts)('never %s, by whatever account', async (_what, attempt) => {
    const claim = await reviewedCase(ops);
    for (const by of [await filerOf(claim), await claimantAmongUs(claim)]) {
      const end = await endOf(ops.transaction((tx) => attempt(tx, by, claim)));
      expect(end).toBe('claim.own_hand');
    }
    const { version } = claim;
    expect(await claimNow(ops, claim)).toMatchObject({ version, status: 'in_review' });
  });

  it('never merges claims, by whatever account', async () => {
    const claimant = aClaimant();
    const duplicate = await filedCase(ops, { claimant });
    const other = await filedCase(ops, { claimant });
    const input = { claimId: duplicate.id, intoClaimId: other.id, reason: 'One.' };
    for (const by of [await filerOf(other), await claimantAmongUs(other)]) {
      const merge = ops.transaction((tx) => ops.get(MergeClaims).run(tx, by, input));
      expect(await endOf(merge)).toBe('claim.own_hand');
    }
  });

  it('never opens a claim again, but for the agent whose claimant asks for it', async () => {
    const claim = await deniedCase(ops);
    const input = { claimId: claim.id, reason: 'New.' };
    for (const by of [await filerOf(claim), await claimantAmongUs(claim)]) {
      const reopen = ops.transaction((tx) => ops.get(ReopenClaim).run(tx, by, input));
      expect(await endOf(reopen)).toBe('claim.own_hand');
    }
  });

  it('is everybody behind the accounts that filed it, claim by it, or named its payee', async () => {
    const claim = await filedCase(ops);
    await filerOf(claim);
    const claimant = await claimantAmongUs(claim);
    const persons = await ops.get(ClaimingQueries).persons(ops.reads, claim);
    expect(persons).toEqual(new Set([ops.staff.sun.personId, claimant.personId]));
    const { li } = ops.staff;
    const byLi = await hired(ops, 'approver', { person: li });
    const withHands = await ops.get(ClaimingQueries).persons(ops.reads, claim, [byLi.id]);
    expect(withHands).toContain(li.personId);
  });
});
