import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';

import { NAME, OPENID, WechatHouse, anOrder } from './testing/wechat-house';
import { APPID, MERCHANTS } from './wechat-keys';

const TRANSFERS = 'v3/fund-app/mch-transfer/transfer-bills';

/** A post box that keeps what it was sent. */
async function postBox(): Promise<{
  url: string;
  received: Promise<{ headers: IncomingHttpHeaders; body: Buffer }>;
  close(): Promise<void>;
}> {
  let take: (sent: { headers: IncomingHttpHeaders; body: Buffer }) => void;
  const received = new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve) => {
    take = resolve;
  });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(204).end();
      take({ headers: request.headers, body: Buffer.concat(chunks) });
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    received,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** Parts of a path are given among the settings of axios, whose type does not know them. */
function withPathPart(part: Readonly<Record<string, string>>): object {
  return part;
}

/** A client that others wrote agrees with both of our sides on what APIv3 is. */
describe('wechatpay-axios-plugin as a witness', () => {
  let house: WechatHouse;
  beforeAll(async () => {
    house = await WechatHouse.start();
  });
  afterAll(async () => {
    await house.stop();
  });

  const variable = (name: string): string => house.wechat.variables[name] ?? '';
  const file = (name: string): Buffer => readFileSync(variable(name));

  function client(): Wechatpay {
    return new Wechatpay({
      baseURL: `${house.wechat.url}/`,
      mchid: variable('WECHAT_MCHID'),
      serial: variable('WECHAT_SERIAL'),
      privateKey: file('WECHAT_PRIVATE_KEY'),
      certs: { [variable('WECHAT_PLATFORM_KEY_ID')]: file('WECHAT_PLATFORM_KEY') },
    });
  }

  it('makes a transfer and finds it: the emulator takes its signature, and it the answer’s', async () => {
    const { key } = anOrder();
    const wechatpay = client();
    const made = await wechatpay.chain(TRANSFERS).post(
      {
        appid: APPID,
        out_bill_no: key,
        transfer_scene_id: '1011',
        openid: OPENID,
        user_name: Rsa.encrypt(NAME, Rsa.from(file('WECHAT_PLATFORM_KEY'), 'public')),
        transfer_amount: 250_000,
        transfer_remark: '赔付',
        user_recv_perception: '退款',
        transfer_scene_report_infos: [{ info_type: '赔付原因', info_content: '盗刷' }],
      },
      { headers: { 'Wechatpay-Serial': variable('WECHAT_PLATFORM_KEY_ID') } },
    );
    expect(made.data).toMatchObject({ out_bill_no: key, state: 'WAIT_USER_CONFIRM' });
    const found = await wechatpay
      .chain(`${TRANSFERS}/out-bill-no/{out_bill_no}`)
      .get(withPathPart({ out_bill_no: key }));
    expect(found.data).toMatchObject({ transfer_amount: 250_000, openid: OPENID });
    expect(house.wechat.bills().find(({ outBillNo }) => outBillNo === key)?.name).toBe(NAME);
  });

  it('opens our notice, and finds it signed', async () => {
    const box = await postBox();
    const own = await WechatHouse.start({}, { publicUrl: box.url });
    const order = anOrder();
    await own.adapter.send(order);
    await own.wechat.confirm(order.key);
    const { headers, body } = await box.received;
    const signed = Formatter.response(
      String(headers['wechatpay-timestamp']),
      String(headers['wechatpay-nonce']),
      body.toString('utf8'),
    );
    const keyFile = own.wechat.variables.WECHAT_PLATFORM_KEY ?? '';
    const key = createPublicKey(readFileSync(keyFile));
    expect(Rsa.verify(signed, String(headers['wechatpay-signature']), key)).toBe(true);
    const { resource } = JSON.parse(body.toString('utf8')) as {
      resource: { ciphertext: string; nonce: string; associated_data: string };
    };
    const { ciphertext, nonce, associated_data: extra } = resource;
    const apiKey = own.wechat.variables.WECHAT_APIV3_KEY ?? '';
    const opened = JSON.parse(Aes.AesGcm.decrypt(ciphertext, apiKey, nonce, extra)) as unknown;
    expect(opened).toMatchObject({ out_bill_no: order.key, state: 'SUCCESS', openid: OPENID });
    // And our own reading of the same notice.
    expect(own.adapter.verifyWebhook(headers, body)).toMatchObject({
      type: 'transfer.settled',
      transfer: { key: order.key, reference: order.reference, payee: { openid: OPENID } },
    });
    await box.close();
    await own.stop();
  });

  it('downloads the fund bill of a day', async () => {
    const order = anOrder();
    await house.adapter.send(order);
    await house.wechat.confirm(order.key);
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const wechatpay = client();
    const link = await wechatpay
      .chain('v3/bill/fundflowbill')
      .get({ params: { bill_date: day, account_type: 'OPERATION' } });
    const { download_url: path } = link.data as { download_url: string };
    const token = new URL(path, house.wechat.url).searchParams.get('token');
    const bill = await wechatpay
      .chain('v3/billdownload/file')
      .get({ params: { token }, responseType: 'text' });
    expect(bill.data).toBe(house.wechat.fundBill(MERCHANTS.merchant.mchid, day).slice(1));
  });
});
