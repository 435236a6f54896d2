import { DomainError } from '@app/kernel';
import { Webhook } from 'standardwebhooks';

import type { RailHeaders } from './payout-rail';
import { verifyNotice } from './verify-notice';

const NOW = new Date('2026-11-23T10:00:00Z');
const NEW_SECRET = new Webhook(`whsec_${Buffer.from('new secret of the rail').toString('base64')}`);
const OLD_SECRET = new Webhook(`whsec_${Buffer.from('old secret of the rail').toString('base64')}`);
const STRANGER = new Webhook(`whsec_${Buffer.from('secret of a stranger').toString('base64')}`);

const BODY = JSON.stringify({
  type: 'transfer.settled',
  data: {
    transferId: 'trf_1',
    key: 'pyo1',
    reference: 'pyo_1',
    money: { currency: 'CNY', amountMinor: '19900' },
    payee: {
      route: 'original',
      channel: 'wechat',
      paymentSource: 'wechat',
      paymentSourceId: '4200001',
    },
    status: 'settled',
    settledAt: '2026-11-23T09:59:59Z',
  },
});

interface Delivery {
  readonly by?: Webhook;
  readonly body?: string;
  readonly secondsAgo?: number;
  readonly headers?: RailHeaders;
}

function deliver({ by = NEW_SECRET, body = BODY, secondsAgo = 0, headers = {} }: Delivery) {
  const sentAt = new Date(NOW.getTime() - secondsAgo * 1000);
  return verifyNotice(
    {
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(sentAt.getTime() / 1000),
        'webhook-signature': by.sign('msg_1', sentAt, body),
        ...headers,
      },
      rawBody: Buffer.from(body),
    },
    [NEW_SECRET, OLD_SECRET],
    NOW,
  );
}

function refusalOf(work: () => unknown): Partial<DomainError> {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  return {};
}

describe('verifyNotice', () => {
  it('reads a notice that the rail signed just now', () => {
    expect(deliver({})).toEqual({
      id: 'msg_1',
      type: 'transfer.settled',
      sentAt: NOW,
      transfer: expect.objectContaining({
        key: 'pyo1',
        reference: 'pyo_1',
        settledAt: new Date('2026-11-23T09:59:59Z'),
      }),
    });
  });

  it('accepts the secret before, while the secrets rotate', () => {
    expect(deliver({ by: OLD_SECRET })).toMatchObject({ id: 'msg_1' });
  });

  it('accepts a delivery signed with several secrets of which one is ours', () => {
    const signatures = [STRANGER, NEW_SECRET].map((secret) => secret.sign('msg_1', NOW, BODY));
    const headers = { 'webhook-signature': signatures.join(' ') };
    expect(deliver({ headers })).toMatchObject({ id: 'msg_1' });
  });

  it.each([300, -300])('tolerates a clock that differs by %d seconds', (secondsAgo) => {
    expect(deliver({ secondsAgo })).toMatchObject({ id: 'msg_1' });
  });

  const valid = NEW_SECRET.sign('msg_1', NOW, BODY);
  it.each<[string, Delivery, string]>([
    ['a stranger signed', { by: STRANGER }, 'webhook-signature'],
    ['is five minutes old', { secondsAgo: 301 }, 'webhook-timestamp'],
    ['comes from the future', { secondsAgo: -301 }, 'webhook-timestamp'],
    ['has no signature', { headers: { 'webhook-signature': undefined } }, 'webhook-signature'],
    ['has an empty signature', { headers: { 'webhook-signature': '' } }, 'webhook-signature'],
    [
      'has half a signature',
      { headers: { 'webhook-signature': valid.slice(0, 20) } },
      'webhook-signature',
    ],
    [
      'names another version',
      { headers: { 'webhook-signature': valid.replace('v1,', 'v2,') } },
      'webhook-signature',
    ],
    [
      'has two signature headers',
      { headers: { 'webhook-signature': [valid, valid] } },
      'webhook-signature',
    ],
    [
      'hides the right one behind a thousand',
      { headers: { 'webhook-signature': `${'v1,x '.repeat(1000)}${valid}` } },
      'webhook-signature',
    ],
    ['has another id than was signed', { headers: { 'webhook-id': 'msg_2' } }, 'webhook-signature'],
    ['has no id', { headers: { 'webhook-id': undefined } }, 'webhook-id'],
    ['has an id with a dot', { headers: { 'webhook-id': 'msg.1' } }, 'webhook-id'],
    [
      'has another time than was signed',
      { headers: { 'webhook-timestamp': String(NOW.getTime() / 1000 - 1) } },
      'webhook-signature',
    ],
    ['has no time', { headers: { 'webhook-timestamp': undefined } }, 'webhook-timestamp'],
    [
      'has a time that is no number',
      { headers: { 'webhook-timestamp': '1e9' } },
      'webhook-timestamp',
    ],
  ])('refuses a notice that %s', (_what, delivery, field) => {
    expect(refusalOf(() => deliver(delivery))).toMatchObject({
      kind: 'unauthenticated',
      code: 'rail.bad_signature',
      details: { field },
    });
  });

  it('refuses a body that was changed on the way', () => {
    const headers = { 'webhook-signature': valid };
    const body = BODY.replace('19900', '99900');
    expect(refusalOf(() => deliver({ body, headers }))).toMatchObject({
      code: 'rail.bad_signature',
    });
  });

  it.each([
    ['is not JSON', 'hello', 'type'],
    ['is empty', '', 'type'],
    ['is of an unknown type', BODY.replace('transfer.settled', 'transfer.paused'), 'type'],
    ['has no transfer', '{"type":"transfer.settled"}', 'data'],
    ['has an amount that is a number', BODY.replace('"19900"', '19900'), 'data'],
  ])('says which field of a signed notice is wrong when it %s', (_what, body, field) => {
    expect(refusalOf(() => deliver({ body }))).toMatchObject({
      kind: 'invalid',
      code: 'rail.malformed_notice',
      details: { field },
    });
  });
});
