import { payoutFindings } from '../../../../../apps/cli/src/commands/payout-findings';
import { BankDesk } from '../../../../../test/support/bank-desk';
import { bankBacklog } from './bank-backlog';

const DAY_MS = 86_400_000;

describe('what waits for people at the bank rail', () => {
  let desk: BankDesk;

  beforeAll(async () => {
    desk = await BankDesk.start();
  });
  afterAll(async () => {
    await desk.stop();
  });

  const inDays = (days: number): Date => new Date(desk.ops.clock.now().getTime() + days * DAY_MS);
  const stages = async (days: number): Promise<string[]> =>
    (await bankBacklog(desk.ops.reads, inDays(days)))
      .filter(({ count }) => count > 0)
      .map(({ stage, count, overAge }) => `${stage} ${String(count)} ${String(overAge)}`);
  const said = async (days: number): Promise<string[]> =>
    (await payoutFindings(desk.ops.reads, { demo: false }, inDays(days)))
      .filter(({ isGood }) => !isGood)
      .map(({ text }) => text.replace(/pyo_\w+/, 'pyo_…'));

  it('is an instruction, a file, its bytes and a report, one after the other, each late in days', async () => {
    expect(await stages(0)).toEqual([]);
    const payout = await desk.handedIn();
    expect(await stages(0)).toEqual(['file 1 0']);
    expect(await stages(5)).toEqual(['file 1 1']);
    expect(await said(3)).toEqual([]);
    expect(await said(5)).toEqual([
      '1 instructions are in no bank file for more than 4 days: make one with POST /v1/bank-files',
    ]);

    const file = await desk.makeFile();
    expect(await stages(5)).toEqual(['release 1 1']);
    await desk.say(desk.people.zhao, file);
    expect(await said(5)).toEqual([expect.stringMatching(/^1 bank files wait for two persons/)]);
    await desk.say(desk.people.li, file);
    expect(await stages(5)).toEqual(['fetch 1 1']);
    expect(await said(5)).toEqual([expect.stringMatching(/never fetched for more than 4 days/)]);

    const { statement } = await desk.reportOn(file);
    expect(await stages(5)).toEqual([]);
    const taken = await desk.handedOver(statement);
    expect(await stages(5)).toEqual(['report 1 1']);
    expect(await said(5)).toEqual([expect.stringMatching(/^1 bank reports wait for another/)]);
    await desk.judge(desk.people.zhao, taken);
    expect(await stages(5)).toEqual([]);
    expect((await desk.look(payout)).status).toBe('settled');
  });

  it('is a payout as well of which nothing is heard for weeks', async () => {
    const payout = await desk.handedIn();
    await desk.fetched(await desk.releasedFile());
    expect(await said(13)).toEqual([]);
    expect(await said(15)).toEqual([
      expect.stringMatching(
        /^bank CNY: 1 payouts are on their way for more than 14 days.*POST .v1.payouts.pyo_….resolutions; its claim is /,
      ),
    ]);
    expect(payout.status).toBe('pending');
  });
});
