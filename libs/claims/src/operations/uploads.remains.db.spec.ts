import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { FileStore } from '@app/platform';

import { claimantOf, filedCase } from '../../../../test/support/cases';
import { handedIn } from '../../../../test/support/evidence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { UploadSteps, aPicture, sha256 } from '../../../../test/support/upload-steps';
import { CloseUpload } from './close-upload';
import { DiscardUpload } from './discard-upload';
import { QuarantineEvidence } from './quarantine-evidence';
import { ReceiveUploadPart } from './receive-upload-part';

const HOUR_MS = 3_600_000;

describe('an upload that came to nothing', () => {
  let ops: TestOperations;
  let steps: UploadSteps;
  beforeAll(async () => {
    ops = await TestOperations.start();
    steps = new UploadSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const partsOf = (id: string): string[] =>
    existsSync(join(steps.partsFolder, id)) ? readdirSync(join(steps.partsFolder, id)) : [];

  it('leaves nothing of a part that came to its end after it was over', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const { upload } = await steps.begin(claim, content);
    const late = Readable.from(
      (async function* () {
        yield content.subarray(0, 5);
        await steps.cancel(claim, content);
        await ops.get(DiscardUpload).run({ uploadId: upload!.id });
        yield content.subarray(5);
      })(),
    );
    const part = { claimId: claim.id, sha256: sha256(content), startByte: 0, bytesMax: 999 };
    await expect(
      ops.get(ReceiveUploadPart).run(claimantOf(claim), { ...part, content: late }),
    ).rejects.toMatchObject({ code: 'upload.not_found' });
    expect(partsOf(upload!.id)).toEqual([]);
  });

  it('loses a part also when whoever wrote it was killed before it was recorded', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const { upload } = await steps.begin(claim, content);
    const id = upload!.id;
    await ops.transaction((tx) => ops.get(CloseUpload).run(tx, upload!));
    await ops.get(DiscardUpload).run({ uploadId: id });
    await ops.get(FileStore).putPart(`${id}/0-killed`, Readable.from([content]), 999);
    ops.clock.moveOn(HOUR_MS + 1_000);
    await steps.discard();
    expect(existsSync(join(steps.partsFolder, id))).toBe(false);
    expect(await steps.uploadsOf(claim)).toEqual([]);
  });

  it('keeps nothing of parts that lost the race for their place', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const { upload } = await steps.begin(claim, content);
    const parts = await Promise.allSettled(
      Array.from({ length: 10 }, () => steps.send(claim, content, [0])),
    );
    const lost = parts.filter(({ status }) => status === 'rejected');
    expect(lost).toHaveLength(9);
    expect(partsOf(upload!.id)).toHaveLength(1);
  });

  it('is over, with the reason, when its content was quarantined meanwhile', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const upload = await steps.sentWhole(claim, content);
    const { id: evidenceId } = await handedIn(ops, claim, content);
    await ops.get(QuarantineEvidence).run({ evidenceId, threat: 'Eicar' });
    await expect(steps.finish(claim, upload)).rejects.toMatchObject({
      code: 'evidence.quarantined',
    });
    expect(await steps.uploadsOf(claim)).toMatchObject([{ closedAt: expect.any(Date) }]);
  });
});
