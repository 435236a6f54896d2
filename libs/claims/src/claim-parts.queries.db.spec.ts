import { aClaimant, aFiling, aPaymentOf, handIn } from '../../../test/support/cases';
import { TestOperations } from '../../../test/support/test-operations';
import { ClaimPartsQueries } from './claim-parts.queries';
import { ClaimQueries } from './claims.queries';
import { EvidenceQueries } from './evidence/evidence.queries';
import { FileClaim } from './operations/file-claim';
import type { ClaimEntity } from './persistence/claim.entity';

describe('the parts of some claims', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** A claim on two payments, with two files. */
  async function filed(): Promise<ClaimEntity> {
    const claimant = aClaimant();
    const lines = [
      { payment: await aPaymentOf(ops, claimant) },
      { payment: await aPaymentOf(ops, claimant) },
    ];
    const filing = aFiling(ops, lines);
    const claim = await ops.transaction((tx) => ops.get(FileClaim).run(tx, claimant, filing));
    for (const item of ['police_receipt', 'identity']) await handIn(ops, claim, item);
    return claim;
  }

  it('are those of each, in their order, from whatever lanes', async () => {
    const claims: ClaimEntity[] = [];
    for (let lanes = new Set<number>(); lanes.size < 3;) {
      const claim = await filed();
      claims.unshift(claim);
      lanes = new Set([...lanes, claim.lane]);
    }
    const parts = await ops.get(ClaimPartsQueries).of(ops.reads, claims);
    expect(parts.map(({ claim }) => claim.id)).toEqual(claims.map(({ id }) => id));
    for (const { claim, lines, clockFacts, files, pack } of parts) {
      expect(lines).toEqual(await ops.get(ClaimQueries).lines(ops.reads, claim));
      expect(lines).toHaveLength(2);
      expect(clockFacts).toEqual(await ops.get(ClaimQueries).clockFacts(ops.reads, claim));
      expect(files).toEqual(await ops.get(EvidenceQueries).ofClaim(ops.reads, claim));
      expect(files.map(({ evidence }) => evidence.item)).toEqual(['police_receipt', 'identity']);
      expect(pack.packId).toBe(claim.packId);
    }
  });

  it('of no claims are none', async () => {
    expect(await ops.get(ClaimPartsQueries).of(ops.reads, [])).toEqual([]);
  });
});
