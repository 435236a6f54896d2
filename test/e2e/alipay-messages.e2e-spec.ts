import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RailDirectory } from '@app/payouts';

import { alipayEmulatorKeys } from '../../apps/cli/src/rail-emulators/alipay/alipay-emulator-keys';
import { signedForm } from '../../apps/cli/src/rail-emulators/alipay/gateway-signature';
import { startAlipayEmulator } from '../../apps/cli/src/rail-emulators/alipay/start-alipay-emulator';
import type { AlipayEmulator } from '../../apps/cli/src/rail-emulators/alipay/start-alipay-emulator';
import { anOrderTo } from '../../apps/cli/src/rail-emulators/testing/emulated-orders';
import { TestService } from '../support/test-service';

const WEBHOOK = '/v1/rails/alipay/webhook';
const FORM = 'application/x-www-form-urlencoded; charset=utf-8';

describe('messages of Alipay over HTTP', () => {
  let folder: string;
  let alipay: AlipayEmulator;
  let service: TestService;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alipay-messages-'));
    alipay = await startAlipayEmulator({ folder, port: 0, webhookUrl: 'http://127.0.0.1:1/' });
    const { ALIPAY_PRIVATE_KEY_FILE: privateKeyFile = '', ALIPAY_PUBLIC_KEY_FILE = '' } =
      alipay.variables;
    service = await TestService.start({
      config: {
        rails: {
          wallet: null,
          wechat: null,
          alipay: {
            appId: alipay.appId,
            privateKeyFile,
            trust: { publicKeyFile: ALIPAY_PUBLIC_KEY_FILE },
            gatewayUrl: `${alipay.url}/gateway.do`,
            scene: null,
          },
          bank: null,
          simulated: null,
        },
      },
    });
  });
  afterAll(async () => {
    await alipay.close();
    await service.stop();
    await rm(folder, { recursive: true });
  });

  /** A message about an order that is not ours, signed by Alipay. */
  const aMessage = (change: Record<string, string> = {}): string =>
    new URLSearchParams({
      ...signedForm(alipayEmulatorKeys(folder).alipay, {
        app_id: alipay.appId,
        biz_content: '{"out_biz_no":"201806300001","order_id":"1","status":"SUCCESS"}',
        charset: 'UTF-8',
        notify_id: 'n1',
        sign_type: 'RSA2',
      }),
      ...change,
    }).toString();

  const post = async (path: string, body: string, type = FORM): Promise<Response> =>
    fetch(`${service.url}${path}`, { method: 'POST', headers: { 'content-type': type }, body });

  it('are answered with the word that Alipay waits for', async () => {
    const response = await post(WEBHOOK, aMessage());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toBe('success');
  });

  it('are received when the emulated Alipay sends them', async () => {
    alipay.setWebhook(`${service.url}${WEBHOOK}`, [50, 50]);
    const rail = service.app.get(RailDirectory).get('alipay');
    const payee = { route: 'account', kind: 'alipay', account: '2088123412341234' } as const;
    await rail.send(anOrderTo({ ...payee, name: '林小满' }));
    const owed = (): Promise<number> => Promise.resolve(alipay.book.owedNotices().length);
    expect(await service.eventually(owed, (count) => count === 0)).toBe(0);
  });

  it.each([
    ['a changed form', (): string => aMessage({ biz_content: '{"status":"FAIL"}' }), FORM],
    ['an empty form', (): string => 'a=b', FORM],
    ['JSON', (): string => '{"status":"FAIL"}', 'application/json'],
  ])('are refused when they come as %s', async (_what, body, type) => {
    const response = await post(WEBHOOK, body(), type);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'rail.bad_signature' });
  });

  it.each([
    '/v1/claims',
    '/v1/rails/alipay/webhook/',
    '/v1/rails/alipay/webhooks',
    '/v1/auth/token',
  ])('are forms of no use at %s', async (path) => {
    expect((await post(path, aMessage())).status).toBe(415);
  });

  it('are cut off when they are too large', async () => {
    const response = await post(WEBHOOK, `a=${'x'.repeat(3_000_000)}`);
    expect(response.status).toBe(413);
  });
});
