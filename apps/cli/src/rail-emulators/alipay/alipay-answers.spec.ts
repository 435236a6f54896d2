import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { AlipayRailAdapter } from '@app/payouts';
import type { RailOrder } from '@app/payouts';

import type { RailFault } from '../../simulated-rail/rail-fault';
import { gist } from '../testing/emulated-orders';
import { HouseDoor } from '../testing/house-door';
import { alipayEmulatorKeys } from './alipay-emulator-keys';
import { signedAnswer } from './gateway-signature';
import { AlipayHouse, anAlipayOrder } from './testing/alipay-house';

const TRANSFER = 'alipay.fund.trans.uni.transfer';
const QUERY = 'alipay.fund.trans.common.query';

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

describe('an answer of Alipay that nobody should believe', () => {
  it.each<[RailFault, string, number]>([
    [{ kind: 'timeout_before_paying' }, 'unknown timeout', 0],
    [{ kind: 'timeout_after_paying' }, 'unknown timeout', 1],
    [{ kind: 'drop_connection_before_paying' }, 'unknown connection_lost', 0],
    [{ kind: 'drop_connection' }, 'unknown connection_lost', 1],
    [{ kind: 'http_500_after_paying' }, 'unknown server_error', 1],
    [{ kind: 'throttle' }, 'unknown unexpected_status', 0],
    [{ kind: 'redirect' }, 'unknown unexpected_status', 1],
    [{ kind: 'html' }, 'unknown not_json', 1],
    [{ kind: 'half_answer' }, 'unknown not_json', 1],
    [{ kind: 'huge_answer' }, 'unknown too_large', 1],
    [{ kind: 'slow_answer', ms: 20 }, 'unknown timeout', 1],
    [{ kind: 'unlisted_code' }, 'unknown unlisted_code', 1],
    [{ kind: 'forged_answer' }, 'unknown unverified', 1],
  ])('after a send is unknown: %j gives %s', async (fault, expected, paid) => {
    const order = anAlipayOrder();
    house.alipay.setFaults([fault]);
    expect(gist(await house.adapter.send(order))).toBe(expected);
    expect(house.booked(order)).toHaveLength(paid);
    await house.adapter.send(order);
    expect(gist(await house.adapter.query(order))).toBe('confirmed');
    expect(house.booked(order)).toEqual(['settled']);
  });

  it.each<[RailFault, string]>([
    [{ kind: 'wrong_amount', on: 'query' }, 'unknown echo_mismatch'],
    [{ kind: 'forged_answer', on: 'query' }, 'unknown unverified'],
    [{ kind: 'unlisted_code', on: 'query' }, 'unknown unlisted_code'],
    [{ kind: 'forget_key', on: 'query' }, 'not_found'],
    [{ kind: 'timeout_after_paying', on: 'query' }, 'unknown timeout'],
  ])('to a query is what it is: %j gives %s', async (fault, expected) => {
    const order = anAlipayOrder();
    await house.adapter.send(order);
    house.alipay.setFaults([fault]);
    expect(gist(await house.adapter.query(order))).toBe(expected);
    expect(gist(await house.adapter.query(order))).toBe('confirmed');
  });

  describe('from a gateway that is not Alipay', () => {
    let keys: { readonly alipay: KeyObject };
    let stranger: HouseDoor;
    let toStranger: AlipayRailAdapter;
    beforeAll(async () => {
      keys = alipayEmulatorKeys(house.folder);
      stranger = await HouseDoor.open();
      toStranger = house.adapterTo(stranger.url);
    });
    afterAll(async () => {
      await stranger.close();
    });

    const says = (text: string, status = 200): void => {
      stranger.answer = (response) => response.writeHead(status).end(text);
    };
    const paid = ({ key }: RailOrder): object => ({
      code: '10000',
      msg: 'Success',
      out_biz_no: key,
      order_id: 'forged',
      status: 'SUCCESS',
      trans_amount: '199.00',
      pay_date: '2026-11-23 18:00:00',
    });

    it('is unknown when it is not signed at all', async () => {
      const order = anAlipayOrder();
      says(JSON.stringify({ alipay_fund_trans_common_query_response: paid(order) }));
      expect(gist(await toStranger.query(order))).toBe('unknown unverified');
      says(JSON.stringify({ error_response: { code: '40002', sub_code: 'isv.invalid-app-id' } }));
      expect(gist(await toStranger.query(order))).toBe('unknown unverified');
    });

    it('is unknown when it is the signed answer about another order', async () => {
      const [order, other] = [anAlipayOrder(), anAlipayOrder()];
      says(JSON.stringify(signedAnswer(keys.alipay, QUERY, paid(other))));
      expect(gist(await toStranger.query(order))).toBe('unknown echo_mismatch');
    });

    it('is unknown when it is the signed answer to another method', async () => {
      const order = anAlipayOrder();
      says(JSON.stringify(signedAnswer(keys.alipay, TRANSFER, paid(order))));
      expect(gist(await toStranger.query(order))).toBe('unknown unverified');
    });

    it('counts by what was signed when it says the same twice, otherwise', async () => {
      const [order, other] = [anAlipayOrder(), anAlipayOrder()];
      const signed = JSON.stringify(signedAnswer(keys.alipay, QUERY, paid(other)));
      const forged = `"alipay_fund_trans_common_query_response":${JSON.stringify(paid(order))}`;
      says(signed.replace(/^\{/, `{${forged},`));
      expect(gist(await toStranger.query(order))).toBe('unknown unverified');
      says(signed.replace(/,"sign"/, `,${forged},"sign"`));
      expect(gist(await toStranger.query(order))).not.toBe('confirmed');
    });

    it.each(['', 'null', '[]', '{"sign":1}', '{"sign":"x"}', `{"sign":"${'x'.repeat(999)}"}`])(
      'is unknown when it says %s',
      async (text) => {
        says(text);
        expect(gist(await toStranger.send(anAlipayOrder()))).toMatch(
          /^unknown (not_json|unverified)$/,
        );
      },
    );

    it('is unknown when it is signed and has another status', async () => {
      const order = anAlipayOrder();
      says(JSON.stringify(signedAnswer(keys.alipay, QUERY, paid(order))), 302);
      expect(gist(await toStranger.query(order))).toBe('unknown unexpected_status');
    });
  });

  it('is not asked for when Alipay cannot be reached: no byte has left', async () => {
    const closed = await HouseDoor.open();
    await closed.close();
    const nowhere = house.adapterTo(`${closed.url}/gateway.do`);
    expect(gist(await nowhere.send(anAlipayOrder()))).toBe('unknown not_reached');
    expect(gist(await nowhere.query(anAlipayOrder()))).toBe('unknown not_answered');
  });

  it('is refused by Alipay when our signature is not ours', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stranger = new AlipayRailAdapter({
      appId: house.alipay.appId,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      trust: {
        publicKey: readFileSync(house.alipay.variables.ALIPAY_PUBLIC_KEY_FILE ?? '', 'utf8'),
      },
      gatewayUrl: `${house.alipay.url}/gateway.do`,
      scene: null,
    });
    expect(gist(await stranger.send(anAlipayOrder()))).toBe('unknown not_authorised');
  });
});
