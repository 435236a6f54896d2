import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { claimantOf, filedCase } from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import { UploadSteps, aPicture, sha256 } from '../../../../test/support/upload-steps';
import { DiscardUpload } from './discard-upload';
import { ReceiveUploadPart } from './receive-upload-part';

const DAY_MS = 24 * 3_600_000;

describe('an upload that was begun', () => {
  let ops: TestOperations;
  let steps: UploadSteps;
  beforeAll(async () => {
    ops = await TestOperations.start();
    steps = new UploadSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  it('goes on when it is announced anew, also with another size than before', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const { upload } = await steps.begin(claim, content, { sizeBytes: content.length - 1 });
    await steps.send(claim, content, [0, 30]);
    expect(await steps.begin(claim, content)).toMatchObject({
      upload: { id: upload!.id, receivedBytes: 30, sizeBytes: content.length },
    });
    expect(await steps.finish(claim, await steps.send(claim, content, [30]))).toMatchObject({
      sha256: sha256(content),
    });
    expect(await steps.uploadsOf(claim)).toHaveLength(1);
  });

  it('goes on also after its day, as long as its parts are here', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    await steps.begin(claim, content);
    await steps.send(claim, content, [0, 30]);
    ops.clock.moveOn(DAY_MS + 1_000);
    expect(await steps.begin(claim, content)).toMatchObject({ upload: { receivedBytes: 30 } });
    await steps.discard();
    expect(await steps.finish(claim, await steps.send(claim, content, [30]))).toMatchObject({
      sha256: sha256(content),
    });
  });

  it('begins anew when more is here than its whole content', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    await steps.begin(claim, content, { sizeBytes: content.length + 10 });
    const long = Buffer.concat([content, Buffer.from('more')]);
    await ops.get(ReceiveUploadPart).run(claimantOf(claim), {
      claimId: claim.id,
      sha256: sha256(content),
      startByte: 0,
      bytesMax: long.length,
      content: Readable.from([long]),
    });
    expect(await steps.begin(claim, content)).toMatchObject({ upload: { receivedBytes: 0 } });
  });

  it('is taken back by whoever began it, and what came of it goes', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const { upload } = await steps.begin(claim, content);
    await steps.send(claim, content, [0, 30]);
    await expect(steps.cancel(claim, content, ops.staff.sun)).rejects.toMatchObject({
      code: 'upload.not_found',
    });
    await steps.cancel(claim, content);
    await expect(steps.send(claim, content, [30])).rejects.toMatchObject({
      code: 'upload.not_found',
    });
    await expect(steps.cancel(claim, content)).rejects.toMatchObject({ code: 'upload.not_found' });
    expect(await ops.jobs('discard-upload', { uploadId: upload!.id })).toHaveLength(1);
    await ops.get(DiscardUpload).run({ uploadId: upload!.id });
    expect(existsSync(join(steps.partsFolder, upload!.id))).toBe(false);
    expect(await steps.begin(claim, content)).toMatchObject({ upload: { receivedBytes: 0 } });
  });

  it('is not handed in when it was taken back before it was put together', async () => {
    const claim = await filedCase(ops);
    const [one, other] = [aPicture(), aPicture()];
    const uploads = [await steps.sentWhole(claim, one), await steps.sentWhole(claim, other)];
    await steps.cancel(claim, one);
    await steps.cancel(claim, other);
    await ops.get(DiscardUpload).run({ uploadId: uploads[1]!.id });
    for (const upload of uploads) {
      await expect(steps.finish(claim, upload)).rejects.toMatchObject({ code: 'upload.not_found' });
    }
    expect(await steps.heldOf(claim)).toEqual([]);
  });
});
