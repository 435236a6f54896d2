import type { Response } from 'supertest';

import { emulateBank } from '../../apps/cli/src/rail-emulators/bank/emulate-bank';
import { BANK_ONLY, TEST_BANK } from '../support/bank-steps';
import { TestService } from '../support/test-service';
import { expectProblem } from './problems';

/** A payment file that we never made, of the account of the bank of tests. */
const OTHERS_FILE = `<Document><CstmrCdtTrfInitn><GrpHdr><MsgId>other</MsgId><NbOfTxs>1</NbOfTxs></GrpHdr>
  <PmtInf><DbtrAcct><Id><IBAN>${TEST_BANK.account}</IBAN></Id></DbtrAcct><CdtTrfTxInf>
  <PmtId><EndToEndId>pyo01h455vb4pex5vsknk084sn02q</EndToEndId></PmtId>
  <Amt><InstdAmt Ccy="CNY">1.00</InstdAmt></Amt><Cdtr><Nm>Somebody</Nm></Cdtr>
  </CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>`;

describe('an account statement of the bank over HTTP', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start({ config: { rails: BANK_ONLY } });
  });
  afterAll(async () => {
    await service.stop();
  });

  const report = (dayNumber: number): Buffer =>
    Buffer.from(
      emulateBank(OTHERS_FILE, { fates: new Map(), bookedAt: service.clock.now(), dayNumber })
        .statement,
    );
  const handIn = (path: string, file: Buffer): Promise<Response> =>
    Promise.resolve(service.as('ops', 'post', path).attach('file', file, 'statement.xml'));

  it('is heard by the rail and compared with the books, wherever it is handed in', async () => {
    const [first, second] = [report(1), report(2)];
    expect((await handIn('/v1/statements', first)).body).toMatchObject({
      statements: [{ rail: 'bank', format: 'camt.053', account: TEST_BANK.account, lineCount: 1 }],
    });
    expect((await handIn('/v1/bank-reports', first)).body).toMatchObject({ isKnown: true });
    expect((await handIn('/v1/bank-reports', second)).body).toMatchObject({ isKnown: false });
    expect((await handIn('/v1/statements', second)).body).toMatchObject({
      statements: [{ isKnown: true }],
    });
    const breaks = await service.eventually(
      () => service.get('zhao', '/v1/reconciliation/breaks?rail=bank'),
      ({ body }) => (body as { data: unknown[] }).data.length > 0,
    );
    const { data } = breaks.body as unknown as { data: readonly { readonly reason: string }[] };
    expect(data.map(({ reason }) => reason)).toContain('unknown_payout');
  });

  it('is not taken when it is of another account', async () => {
    const other = Buffer.from(
      report(3).toString().replaceAll(TEST_BANK.account, 'GB29NWBK60161331926819'),
    );
    expectProblem(await handIn('/v1/statements', other), 422, 'bank.report_other_account');
  });
});
