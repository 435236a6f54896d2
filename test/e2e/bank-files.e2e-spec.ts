import { createHash } from 'node:crypto';

import type { Response } from 'supertest';

import { emulateBank } from '../../apps/cli/src/rail-emulators/bank/emulate-bank';
import type { BankFate, BankReports } from '../../apps/cli/src/rail-emulators/bank/emulate-bank';
import { BANK_ONLY } from '../support/bank-steps';
import {
  aClaim,
  approval,
  asSeen,
  claimNow,
  cny,
  evidenceHandedIn,
  reported,
  untilStatus,
} from '../support/builders';
import type { ClaimJson, Json } from '../support/builders';
import { DAY_MS } from '../support/controls';
import { TestService } from '../support/test-service';
import type { Person } from '../support/test-service';
import { expectProblem } from './problems';

interface FileJson {
  readonly id: string;
  readonly status: string;
  readonly money: Json;
  readonly count: number;
  readonly sha256: string;
  readonly releases: readonly { readonly verdict: string }[];
}
interface PayoutJson {
  readonly id: string;
  readonly status: string;
  readonly rail: string;
}

describe('a payout by a bank file over HTTP', () => {
  let service: TestService;
  let days = 0;

  beforeAll(async () => {
    service = await TestService.start({ config: { rails: BANK_ONLY } });
  });
  afterAll(async () => {
    await service.stop();
  });

  /** A claim of Lin's whose award goes to her bank account, and whose time to object is over. */
  async function paying(amountMinor: string): Promise<ClaimJson> {
    const holderName = '林小满';
    const paymentId = await reported(service, { amountMinor, payerName: holderName });
    const { body } = await service.post('lin', '/v1/claims', {
      ...aClaim([{ paymentId, amountMinor }]),
      payoutMethod: {
        route: 'account',
        account: { holderName, number: '6222 0202 0011 2233', bank: '工商银行' },
      },
    });
    const claim = body as ClaimJson;
    await evidenceHandedIn(service, claim);
    const reviewed = await untilStatus(service, claim.id, 'in_review', 'paying');
    if (reviewed.status === 'in_review') {
      const path = `/v1/claims/${claim.id}/decisions`;
      await service.post('wang', path, approval(reviewed, amountMinor), asSeen(reviewed));
    }
    await untilStatus(service, claim.id, 'paying');
    await service.passTime(DAY_MS);
    await untilPayout(claim, 'pending');
    return claim;
  }

  async function payoutOf(claim: ClaimJson): Promise<PayoutJson> {
    const { body } = await service.get('audit', `/v1/payouts?claimId=${claim.id}`);
    return (body as { data: [PayoutJson] }).data[0];
  }
  const untilPayout = (claim: ClaimJson, wanted: string): Promise<PayoutJson> =>
    service.eventually(
      () => payoutOf(claim),
      (payout) => payout.status === wanted,
    );
  const keyOf = async (claim: ClaimJson): Promise<string> =>
    (await payoutOf(claim)).id.replace('_', '');

  const make = (by: Person = 'ops'): Promise<Response> =>
    service.post(by, '/v1/bank-files', { currency: 'CNY' });
  const say = (by: Person, { id }: FileJson, verdict = 'release'): Promise<Response> =>
    service.post(by, `/v1/bank-files/${id}/releases`, { verdict, note: 'Looked through.' });
  const fetchContent = async (by: Person, { id }: FileJson): Promise<Response> =>
    service.as(by, 'get', `/v1/bank-files/${id}/content`).buffer(true);

  async function released(): Promise<FileJson> {
    const file = (await make()).body as FileJson;
    await say('ops', file);
    return (await say('zhao', file)).body as FileJson;
  }

  async function reportsOn(
    file: FileJson,
    fates: readonly (readonly [string, BankFate])[] = [],
  ): Promise<BankReports> {
    const { text } = await fetchContent('ops', file);
    days += 1;
    return emulateBank(text, {
      fates: new Map(fates),
      bookedAt: service.clock.now(),
      dayNumber: days,
    });
  }

  const handIn = (by: Person, report: string | Buffer): Promise<Response> =>
    Promise.resolve(
      service
        .as(by, 'post', '/v1/bank-reports')
        .attach('file', typeof report === 'string' ? Buffer.from(report) : report, 'report.xml'),
    );

  const judge = (by: Person, { id }: { readonly id: string }, verdict = 'release') =>
    service.post(by, `/v1/bank-reports/${id}/releases`, { verdict, note: 'As the bank shows it.' });

  /** What the bank reports counts once another person has compared it. */
  async function heard(report: string): Promise<void> {
    const { status, body } = await handIn('ops', report);
    expect({ status, body }).toMatchObject({ status: 201 });
    const taken = body as { readonly id: string; readonly status: string };
    if (taken.status === 'waiting') expect((await judge('zhao', taken)).status).toBe(201);
  }

  it('goes from an approved claim to the statement on which it stands', async () => {
    const claim = await paying('86000');
    expect(await payoutOf(claim)).toMatchObject({ rail: 'bank', status: 'pending' });
    const { body: before } = await service.get('ops', '/v1/bank-files');
    expect(before).toMatchObject({ waiting: [{ money: cny('86000'), count: 1 }] });

    const file = (await make()).body as FileJson;
    expect(file).toMatchObject({ status: 'waiting', money: cny('86000'), count: 1, releases: [] });
    expectProblem(await make(), 409, 'bank.nothing_waiting');
    const listed = await service.get('zhao', `/v1/bank-files/${file.id}/instructions`);
    expect((listed.body as { data: object[] }).data).toEqual([
      {
        payoutId: (await payoutOf(claim)).id,
        ...{ money: cny('86000'), holderName: '林小满', ending: '2233', bank: '工商银行' },
      },
    ]);

    expectProblem(await fetchContent('ops', file), 409, 'bank.not_released');
    expect((await say('ops', file)).body).toMatchObject({ status: 'waiting' });
    expectProblem(await say('ops', file), 409, 'bank.given_already');
    expectProblem(await fetchContent('ops', file), 409, 'bank.not_released');
    expect((await say('zhao', file)).body).toMatchObject({ status: 'released' });
    expectProblem(await say('zhao', file, 'discard'), 409, 'bank.file_settled');

    const content = await fetchContent('ops', file);
    expect(content.headers['content-disposition']).toMatch(/^attachment; filename="bkf_.*\.xml"/);
    expect(createHash('sha256').update(content.text).digest('hex')).toBe(file.sha256);
    expect((await fetchContent('zhao', file)).status).toBe(403);
    const trail = await service.get('audit', `/v1/audit-records?objectId=${file.id}`);
    expect((trail.body as { data: { action: string }[] }).data.map(({ action }) => action)).toEqual(
      [...['bank_file.made', 'bank_file.released', 'bank_file.released', 'bank_file.downloaded']],
    );

    const { statement, statusReport } = await reportsOn(file);
    expect((await handIn('ops', statusReport)).body).toMatchObject({ matchedCount: 1 });
    expect((await payoutOf(claim)).status).toBe('pending');
    const taken = await handIn('ops', statement);
    expect(taken.body).toMatchObject({
      ...{ kind: 'camt.053', status: 'waiting', matchedCount: 1, isKnown: false },
    });
    const report = taken.body as { readonly id: string };
    const seen = await service.get('zhao', `/v1/bank-reports/${report.id}`);
    expect(seen.body).toMatchObject({ ends: [{ word: 'booked', money: cny('86000') }] });
    expectProblem(await judge('ops', report), 409, 'bank.own_hand');
    expect((await judge('lin', report)).status).toBe(403);
    expectProblem(await judge('zhao', { id: 'bkr_x' }), 404, 'bank.report_not_found');
    expect((await payoutOf(claim)).status).toBe('pending');
    expect((await judge('zhao', report)).body).toMatchObject({
      ...{ status: 'released', releases: [{ verdict: 'release' }] },
    });
    expectProblem(await judge('zhao', report, 'discard'), 409, 'bank.report_settled');
    expect(await untilStatus(service, claim.id, 'paid')).toMatchObject({ paid: cny('86000') });
    expect((await handIn('ops', statement)).body).toMatchObject({ isKnown: true });
  });

  it('is not paid by a file that is discarded, and is by the next', async () => {
    const claim = await paying('45000');
    const file = (await make()).body as FileJson;
    await say('ops', file);
    expect((await say('zhao', file, 'discard')).body).toMatchObject({ status: 'discarded' });
    expectProblem(await fetchContent('ops', file), 409, 'bank.not_released');
    const next = await released();
    expect(next).toMatchObject({ status: 'released', money: cny('45000') });
    expect(next.id).not.toBe(file.id);
    await heard((await reportsOn(next)).statement);
    await untilStatus(service, claim.id, 'paid');
  });

  it('is for people when the bank refused it, or booked something else', async () => {
    const refused = await paying('30100');
    const misbooked = await paying('30200');
    const file = await released();
    const { statement, statusReport } = await reportsOn(file, [
      [await keyOf(refused), { kind: 'reject', reason: 'AC04' }],
      [await keyOf(misbooked), { kind: 'misbook', amountMinor: 30_201n }],
    ]);
    await heard(statusReport);
    await untilPayout(refused, 'failed');
    await heard(statement);
    await untilPayout(misbooked, 'action_required');
    for (const claim of [refused, misbooked]) {
      expect(await claimNow(service, claim.id)).toMatchObject({
        nextStep: { code: 'resolve_payout' },
      });
    }
  });

  it('that came back after all is no payment, and the claimant is asked for another account', async () => {
    const claim = await paying('30300');
    const file = await released();
    await heard((await reportsOn(file)).statement);
    await untilStatus(service, claim.id, 'paid');
    const fate: BankFate = { kind: 'return', reason: 'AC04' };
    await heard((await reportsOn(file, [[await keyOf(claim), fate]])).statement);
    await untilPayout(claim, 'returned');
    expect(await claimNow(service, claim.id)).toMatchObject({
      ...{ status: 'approved', paid: cny('0') },
      nextStep: { code: 'name_account', by: 'claimant' },
    });
  });

  it('stays listed where a report speaks of nothing of ours', async () => {
    const strangers = emulateBank(aStrangersFile(), {
      fates: new Map(),
      bookedAt: service.clock.now(),
      dayNumber: 99,
    });
    const { body } = await handIn('ops', strangers.statement);
    expect(body).toMatchObject({ lineCount: 1, matchedCount: 0, status: 'released' });
    const { id } = body as { id: string };
    expect((await service.get('audit', `/v1/bank-reports/${id}`)).body).toMatchObject({
      unmatched: [{ word: 'booked', money: cny('100') }],
    });
  });

  it.each<[string, string | Buffer, number, string]>([
    ['a page of a proxy', '<html><br></html>', 422, 'bank.report_not_xml'],
    ['a billion laughs', '<!DOCTYPE l [<!ENTITY a "ha">]><D>&a;</D>', 422, 'bank.report_not_xml'],
    ['another message', '<Document xmlns="urn:x"/>', 422, 'bank.report_other_message'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]), 422, 'bank.report_encoding'],
    ['a hundred megabytes', Buffer.alloc(100 * 1_024 * 1_024, ' '), 413, 'file.too_large'],
    ['nothing', '', 422, 'bank.report_not_xml'],
  ])('takes in no report that is %s', async (_what, report, status, code) => {
    expectProblem(await handIn('ops', report), status, code);
  });

  it('takes in no statement of another account', async () => {
    const { statement } = emulateBank(aStrangersFile('GB29NWBK60161331926819'), {
      fates: new Map(),
      bookedAt: service.clock.now(),
      dayNumber: 100,
    });
    expectProblem(await handIn('ops', statement), 422, 'bank.report_other_account');
  });
});

/** A payment file that we never made: of the same account, unless it is told another one. */
function aStrangersFile(account = 'DE89370400440532013000'): string {
  return `<Document><CstmrCdtTrfInitn><GrpHdr><MsgId>other</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr>
    <PmtInf><DbtrAcct><Id><IBAN>${account}</IBAN></Id></DbtrAcct><CdtTrfTxInf>
    <PmtId><EndToEndId>pyo01h455vb4pex5vsknk084sn02q</EndToEndId></PmtId>
    <Amt><InstdAmt Ccy="CNY">1.00</InstdAmt></Amt><Cdtr><Nm>Somebody</Nm></Cdtr>
    </CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>`;
}
