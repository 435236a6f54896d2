import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Actor } from '@app/platform';

import { claimantOf, filedCase } from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import { UploadSteps, aPicture, sha256 } from '../../../../test/support/upload-steps';
import { ClaimUploadPartEntity } from '../persistence/claim-upload-part.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { DiscardUpload } from './discard-upload';
import { ReceiveUploadPart } from './receive-upload-part';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('an upload in parts', () => {
  let ops: TestOperations;
  let steps: UploadSteps;
  beforeAll(async () => {
    ops = await TestOperations.start();
    steps = new UploadSteps(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const isKept = (name: string): boolean =>
    existsSync(join(ops.libs.stateDir, 'files', name.slice(0, 2), name));

  it('is handed in with its last byte, and then goes with its parts', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    expect(await steps.begin(claim, content)).toMatchObject({ upload: { receivedBytes: 0 } });
    expect(await steps.send(claim, content, [0, 10])).toMatchObject({ receivedBytes: 10 });
    expect(await steps.send(claim, content, [10, 11])).toMatchObject({ receivedBytes: 11 });
    const upload = await steps.send(claim, content, [11]);
    expect(upload.receivedBytes).toBe(content.length);
    const evidence = await steps.finish(claim, upload);
    expect(evidence).toMatchObject({
      item: 'identity',
      sha256: sha256(content),
      sizeBytes: content.length,
      mediaType: 'image/png',
      fileName: 'photo.png',
    });
    expect(isKept(sha256(content))).toBe(true);
    expect(await ops.jobs('discard-upload', { uploadId: upload.id })).toHaveLength(1);
    ops.clock.moveOn(HOUR_MS + 1_000);
    await steps.discard();
    expect(await steps.uploadsOf(claim)).toEqual([]);
    expect(await ops.reads.countBy(ClaimUploadPartEntity, { uploadId: upload.id })).toBe(0);
    expect(existsSync(join(steps.partsFolder, upload.id))).toBe(false);
  });

  it('gives the same answer to whoever finishes it again, also when its parts are gone', async () => {
    const claim = await filedCase(ops);
    const upload = await steps.sentWhole(claim, aPicture());
    const first = await steps.finish(claim, upload);
    ops.clock.moveOn(HOUR_MS + 1_000);
    await steps.discard();
    expect(await steps.finish(claim, upload)).toEqual(first);
    expect(await steps.heldOf(claim)).toHaveLength(1);
  });

  it('goes on where it stopped, also when the sender went away in the middle of a part', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    await steps.begin(claim, content);
    const broken = Readable.from(
      (async function* () {
        yield content.subarray(0, 7);
        await sleep(30);
        throw new Error('aborted');
      })(),
    );
    const part = {
      claimId: claim.id,
      sha256: sha256(content),
      startByte: 0,
      bytesMax: 20,
      content: broken,
    };
    expect(await ops.get(ReceiveUploadPart).run(claimantOf(claim), part)).toMatchObject({
      receivedBytes: 7,
    });
    const again = await steps.begin(claim, content, {
      item: 'declaration',
      description: 'Better.',
    });
    expect(again).toMatchObject({ upload: { receivedBytes: 7, item: 'declaration' } });
    expect(await steps.finish(claim, await steps.send(claim, content, [7]))).toMatchObject({
      item: 'declaration',
      description: 'Better.',
    });
    expect(await steps.uploadsOf(claim)).toHaveLength(1);
  });

  it('need not come again when this person has handed it in on this claim', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const evidence = await steps.finish(claim, await steps.sentWhole(claim, content));
    expect(await steps.begin(claim, content)).toEqual({ upload: null, evidence });
    const other = await steps.begin(claim, content, { item: 'declaration' });
    expect(other.evidence).toMatchObject({ item: 'declaration', sha256: sha256(content) });
    expect(await steps.heldOf(claim)).toHaveLength(2);
  });

  it.each<[string, (claim: ClaimEntity) => Promise<{ claim: ClaimEntity; by: Actor }>]>([
    ['somebody else on this claim', (claim) => Promise.resolve({ claim, by: ops.staff.sun })],
    [
      'somebody on another claim',
      async () => {
        const other = await filedCase(ops);
        return { claim: other, by: claimantOf(other) };
      },
    ],
    [
      'the same person on another claim of theirs',
      async (claim) => ({
        claim: await filedCase(ops, { claimant: claimantOf(claim) }),
        by: claimantOf(claim),
      }),
    ],
  ])('tells nothing of content that is here by %s', async (_, elsewhere) => {
    const mine = await filedCase(ops);
    const content = aPicture();
    await steps.finish(mine, await steps.sentWhole(mine, content));
    const half = aPicture();
    await steps.begin(mine, half);
    await steps.send(mine, half, [0, 20]);
    const { claim, by } = await elsewhere(mine);
    for (const known of [content, half]) {
      expect(await steps.begin(claim, known, { by })).toMatchObject({
        upload: { receivedBytes: 0 },
        evidence: null,
      });
    }
  });

  it('is refused from the wrong byte, and says which is the right one', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    await steps.begin(claim, content);
    await steps.send(claim, content, [0, 10]);
    for (const from of [0, 9, 11, content.length]) {
      await expect(steps.send(claim, content, [from])).rejects.toMatchObject({
        code: 'upload.wrong_offset',
        details: { offset: 10, field: 'Upload-Offset' },
      });
    }
    expect(await steps.finish(claim, await steps.send(claim, content, [10]))).toMatchObject({
      sha256: sha256(content),
    });
  });

  it('keeps nothing of content that is not what was announced', async () => {
    const claim = await filedCase(ops);
    const [announced, other] = [aPicture(), aPicture()];
    const { upload } = await steps.begin(claim, announced);
    await ops.get(ReceiveUploadPart).run(claimantOf(claim), {
      claimId: claim.id,
      sha256: sha256(announced),
      startByte: 0,
      bytesMax: other.length,
      content: Readable.from([other]),
    });
    const [whole] = await steps.uploadsOf(claim);
    await expect(steps.finish(claim, whole!)).rejects.toMatchObject({
      code: 'file.other_digest',
      details: { saw: sha256(other) },
    });
    expect([isKept(sha256(announced)), isKept(sha256(other))]).toEqual([false, false]);
    expect(await steps.heldOf(claim)).toEqual([]);
    ops.clock.moveOn(1_000);
    await ops.get(DiscardUpload).run({ uploadId: upload!.id });
    expect(existsSync(join(steps.partsFolder, upload!.id))).toBe(false);
    ops.clock.moveOn(HOUR_MS + 1_000);
    await steps.discard();
    expect(await steps.uploadsOf(claim)).toEqual([]);
    // And can be begun again from nothing.
    expect(await steps.finish(claim, await steps.sentWhole(claim, announced))).toMatchObject({
      sha256: sha256(announced),
    });
  });

  it('keeps nothing of a file that cannot be taken', async () => {
    const claim = await filedCase(ops);
    const content = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    await expect(steps.finish(claim, await steps.sentWhole(claim, content))).rejects.toMatchObject({
      code: 'evidence.unsupported_type',
    });
    expect(isKept(sha256(content))).toBe(false);
    expect((await steps.uploadsOf(claim)).every(({ closedAt }) => closedAt !== null)).toBe(true);
  });

  it('keeps no part that is longer than what was announced', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    await steps.begin(claim, content, { sizeBytes: content.length - 1 });
    await expect(steps.send(claim, content, [0])).rejects.toMatchObject({
      code: 'upload.longer_than_announced',
    });
    expect(await steps.uploadsOf(claim)).toMatchObject([{ receivedBytes: 0 }]);
    // Announced anew with its right size it goes on.
    expect(await steps.finish(claim, await steps.sentWhole(claim, content))).toMatchObject({
      sizeBytes: content.length,
    });
  });

  it('lapses a day after its last part, and with it what came', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const { upload } = await steps.begin(claim, content);
    await steps.send(claim, content, [0, 10]);
    ops.clock.moveOn(DAY_MS - 1_000);
    await steps.discard();
    await steps.send(claim, content, [10, 20]);
    ops.clock.moveOn(DAY_MS - 1_000);
    await steps.discard();
    expect(await steps.begin(claim, content)).toMatchObject({ upload: { receivedBytes: 20 } });
    ops.clock.moveOn(DAY_MS + 1_000);
    await expect(steps.send(claim, content, [20])).rejects.toMatchObject({
      code: 'upload.not_found',
    });
    await steps.discard();
    expect(readdirSync(steps.partsFolder)).not.toContain(upload!.id);
    ops.clock.moveOn(HOUR_MS + 1_000);
    await steps.discard();
    expect(await steps.uploadsOf(claim)).toEqual([]);
    expect(await steps.begin(claim, content)).toMatchObject({ upload: { receivedBytes: 0 } });
  });

  it('is discarded safely at any time', async () => {
    const claim = await filedCase(ops);
    const content = aPicture();
    const { upload } = await steps.begin(claim, content);
    await ops.get(DiscardUpload).run({ uploadId: upload!.id });
    expect(await steps.send(claim, content, [0, 5])).toMatchObject({ receivedBytes: 5 });
    for (const uploadId of [claim.id, 'none', '../../etc', upload!.id.replace('upl', 'evd')])
      await ops.get(DiscardUpload).run({ uploadId });
    expect(await steps.uploadsOf(claim)).toHaveLength(1);
  });
});
