import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startAlipayEmulator } from '../../apps/cli/src/rail-emulators/alipay/start-alipay-emulator';
import type { AlipayEmulator } from '../../apps/cli/src/rail-emulators/alipay/start-alipay-emulator';
import {
  aClaim,
  aPayment,
  cny,
  decide,
  approval,
  evidenceHandedIn,
  untilStatus,
} from '../support/builders';
import type { ClaimJson } from '../support/builders';
import { TestService } from '../support/test-service';

const USER_ID = '2088123412341234';

describe('the way back of a payment that came by Alipay', () => {
  let folder: string;
  let alipay: AlipayEmulator;
  let service: TestService;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alipay-original-'));
    alipay = await startAlipayEmulator({ folder, port: 0, webhookUrl: 'http://127.0.0.1:1/' });
    const { ALIPAY_PRIVATE_KEY_FILE: privateKeyFile = '', ALIPAY_PUBLIC_KEY_FILE = '' } =
      alipay.variables;
    const config = {
      appId: alipay.appId,
      privateKeyFile,
      trust: { publicKeyFile: ALIPAY_PUBLIC_KEY_FILE },
      gatewayUrl: `${alipay.url}/gateway.do`,
      scene: null,
    };
    const rails = { wallet: null, wechat: null, bank: null, simulated: null, alipay: config };
    service = await TestService.start({ config: { rails } });
  });
  afterAll(async () => {
    await service.stop();
    await alipay.close();
    await rm(folder, { recursive: true });
  });

  /** A claim of Lin's on a payment that she made by Alipay. */
  async function claimOf(payer: object, amountMinor: string): Promise<ClaimJson> {
    const payment = { ...aPayment({ amountMinor }), channel: 'alipay', rail: 'balance', payer };
    const { body } = await service.post('bank', '/v1/payments', { payments: [payment] });
    const [{ id: paymentId }] = (body as { data: [{ id: string }] }).data;
    const filed = await service.post('lin', '/v1/claims', aClaim([{ paymentId, amountMinor }]));
    const claim = filed.body as unknown as ClaimJson;
    await evidenceHandedIn(service, claim);
    const seen = await untilStatus(service, claim.id, 'in_review', 'paying', 'paid');
    if (seen.status === 'in_review') {
      await decide(service, 'wang', seen, approval(seen, amountMinor));
    }
    return claim;
  }

  it.each<[string, object, string, object]>([
    [
      'a user ID',
      { id: 'u_1001', account: USER_ID },
      '4100',
      { identity: USER_ID, identity_type: 'ALIPAY_USER_ID' },
    ],
    [
      'a sign-in name and its holder',
      { id: 'u_1001', name: '林小满', account: 'lin@example.com' },
      '4200',
      { identity: 'lin@example.com', identity_type: 'ALIPAY_LOGON_ID', name: '林小满' },
    ],
  ])('leads into the account that paid, by %s', async (_what, payer, amountMinor, payee) => {
    const claim = await claimOf(payer, amountMinor);
    expect(await untilStatus(service, claim.id, 'paid')).toMatchObject({ paid: cny(amountMinor) });
    const { body } = await service.get('audit', `/v1/payouts?claimId=${claim.id}`);
    const { data } = body as { data: { id: string; rail: string }[] };
    expect(data).toMatchObject([{ rail: 'alipay', payee: { route: 'original' } }]);
    const key = data[0]?.id.replace('_', '');
    expect(alipay.book.all().filter((transfer) => transfer.key === key)).toMatchObject([
      { payee, money: cny(amountMinor) },
    ]);
  });

  it('shows nobody the account', async () => {
    const { text } = await service.get('lin', '/v1/payments?limit=100');
    expect(text).not.toMatch(/2088123412341234|lin@example/);
    for (const path of ['/v1/payments?limit=100', '/v1/payouts?limit=100']) {
      expect((await service.get('audit', path)).text).not.toMatch(/2088123412341234|lin@example/);
    }
  });
});
