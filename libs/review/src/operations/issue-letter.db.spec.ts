import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { ClaimContactEntity } from '../../../claims/src/persistence/claim-contact.entity';
import { FileStore } from '@app/platform';

import {
  awaitingApproval,
  decide,
  decisionsOf,
  giveVerdict,
  reviewedCase,
} from '../../../../test/support/cases';
import { TestOperations } from '../../../../test/support/test-operations';
import type { DecisionEntity } from '../persistence/decision.entity';
import { DecisionLetterEntity } from '../persistence/decision-letter.entity';
import { IssueLetter } from './issue-letter';

describe('issuing the letter on a decision', () => {
  let ops: TestOperations;
  beforeAll(async () => {
    ops = await TestOperations.start();
  });
  afterAll(async () => {
    await ops.stop();
  });

  const issue = async (
    decision: DecisionEntity,
    locale: 'zh-CN' | 'en' = 'zh-CN',
  ): Promise<DecisionLetterEntity> => ops.get(IssueLetter).run(decision, locale);

  const bytesOf = async ({ sha256 }: DecisionLetterEntity): Promise<Buffer> =>
    buffer(ops.get(FileStore).read(sha256));

  async function finalDecision(): Promise<DecisionEntity> {
    return decide(ops, await reviewedCase(ops));
  }

  async function loseFile({ sha256 }: DecisionLetterEntity): Promise<void> {
    const { stateDir } = ops.libs;
    const found = await readdir(stateDir, { recursive: true });
    await rm(
      join(
        stateDir,
        found.find((path) => path.endsWith(sha256))!,
      ),
    );
  }

  it('keeps the PDF and puts its digest on record', async () => {
    const decision = await finalDecision();
    const letter = await issue(decision);
    const bytes = await bytesOf(letter);
    expect(letter).toMatchObject({ decisionId: decision.id, locale: 'zh-CN' });
    expect(letter.sizeBytes).toBe(bytes.length);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('gives everybody the same bytes, whatever has changed since', async () => {
    const decision = await finalDecision();
    const first = await issue(decision);
    const owner = await ops.libs.connectAs(null);
    await owner.query(`UPDATE claim_contacts SET name = 'Another' WHERE claim_id = $1`, [
      decision.claimId,
    ]);
    ops.clock.moveOn(86_400_000);
    expect(await issue(decision)).toEqual(first);
    const [contact] = await ops.reads.findBy(ClaimContactEntity, { claimId: decision.claimId });
    expect(contact!.name).toBe('Another');
  });

  it('issues one letter for each language, at once, so that both say the same', async () => {
    const decision = await finalDecision();
    const zh = await issue(decision, 'zh-CN');
    const owner = await ops.libs.connectAs(null);
    await owner.query(`UPDATE claim_contacts SET name = 'Another' WHERE claim_id = $1`, [
      decision.claimId,
    ]);
    ops.clock.moveOn(86_400_000);
    const en = await issue(decision, 'en');
    expect(zh.sha256).not.toBe(en.sha256);
    expect(en.issuedAt).toEqual(zh.issuedAt);
  });

  it('runs ten times at once, issues once', async () => {
    const decision = await finalDecision();
    const letters = await Promise.all(Array.from({ length: 10 }, () => issue(decision)));
    expect(new Set(letters.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await ops.reads.countBy(DecisionLetterEntity, { decisionId: decision.id })).toBe(2);
  });

  it('prints a lost file anew when it comes out the same, and else says that it is lost', async () => {
    const decision = await finalDecision();
    const letter = await issue(decision);
    await loseFile(letter);
    expect(await issue(decision)).toEqual(letter);
    expect(await bytesOf(letter)).toHaveLength(letter.sizeBytes);
    await loseFile(letter);
    const owner = await ops.libs.connectAs(null);
    await owner.query(`UPDATE claim_contacts SET name = 'Another' WHERE claim_id = $1`, [
      decision.claimId,
    ]);
    await expect(issue(decision)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'letter.file_unavailable',
    });
  });

  it('issues none on what is not final yet', async () => {
    const { claim, decision } = await awaitingApproval(ops);
    await expect(issue(decision)).rejects.toThrow('is not final');
    await giveVerdict(ops, decision, ops.staff.zhao);
    const [approved] = await decisionsOf(ops, claim);
    expect(await issue(approved!)).toMatchObject({ decisionId: decision.id });
  });
});
