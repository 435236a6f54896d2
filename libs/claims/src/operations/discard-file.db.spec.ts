import { Readable } from 'node:stream';

import { FileStore } from '@app/platform';

import { claimantOf, filedCase } from '../../../../test/support/cases';
import { handedIn } from '../../../../test/support/evidence-steps';
import { TestOperations } from '../../../../test/support/test-operations';
import { aPicture, sha256 } from '../../../../test/support/upload-steps';
import { EvidenceFiles } from '../evidence/evidence-files';
import { discardFileJob } from '../evidence/evidence.jobs';
import { EvidenceQueries } from '../evidence/evidence.queries';
import type { ClaimDraftEntity } from '../persistence/claim-draft.entity';
import { ClaimEvidencePreparationEntity } from '../persistence/claim-evidence-preparation.entity';
import { ProvisionalFileEntity } from '../persistence/provisional-file.entity';
import type { ClaimEntity } from '../persistence/claim.entity';
import { AddDraftFile } from './add-draft-file';
import { DiscardFile } from './discard-file';
import { DropDraft } from './drop-draft';
import { PrepareEvidence } from './prepare-evidence';
import { RemoveDraftFile } from './remove-draft-file';
import { StartDraft } from './start-draft';

const DAY_MS = 86_400_000;

describe('a file that no record names', () => {
  let ops: TestOperations;
  let claim: ClaimEntity;
  beforeAll(async () => {
    ops = await TestOperations.start();
    claim = await filedCase(ops);
  });
  afterAll(async () => {
    await ops.stop();
  });

  const isKept = (content: Buffer): Promise<boolean> => ops.get(FileStore).has(sha256(content));
  const keep = async (content: Buffer): Promise<string> => {
    const { sha256: name } = await ops.get(EvidenceFiles).keep(Readable.from([content]));
    return name;
  };
  /** What the sweep finds and the worker does. */
  const discard = async (): Promise<void> => {
    for (const data of await discardFileJob.findDue(ops.reads, ops.clock.now(), 500))
      await ops.get(DiscardFile).run(data);
  };
  const aDraft = (): Promise<ClaimDraftEntity> =>
    ops.transaction((tx) =>
      ops.get(StartDraft).run(tx, claimantOf(claim), { claimantPartyId: null, content: {} }),
    );
  const onDraft = async ({ id: draftId }: ClaimDraftEntity, content: Buffer): Promise<void> => {
    const file = await ops.get(EvidenceFiles).keep(Readable.from([content]));
    const about = { item: 'identity', mediaType: file.mediaType, fileName: 'f', description: null };
    await ops.transaction((tx) =>
      ops.get(AddDraftFile).run(tx, claimantOf(claim), { draftId, file, ...about }),
    );
  };

  it('stays for a day, and then goes', async () => {
    const content = aPicture();
    await keep(content);
    ops.clock.moveOn(DAY_MS - 1_000);
    await discard();
    await ops.get(DiscardFile).run({ sha256: sha256(content) });
    expect(await isKept(content)).toBe(true);
    ops.clock.moveOn(2_000);
    await discard();
    expect(await isKept(content)).toBe(false);
    expect(await ops.reads.countBy(ProvisionalFileEntity, { sha256: sha256(content) })).toBe(0);
  });

  it('stays a day longer when it comes again', async () => {
    const content = aPicture();
    await keep(content);
    ops.clock.moveOn(DAY_MS - 1_000);
    await keep(content);
    ops.clock.moveOn(DAY_MS - 1_000);
    await discard();
    expect(await isKept(content)).toBe(true);
  });

  it('is none of those that were handed in, nor the copies of them', async () => {
    const content = aPicture();
    const { id: evidenceId } = await handedIn(ops, claim, content);
    await ops.get(PrepareEvidence).run({ evidenceId });
    const found = await ops.get(EvidenceQueries).byId(ops.reads, evidenceId);
    ops.clock.moveOn(DAY_MS + 1_000);
    await discard();
    expect(await isKept(content)).toBe(true);
    expect(await ops.get(FileStore).has(found!.preparation.copySha256!)).toBe(true);
    // Looked at once, and not again each day.
    expect(await discardFileJob.findDue(ops.reads, ops.clock.now(), 500)).toEqual([]);
  });

  it('may be a copy that a crash left behind', async () => {
    const { id: evidenceId } = await handedIn(ops, claim, aPicture());
    await ops.get(PrepareEvidence).run({ evidenceId });
    const found = await ops.get(EvidenceQueries).byId(ops.reads, evidenceId);
    const copy = found!.preparation.copySha256!;
    await ops.transaction((tx) =>
      tx.update(ClaimEvidencePreparationEntity, { evidenceId }, { copySha256: null }),
    );
    ops.clock.moveOn(DAY_MS + 1_000);
    await discard();
    expect(await ops.get(FileStore).has(copy)).toBe(false);
  });

  it('is one that was taken off a draft, however often one is put there', async () => {
    const draft = await aDraft();
    const contents = [aPicture(), aPicture(), aPicture()];
    for (const content of contents) {
      await onDraft(draft, content);
      ops.clock.moveOn(2 * DAY_MS);
      await discard();
      expect(await isKept(content)).toBe(true);
      const file = { draftId: draft.id, item: 'identity', sha256: sha256(content) };
      await ops.transaction((tx) => ops.get(RemoveDraftFile).run(tx, claimantOf(claim), file));
    }
    ops.clock.moveOn(DAY_MS + 1_000);
    await discard();
    for (const content of contents) expect(await isKept(content)).toBe(false);
  });

  it('is one of a draft that was dropped, unless somebody else names it', async () => {
    const draft = await aDraft();
    const [alone, shared] = [aPicture(), aPicture()];
    for (const content of [alone, shared]) await onDraft(draft, content);
    await handedIn(ops, claim, shared);
    await ops.transaction((tx) =>
      ops.get(DropDraft).run(tx, claimantOf(claim), { draftId: draft.id }),
    );
    ops.clock.moveOn(DAY_MS + 1_000);
    await discard();
    expect([await isKept(alone), await isKept(shared)]).toEqual([false, true]);
  });

  it('cannot be handed in while it is being removed, and can be afterwards', async () => {
    const content = aPicture();
    await keep(content);
    ops.clock.moveOn(DAY_MS + 1_000);
    await ops.transaction((tx) =>
      tx.update(ProvisionalFileEntity, { sha256: sha256(content) }, { removedAt: ops.clock.now() }),
    );
    await expect(keep(content)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'evidence.busy',
    });
    // Whoever removed it was killed: another one goes on.
    await discard();
    expect(await isKept(content)).toBe(false);
    await handedIn(ops, claim, content);
    ops.clock.moveOn(DAY_MS + 1_000);
    await discard();
    expect(await isKept(content)).toBe(true);
  });

  it('is named, or comes back whole, when it is handed in as it goes', async () => {
    const ends = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const content = aPicture();
      await keep(content);
      ops.clock.moveOn(DAY_MS + 1_000);
      const coming = handedIn(ops, claim, content, 'declaration');
      const [end] = await Promise.allSettled([coming, discard()]);
      const isKeptNow = await isKept(content);
      await discard();
      ends.add(end.status === 'fulfilled' ? 'in' : (end.reason as { code: string }).code);
      const isIn = end.status === 'fulfilled';
      // What was taken is there, at once and after the next round of the sweep.
      const isLost = isIn && !(isKeptNow && (await isKept(content)));
      expect(isLost).toBe(false);
    }
    ends.delete('in');
    ends.delete('evidence.busy');
    expect([...ends]).toEqual([]);
  });
});
