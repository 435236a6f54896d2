import { request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

import { Webhook } from 'standardwebhooks';

import { DomainError } from '@app/kernel';

import type { WebhookResult } from '../domain/webhook-course';
import type { Destination, WebhookDestinations } from './webhook-destinations';

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES_MAX = 4_096;

/** What is to be posted, and the secrets that sign it: the one in force first. */
export interface Posting {
  readonly url: string;
  /** Stays the same when the same thing is sent again. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  readonly secrets: readonly string[];
}

/**
 * Posts webhooks as Standard Webhooks asks, to the address that was looked at and nowhere else:
 * redirects are not followed, and of the answer only the status counts.
 */
export class WebhookSender {
  constructor(
    private readonly destinations: WebhookDestinations,
    private readonly timeoutMs: number = TIMEOUT_MS,
    /** The certificate of an authority to trust instead of those that Node knows. */
    private readonly authority?: string,
  ) {}

  /** Never throws: what went wrong is an answer. */
  async send(posting: Posting): Promise<WebhookResult> {
    const startedAt = performance.now();
    const answer = await this.post(posting);
    return { ...answer, tookMs: Math.round(performance.now() - startedAt) };
  }

  private async post(posting: Posting): Promise<Omit<WebhookResult, 'tookMs'>> {
    const late = AbortSignal.timeout(this.timeoutMs);
    try {
      const destination = await inTime(this.destinations.find(posting.url), late);
      const { authority: ca } = this;
      const status = await statusOf(destination, posting, { signal: late, ca });
      return { status, problem: status >= 200 && status < 300 ? null : 'status' };
    } catch (error) {
      if (late.aborted) return { status: null, problem: 'timeout' };
      if (!(error instanceof DomainError)) return { status: null, problem: 'connection' };
      const isUnknown = error.code === 'webhook.host_unknown';
      return { status: null, problem: isUnknown ? 'unknown_host' : 'address_refused' };
    }
  }
}

/** A name server may be as slow as a receiver. */
async function inTime<Found>(finding: Promise<Found>, late: AbortSignal): Promise<Found> {
  const tooLate = new Promise<never>((_resolve, reject) => {
    late.addEventListener('abort', () => {
      reject(new Error('Too late.'));
    });
  });
  return Promise.race([finding, tooLate]);
}

function statusOf(
  { url, address }: Destination,
  posting: Posting,
  options: Pick<RequestOptions, 'signal' | 'ca'>,
): Promise<number> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: headersOf(posting),
      agent: false,
      lookup: only(address),
      ...options,
    });
    sent.once('error', reject);
    sent.once('response', (response: IncomingMessage) => {
      discard(response);
      resolve(response.statusCode ?? 0);
    });
    sent.end(posting.body);
  });
}

function headersOf({ id, at, body, secrets }: Posting): Record<string, string | number> {
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Ganpei-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

/** Leads every name to one address. */
function only(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, options, found) => {
    if (options.all === true) found(null, [{ address, family }]);
    else found(null, address, family);
  };
}

/** Lets a short answer end by itself; who sends more is cut off. */
function discard(response: IncomingMessage): void {
  let bytes = 0;
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) response.destroy();
  });
}
