import { newId } from '@app/kernel';
import { AssessClaim } from '@app/review';

import { decide, filedCase } from '../../../../test/support/cases';
import { endOf } from '../../../../test/support/duels';
import { TestOperations } from '../../../../test/support/test-operations';
import { UploadSteps, aPicture } from '../../../../test/support/upload-steps';
import { ClaimEvidenceEntity } from '../persistence/claim-evidence.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import type { AnnouncedFile } from './begin-upload';

const MEGABYTE = 1_024 * 1_024;

describe('an upload is refused', () => {
  let ops: TestOperations;
  let steps: UploadSteps;
  beforeAll(async () => {
    ops = await TestOperations.start();
    steps = new UploadSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  /** So many files for one item. */
  const fullOf = (claim: ClaimEntity, count: number, sizeBytes: number): ClaimEvidenceEntity[] =>
    Array.from({ length: count }, (_, number) => ({
      lane: claim.lane,
      id: newId('evd', claim.lane),
      claimId: claim.id,
      item: 'identity',
      sha256: `${number}`,
      mediaType: 'application/pdf',
      sizeBytes,
      fileName: 'f',
      description: null,
      uploadedBy: claim.filedBy,
      uploadedAt: ops.clock.now(),
    }));

  it.each<[string, Partial<AnnouncedFile>, string]>([
    ['above ten megabytes', { sizeBytes: 10 * MEGABYTE + 1 }, 'file.too_large'],
    ['for an item that nobody asks for', { item: 'selfie' }, 'evidence.unknown_item'],
    ['for a claim that does not exist', { claimId: 'clm_1' }, 'claim.not_found'],
  ])('%s, before anything is sent', async (_, wish, code) => {
    const claim = await filedCase(ops);
    expect(await endOf(steps.begin(claim, aPicture(), wish))).toBe(code);
  });

  it('on a claim at rest', async () => {
    const claim = await filedCase(ops);
    await ops.get(AssessClaim).run({ claimId: claim.id });
    await decide(ops, claim, { outcome: 'deny' });
    expect(await endOf(steps.begin(claim, aPicture()))).toBe('evidence.claim_settled');
  });

  it('from the eleventh on that is not finished', async () => {
    const claim = await filedCase(ops);
    const first = aPicture();
    await steps.begin(claim, first);
    for (let number = 1; number < 10; number += 1) await steps.begin(claim, aPicture());
    expect(await endOf(steps.begin(claim, aPicture()))).toBe('upload.too_many');
    // One that is known goes on, and one that is finished makes room.
    await steps.finish(claim, await steps.sentWhole(claim, first));
    expect(await endOf(steps.begin(claim, aPicture()))).toBe('done');
  });

  it('by what its own sender has not finished, and not by what others have', async () => {
    const claim = await filedCase(ops);
    const { sun } = ops.staff;
    for (let number = 0; number < 10; number += 1) {
      await steps.begin(claim, aPicture(), { by: sun });
    }
    expect(await endOf(steps.begin(claim, aPicture(), { by: sun }))).toBe('upload.too_many');
    expect(await endOf(steps.begin(claim, aPicture()))).toBe('done');
  });

  it('no more once one of them was cancelled', async () => {
    const claim = await filedCase(ops);
    const first = aPicture();
    await steps.begin(claim, first);
    for (let number = 1; number < 10; number += 1) await steps.begin(claim, aPicture());
    expect(await endOf(steps.begin(claim, aPicture()))).toBe('upload.too_many');
    await steps.cancel(claim, first);
    expect(await endOf(steps.begin(claim, aPicture()))).toBe('done');
  });

  it('when the claim is full, and not for an item that is still missing', async () => {
    const claim = await filedCase(ops);
    await ops.transaction((tx) => tx.insert(ClaimEvidenceEntity, fullOf(claim, 50, 1)));
    expect(await endOf(steps.begin(claim, aPicture()))).toBe('evidence.too_many');
    expect(await endOf(steps.begin(claim, aPicture(), { item: 'declaration' }))).toBe('done');
  });

  it('when what is announced does not fit beside what is there', async () => {
    const claim = await filedCase(ops);
    for (let number = 0; number < 9; number += 1)
      await steps.begin(claim, aPicture(), { sizeBytes: 10 * MEGABYTE });
    const rows = fullOf(claim, 11, 10 * MEGABYTE);
    await ops.transaction((tx) => tx.insert(ClaimEvidenceEntity, rows));
    const last = aPicture();
    expect(await endOf(steps.begin(claim, last, { sizeBytes: 1 }))).toBe('evidence.too_much');
  });

  it('from whom it does not belong to', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    await steps.begin(claim, content);
    await expect(steps.send(claim, content, [0], ops.staff.sun)).rejects.toMatchObject({
      code: 'upload.not_found',
    });
  });
});
