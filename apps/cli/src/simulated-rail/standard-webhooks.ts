import { Webhook } from 'standardwebhooks';

import { viewOf } from './booked-transfer';
import type { NoticeTarget } from './notice-sender';

/** Where notices go as Standard Webhooks. */
export interface WebhookTarget {
  readonly url: string;
  /** `whsec_…`, as Standard Webhooks writes secrets. */
  readonly secret: string;
  /** How long to wait before each further try, in milliseconds. */
  readonly retryDelaysMs?: readonly number[];
}

/** Notices as Standard Webhooks; any 2xx receives one. Throws for a secret that is none. */
export function standardWebhooks({ secret, ...target }: WebhookTarget): NoticeTarget {
  const webhook = new Webhook(secret);
  return {
    ...target,
    write: ({ noticeId, type, transfer }, sentAt) => {
      const body = JSON.stringify({ type, data: viewOf(transfer) });
      return {
        headers: {
          'content-type': 'application/json',
          'webhook-id': noticeId,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': webhook.sign(noticeId, sentAt, body),
        },
        body,
      };
    },
    isReceived: async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
  };
}
