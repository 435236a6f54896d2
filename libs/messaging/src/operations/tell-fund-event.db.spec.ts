import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FundNoticeEntity, tellFundEventJob } from '@app/accounting';
import { UserEntity } from '@app/platform';

import { FundDesk, cny } from '../../../../test/support/fund-desk';
import { MessagingModule } from '../messaging.module';
import { NumberEvents } from './number-events';
import { EventQueries } from '../live/event.queries';
import { TellFundEvent } from './tell-fund-event';

const HOUR_MS = 3_600_000;

describe('operators', () => {
  let desk: FundDesk;
  let outbox: string;
  beforeEach(async () => {
    desk = await FundDesk.start({ imports: [MessagingModule] });
    outbox = join(desk.libs.stateDir, 'outbox');
    const owner = await desk.libs.connectAs('ganpei_owner');
    await owner.query(`UPDATE users SET username = 'ops@example.org' WHERE id = $1`, [
      desk.operator.id,
    ]);
  });
  afterEach(() => desk.stop());

  const notices = (): Promise<FundNoticeEntity[]> =>
    desk.reads.find(FundNoticeEntity, { order: { id: 'ASC' } });
  const due = async (): Promise<string[]> => {
    const jobs = await tellFundEventJob.findDue(desk.reads, desk.libs.clock.now(), 10);
    return jobs.map(({ noticeId }) => noticeId);
  };
  const tell = async (): Promise<void> => {
    desk.libs.clock.moveOn(1);
    for (const id of await due()) await desk.libs.get(TellFundEvent).run(id);
  };
  const mails = async (): Promise<string[]> => {
    const names = (await readdir(outbox)).sort();
    return Promise.all(
      names.map(async (name) => {
        const [head = '', body = ''] = (await readFile(join(outbox, name), 'latin1')).split(
          '\r\n\r\n',
        );
        return `${head}\n${Buffer.from(body, 'base64').toString()}`;
      }),
    );
  };
  const uncovered = async (): Promise<void> => {
    await desk.contribute(1_000n);
    await desk.book([{ code: 'E05', money: cny(2_000n) }]);
    await desk.watch();
  };

  it('are written to once that the fund is not covered, and once that it is again', async () => {
    await uncovered();
    await tell();
    await tell();
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toContain('To: ops@example.org');
    expect(mail).toMatch(/覆盖应付及预计赔付的 50\.00 %/);
    expect(mail).toMatch(/Only 50\.00 % of what the guarantee owes/);
    expect(await notices()).toMatchObject([{ dueAt: null, sentAt: expect.any(Date) as Date }]);
    await desk.contribute(1_000n);
    await desk.watch();
    await tell();
    expect((await mails())[1]).toContain('There is nothing to do.');
  });

  it('are asked to send to a rail what a rule has ordered', async () => {
    await desk.contribute(10_000n);
    await desk.rule(100, 40_000);
    await desk.limit('fundFloorMinor', 100);
    await desk.fill();
    await desk.watch();
    await tell();
    const [event] = await desk.events();
    const mail = (await mails()).find((one) => one.includes('wallet'));
    expect(mail).toContain(event!.facts.topUpId);
    expect(mail).toContain('99.00');
  });

  it('are told later when no mail can leave now, and not for ever', async () => {
    await rm(outbox, { recursive: true, force: true });
    await writeFile(outbox, 'Nothing can be written below this.');
    await uncovered();
    await tell();
    expect(await due()).toEqual([]);
    desk.libs.clock.moveOn(HOUR_MS);
    expect(await due()).toHaveLength(1);
    desk.libs.clock.moveOn(73 * HOUR_MS);
    await tell();
    expect(await notices()).toMatchObject([{ dueAt: null, sentAt: null }]);
  });

  it('without an address, or shut out, get no mail', async () => {
    const other = await desk.controls.hired('operator');
    await uncovered();
    await desk.libs.inTransaction((tx) =>
      tx.update(UserEntity, { id: desk.operator.id }, { disabledAt: desk.libs.clock.now() }),
    );
    await tell();
    expect((await notices()).map(({ userId }) => userId).sort()).toEqual(
      [desk.operator.id, other.id].sort(),
    );
    expect(await notices()).toMatchObject([
      { dueAt: null, sentAt: null },
      { dueAt: null, sentAt: null },
    ]);
  });

  it('read of it in the log of events, and other institutions do not', async () => {
    await uncovered();
    await desk.libs.inTransaction((tx) => desk.libs.get(NumberEvents).run(tx));
    const list = (institutionId: string | null) =>
      desk.libs.get(EventQueries).list(desk.reads, {
        ...{ after: 0n, limit: 10, kinds: [], claimId: null, institutionId },
      });
    const [event] = await desk.events();
    expect(await list(null)).toEqual([
      {
        ...{ position: 1n, id: event!.id, kind: 'fund.uncovered', at: event!.at },
        ...{ claimId: null, reference: null, currency: 'CNY', payments: [] },
      },
    ]);
    expect(await list('usr_of_some_bank')).toEqual([]);
  });
});
