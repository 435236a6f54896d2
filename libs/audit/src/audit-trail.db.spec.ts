import { TestLibs, anActor } from '../../../test/support/test-libs';
import { AuditTrail } from './audit-trail';
import { AuditModule } from './audit.module';

describe('the audit trail', () => {
  let libs: TestLibs;
  const actor = anActor('reviewer', 'usr_reviewer');

  beforeAll(async () => {
    libs = await TestLibs.start({ imports: [AuditModule] });
  });
  afterAll(async () => {
    await libs.stop();
  });

  const recordsOf = async (objectId: string): Promise<object[]> =>
    libs.get(AuditTrail).of(libs.unitOfWork.reads, 3, objectId);

  it('says who did what to which record, when, and why', async () => {
    const earliest = libs.clock.now().getTime();
    await libs.inTransaction((tx) =>
      libs.get(AuditTrail).record(tx, {
        lane: 3,
        actor,
        action: 'claim.decided',
        objectId: 'clm_1',
        reason: 'The theft is plausible.',
        facts: { decisionId: 'dec_1', award: { currency: 'CNY', amountMinor: '19900' } },
      }),
    );
    const [record] = await recordsOf('clm_1');
    expect(record).toEqual({
      lane: 3,
      id: expect.stringMatching(/^aud_/) as string,
      at: expect.any(Date) as Date,
      actorId: 'usr_reviewer',
      actorRole: 'reviewer',
      action: 'claim.decided',
      objectId: 'clm_1',
      reason: 'The theft is plausible.',
      requestId: null,
      facts: { decisionId: 'dec_1', award: { currency: 'CNY', amountMinor: '19900' } },
    });
    expect((record as { at: Date }).at.getTime()).toBeGreaterThanOrEqual(earliest);
  });

  it('tells what happened to one record in order, and nothing of others', async () => {
    const audit = libs.get(AuditTrail);
    await libs.inTransaction(async (tx) => {
      for (const action of ['claim.filed', 'claim.assigned', 'claim.decided']) {
        await audit.record(tx, { lane: 3, actor, action, objectId: 'clm_2' });
      }
      await audit.record(tx, { lane: 3, actor, action: 'claim.filed', objectId: 'clm_3' });
    });
    expect(await recordsOf('clm_2')).toMatchObject([
      { action: 'claim.filed', reason: null, facts: {} },
      { action: 'claim.assigned' },
      { action: 'claim.decided' },
    ]);
  });

  it('is told by pages, without what auditors need not know, which is kept all the same', async () => {
    const audit = libs.get(AuditTrail);
    const acts = ['claim.filed', 'need_to_know.recorded', 'needs.told', 'need_to_know.read'];
    await libs.inTransaction(async (tx) => {
      for (const action of [...acts, 'claim.decided'])
        await audit.record(tx, { lane: 3, actor, action, objectId: 'clm_5' });
    });
    const page = (limit: number, after?: string) =>
      audit.told(libs.unitOfWork.reads, 3, 'clm_5', {
        limit,
        ...(after === undefined ? {} : { after }),
      });
    const first = await page(1);
    expect(first.map(({ action }) => action)).toEqual(['claim.filed', 'needs.told']);
    const second = await page(5, first[1]!.id);
    expect(second.map(({ action }) => action)).toEqual(['claim.decided']);
    expect(await recordsOf('clm_5')).toHaveLength(5);
  });

  it('says nothing of an act that did not come about', async () => {
    const attempt = libs.inTransaction(async (tx) => {
      await libs
        .get(AuditTrail)
        .record(tx, { lane: 3, actor, action: 'claim.filed', objectId: 'clm_4' });
      throw new Error('The claim was refused.');
    });
    await expect(attempt).rejects.toThrow('refused');
    expect(await recordsOf('clm_4')).toEqual([]);
  });
});
