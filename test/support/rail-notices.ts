import { Webhook } from 'standardwebhooks';

export interface NoticeWish {
  /** What it says about which payout; `transfer.settled` unless wished otherwise. */
  readonly reference: string;
  readonly type?: string;
  readonly id?: string;
  readonly secondsAgo?: number;
}

export interface SignedNotice {
  readonly headers: Record<string, string>;
  readonly body: string;
}

let numbers = 0;

/** A notice as the rail sends it, signed with a secret. */
export function aNotice(secret: string, wish: NoticeWish): SignedNotice {
  const { reference, type = 'transfer.settled', secondsAgo = 0 } = wish;
  const id = wish.id ?? `msg_${process.pid}x${(numbers += 1)}`;
  const seconds = Math.floor(Date.now() / 1_000) - secondsAgo;
  const body = JSON.stringify({
    type,
    data: {
      transferId: 'trf_1',
      key: reference.replace('_', ''),
      reference,
      money: { currency: 'CNY', amountMinor: '1' },
      payee: { route: 'original' },
      status: type.replace('transfer.', ''),
    },
  });
  const signature = new Webhook(secret).sign(id, new Date(seconds * 1_000), body);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signature,
    },
  };
}
