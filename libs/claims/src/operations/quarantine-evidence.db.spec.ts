import { AuditTrail } from '@app/audit';
import { AssessClaim } from '@app/review';

import {
  claimNow,
  decide,
  filedCase,
  giveVerdict,
  itemsFor,
  payingCase,
} from '../../../../test/support/cases';
import { jobsFor } from '../../../../test/support/claim-traces';
import { handedIn } from '../../../../test/support/evidence-steps';
import { ScannerUnderTest, THREAT } from '../../../../test/support/scanner';
import { TestOperations } from '../../../../test/support/test-operations';
import { ClaimQueries } from '../claims.queries';
import { EvidenceQueries } from '../evidence/evidence.queries';
import { EICAR, pdf, png } from '../evidence/inspection/testing/hostile-files';
import type { ClaimEvidencePreparationEntity } from '../persistence/claim-evidence-preparation.entity';
import type { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import { PrepareEvidence } from './prepare-evidence';

const infected = (): Buffer => pdf([`(${EICAR})`]);

describe('a file in which the scanner found something', () => {
  let ops: TestOperations;
  let scanner: ScannerUnderTest;

  beforeAll(async () => {
    scanner = await ScannerUnderTest.start();
    ops = await TestOperations.start({
      config: { files: { s3: null, scanner: scanner.address } },
    });
  });
  afterAll(async () => {
    await ops.stop();
    await scanner.stop();
  });

  const prepare = ({ id }: ClaimEvidenceEntity): Promise<void> =>
    ops.get(PrepareEvidence).run({ evidenceId: id });
  const preparationOf = async ({
    id,
  }: ClaimEvidenceEntity): Promise<ClaimEvidencePreparationEntity> =>
    (await ops.get(EvidenceQueries).byId(ops.reads, id))!.preparation;

  it('keeps it from counting, tells the claimant, and has the claim assessed again', async () => {
    const claim = await filedCase(ops);
    for (const item of itemsFor(claim).slice(1)) await handedIn(ops, claim, png(item), item);
    const evidence = await handedIn(ops, claim, infected(), 'identity');
    await ops.get(AssessClaim).run({ claimId: claim.id });
    const reviewed = await claimNow(ops, claim);
    expect(reviewed.status).toBe('in_review');
    const rung = await jobsFor(ops, claim);
    await prepare(evidence);
    expect(await preparationOf(evidence)).toMatchObject({
      scan: 'infected',
      threat: THREAT,
      copySha256: null,
      dueAt: null,
    });
    const held = await ops.get(ClaimQueries).evidence(ops.reads, claim);
    expect(held.map(({ item }) => item)).not.toContain('identity');
    const now = await claimNow(ops, claim);
    expect(now).toMatchObject({ status: 'assessing', nextStep: 'assess' });
    expect(now.contentVersion).toBeGreaterThan(reviewed.contentVersion);
    expect(await jobsFor(ops, claim)).toBe(rung + 1);
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    expect(timeline.at(-1)).toMatchObject({
      kind: 'evidence.quarantined',
      summary: { en: expect.stringContaining(THREAT), 'zh-CN': expect.stringContaining('隔离') },
    });
    await ops.get(AssessClaim).run({ claimId: claim.id });
    expect(await claimNow(ops, claim)).toMatchObject({
      status: 'awaiting_claimant',
      nextStep: 'add_evidence',
    });
  });

  it('does all that once', async () => {
    const claim = await filedCase(ops);
    const evidence = await handedIn(ops, claim, infected());
    await Promise.all([prepare(evidence), prepare(evidence)]);
    await prepare(evidence);
    const acts = await ops.get(AuditTrail).of(ops.reads, claim.lane, claim.id);
    const told = acts.filter(({ action }) => action === 'evidence.quarantined');
    expect(told.map(({ facts }) => facts)).toEqual([
      { evidenceId: evidence.id, sha256: evidence.sha256, threat: THREAT },
    ]);
  });

  it('takes the same content for nothing any more, and other content gladly', async () => {
    const claim = await filedCase(ops);
    await prepare(await handedIn(ops, claim, infected()));
    await expect(handedIn(ops, claim, infected())).rejects.toMatchObject({
      code: 'evidence.quarantined',
    });
    await expect(handedIn(ops, claim, infected(), 'declaration')).rejects.toMatchObject({
      code: 'evidence.quarantined',
    });
    expect((await handedIn(ops, claim, png('a screenshot'))).item).toBe('identity');
  });

  it('voids a decision that waits for approval', async () => {
    const claim = await filedCase(ops, { amounts: [600_000n] });
    for (const item of itemsFor(claim).slice(1)) await handedIn(ops, claim, png(item), item);
    const evidence = await handedIn(ops, claim, infected());
    await ops.get(AssessClaim).run({ claimId: claim.id });
    const decision = await decide(ops, claim);
    expect((await claimNow(ops, claim)).status).toBe('awaiting_approval');
    await prepare(evidence);
    expect(await claimNow(ops, claim)).toMatchObject({ status: 'assessing' });
    const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
    expect(timeline.map(({ kind }) => kind)).toContain('claim.decision_void');
    await expect(giveVerdict(ops, decision, ops.staff.zhao)).rejects.toMatchObject({
      code: 'approval.not_awaited',
    });
  });

  it('leaves a claim alone that is on its way to be paid', async () => {
    const [payout] = await payingCase(ops);
    const claim = await claimNow(ops, { id: payout!.claimId });
    const evidence = await handedIn(ops, claim, infected());
    await prepare(evidence);
    const now = await claimNow(ops, claim);
    expect(now).toMatchObject({ status: claim.status, nextStep: claim.nextStep });
    expect((await preparationOf(evidence)).scan).toBe('infected');
    expect(await ops.broken()).toEqual([]);
  });
});
