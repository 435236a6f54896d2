import { DomainError } from '@app/kernel';
import type { AlipayRailAdapter, RailOrder } from '@app/payouts';

import type { Knock } from '../testing/house-door';
import { alipayEmulatorKeys } from './alipay-emulator-keys';
import { signedForm } from './gateway-signature';
import { AlipayHouse, anAlipayOrder } from './testing/alipay-house';

let house: AlipayHouse;
beforeAll(async () => {
  house = await AlipayHouse.start();
});
afterAll(async () => {
  await house.stop();
});
afterEach(() => {
  house.calm();
});

describe('a message of Alipay', () => {
  async function aMessage(order: RailOrder): Promise<Knock> {
    await house.adapter.send(order);
    const [knock] = await house.door.about(order.key);
    return knock!;
  }

  const read = ({ headers, body }: Knock): ReturnType<AlipayRailAdapter['verifyWebhook']> =>
    house.adapter.verifyWebhook(headers, body);

  it('says what became of which payout', async () => {
    const order = anAlipayOrder();
    expect(read(await aMessage(order))).toMatchObject({
      type: 'transfer.settled',
      transfer: { key: order.key, reference: order.reference, money: order.money.toJson() },
    });
  });

  it('comes again until the house says "success", always under the same id', async () => {
    const answers = ['{"result":"taken"}', 'failure', 'success'];
    house.door.answer = (response) => response.end(answers.shift() ?? 'success');
    const order = anAlipayOrder();
    await house.adapter.send(order);
    const knocks = await house.door.about(order.key, 3);
    expect(new Set(knocks.map((knock) => read(knock).id)).size).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await house.door.about(order.key)).toHaveLength(3);
  });

  it('is nobody’s here when it is about another order of the app', async () => {
    const knock = await aMessage(anAlipayOrder());
    const form = Object.fromEntries(new URLSearchParams(knock.body.toString('utf8')));
    const content = JSON.stringify({ out_biz_no: '201806300001', order_id: '1', status: 'FAIL' });
    const { alipay: key } = alipayEmulatorKeys(house.folder);
    const other = signedForm(key, { ...form, biz_content: content });
    const body = Buffer.from(new URLSearchParams(other).toString());
    expect(house.adapter.verifyWebhook({}, body)).toMatchObject({
      type: 'transfer.failed',
      transfer: { reference: '' },
    });
  });

  type Change = (form: Record<string, string>) => Record<string, string> | string;
  it.each<[string, Change, string]>([
    ['changed on the way', (form) => ({ ...form, biz_content: '{}' }), 'sign'],
    ['not signed', ({ sign: _sign, ...form }) => form, 'sign'],
    ['signed by nonsense', (form) => ({ ...form, sign: 'x' }), 'sign'],
    ['signed in another way', (form) => ({ ...form, sign_type: 'RSA' }), 'sign_type'],
    ['signed in no known way', (form) => ({ ...form, sign_type: 'toString' }), 'sign_type'],
    ['in another encoding', (form) => ({ ...form, charset: 'GBK' }), 'charset'],
    [
      'a form with a field twice',
      (form) => `${new URLSearchParams(form).toString()}&app_id=1`,
      'body',
    ],
    ['empty', () => '', 'sign_type'],
    ['JSON', () => '{"out_biz_no":"pyo1"}', 'sign_type'],
  ])('is refused when it is %s', async (_what, change, field) => {
    const { body } = await aMessage(anAlipayOrder());
    const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    const changed = change(form);
    const text = typeof changed === 'string' ? changed : new URLSearchParams(changed).toString();
    expect(refusalOf(() => house.adapter.verifyWebhook({}, Buffer.from(text)))).toMatchObject({
      code: 'rail.bad_signature',
      details: { field },
    });
  });

  it.each([
    ['app_id', { app_id: '2021000000000002' }, 'rail.bad_signature'],
    ['notify_id', { notify_id: 'a b' }, 'rail.malformed_notice'],
    ['biz_content.status', { biz_content: '{"status":"PAUSED"}' }, 'rail.malformed_notice'],
    ['biz_content.status', { biz_content: 'hello' }, 'rail.malformed_notice'],
    ['biz_content.out_biz_no', { biz_content: '{"status":"FAIL"}' }, 'rail.malformed_notice'],
  ])('is refused when it is signed and its %s is none of ours', async (field, change, code) => {
    const { body } = await aMessage(anAlipayOrder());
    const form = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    const signed = signedForm(alipayEmulatorKeys(house.folder).alipay, { ...form, ...change });
    const text = Buffer.from(new URLSearchParams(signed).toString());
    expect(refusalOf(() => house.adapter.verifyWebhook({}, text))).toMatchObject({
      code,
      details: { field },
    });
  });
});

function refusalOf(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
