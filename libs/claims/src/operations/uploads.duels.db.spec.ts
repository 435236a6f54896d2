import {
  awaitingApproval,
  claimNow,
  claimantOf,
  filedCase,
  giveVerdict,
} from '../../../../test/support/cases';
import { duel, later } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { UploadSteps, aPicture, sha256 } from '../../../../test/support/upload-steps';
import { ClaimQueries } from '../claims.queries';
import { pdf } from '../evidence/inspection/testing/hostile-files';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import { ClaimUploadEntity } from '../persistence/claim-upload.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { DiscardUpload } from './discard-upload';
import { WithdrawClaim } from './withdraw-claim';

const ROUNDS = 20;

describe(`an upload, ${ROUNDS} times out of ${ROUNDS},`, () => {
  let ops: TestOperations;
  let steps: UploadSteps;
  beforeAll(async () => {
    ops = await TestOperations.start();
    steps = new UploadSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const uploadsOf = ({ lane, id }: ClaimEntity): Promise<ClaimUploadEntity[]> =>
    ops.reads.findBy(ClaimUploadEntity, { lane, claimId: id });
  const heldOf = ({ lane, id }: ClaimEntity): Promise<ClaimEvidenceEntity[]> =>
    ops.reads.findBy(ClaimEvidenceEntity, { lane, claimId: id });
  const rounds = async (round: (number: number) => Promise<void>): Promise<void> => {
    for (let number = 0; number < ROUNDS; number += 1) await round(number);
  };

  it('takes one of two parts for one place', async () => {
    await rounds(async () => {
      const claim = await filedCase(ops);
      const content = aPicture();
      await steps.begin(claim, content);
      const ends = await duel(
        () => steps.send(claim, content, [0, 30]),
        () => steps.send(claim, content, [0, 30]),
      );
      expect(ends).toEqual(['done', 'upload.wrong_offset']);
      expect(await steps.finish(claim, await steps.send(claim, content, [30]))).toMatchObject({
        sha256: sha256(content),
      });
    });
  });

  it('gives one answer and one row when it is finished twice', async () => {
    await rounds(async (number) => {
      const claim = await filedCase(ops);
      const upload = await steps.sentWhole(claim, aPicture());
      const discarding = later(number % 5, () =>
        ops.get(DiscardUpload).run({ uploadId: upload.id }),
      );
      const [one, other] = await Promise.all([
        steps.finish(claim, upload),
        steps.finish(claim, upload),
        discarding(),
      ]);
      expect(one.id).toBe(other.id);
      expect(await heldOf(claim)).toHaveLength(1);
    });
  });

  it('is in, or nothing of it is, when the claim is withdrawn meanwhile', async () => {
    await rounds(async (number) => {
      const claim = await filedCase(ops);
      const upload = await steps.sentWhole(claim, pdf([`(${number} ${claim.id})`]));
      const withdraw = later(number, () =>
        ops.transaction((tx) =>
          ops
            .get(WithdrawClaim)
            .run(tx, claimantOf(claim), { claimId: claim.id, reason: 'Found.' }),
        ),
      );
      const ends = await duel(() => steps.finish(claim, upload), withdraw);
      const isIn = (await heldOf(claim)).length === 1;
      expect(ends).toEqual(isIn ? ['done', 'done'] : ['done', 'evidence.claim_settled']);
      expect((await claimNow(ops, claim)).status).toBe('withdrawn');
      const [left] = await uploadsOf(claim);
      expect(left?.closedAt).toBeInstanceOf(Date);
    });
  });

  it('comes after the approval of a claim, or voids its decision', async () => {
    await rounds(async (number) => {
      const { claim, decision } = await awaitingApproval(ops);
      const upload = await steps.sentWhole(claim, aPicture());
      const approve = later(number, () => giveVerdict(ops, decision, ops.staff.zhao));
      const ends = await duel(() => steps.finish(claim, upload), approve);
      const { status } = await claimNow(ops, claim);
      const timeline = await ops.get(ClaimQueries).timeline(ops.reads, claim);
      const isVoid = timeline.some(({ kind }) => kind === 'claim.decision_void');
      // A file after the decision is on record, and was no ground of it.
      const expected = isVoid
        ? { status: 'in_review', ends: ['approval.not_awaited', 'done'] }
        : { status: 'approved', ends: ['done', 'done'] };
      expect({ status, ends }).toEqual(expected);
      expect(await ops.broken()).toEqual([]);
    });
  });
});
