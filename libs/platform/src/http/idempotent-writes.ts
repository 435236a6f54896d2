import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { canonicalize } from 'json-canonicalize';

import { Clock, DomainError } from '@app/kernel';
import type { Lane } from '@app/kernel';

import type { Tx } from '../database/tx';
import { UnitOfWork } from '../database/unit-of-work';
import { IdempotencyKeyEntity } from './idempotency-key.entity';
import type { RequestWithContext } from './request-context';

/** A request that changes something, seen from the side of "has it been answered before?". */
export interface IdempotentRequest {
  readonly lane: Lane;
  readonly principal: string;
  /** Method and path with the ids in it: one key may serve different records. */
  readonly route: string;
  /** Null when the caller sent none, on routes where it is optional. */
  readonly key: string | null;
  readonly fingerprint: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Whether this is the kept answer to an earlier request. */
  readonly replayed: boolean;
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Reads the key of a request. `required` routes refuse a request without one. `content` is what
 * makes two requests with one key the same request: the body, or the digest of an uploaded file.
 */
export function idempotentRequest(
  request: RequestWithContext,
  scope: { lane: Lane; required: boolean; content: unknown },
): IdempotentRequest {
  const header = request.headers['idempotency-key'];
  const key = typeof header === 'string' && header !== '' ? header : null;
  if (key === null && scope.required) {
    throw new DomainError(
      'invalid',
      'idempotency.key_missing',
      {
        en: 'Send an Idempotency-Key header with a value of your own, such as a UUID, so that repeating this request cannot act twice.',
        'zh-CN': '请发送 Idempotency-Key 请求头（例如 UUID），以免重复请求被执行两次。',
      },
      { field: 'Idempotency-Key' },
    );
  }
  if (key !== null && !KEY.test(key)) {
    throw new DomainError(
      'invalid',
      'idempotency.key_malformed',
      {
        en: 'An Idempotency-Key has 1 to 255 visible ASCII characters.',
        'zh-CN': 'Idempotency-Key 须为 1 至 255 个可见 ASCII 字符。',
      },
      { field: 'Idempotency-Key' },
    );
  }
  return {
    lane: scope.lane,
    principal: request.actor?.id ?? 'anonymous',
    route: `${request.method} ${request.path}`,
    key,
    fingerprint: createHash('sha256')
      .update(canonicalize(scope.content ?? null))
      .digest('hex'),
  };
}

/**
 * Runs the write of a request once per key: the answer is stored in the transaction of the effect,
 * so there is never an effect without its answer or an answer without its effect.
 */
@Injectable()
export class IdempotentWrites {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(
    request: IdempotentRequest,
    status: number,
    write: (tx: Tx) => Promise<object>,
  ): Promise<Answer> {
    return this.unitOfWork.transaction(async (tx) => {
      if (request.key === null) return { status, body: await write(tx), replayed: false };
      await this.lock(tx, request);
      const earlier = await tx.findOneBy(IdempotencyKeyEntity, {
        lane: request.lane,
        principal: request.principal,
        route: request.route,
        key: request.key,
      });
      if (earlier !== null) return replay(earlier, request);
      const body = await write(tx);
      const { lane, principal, route, key, fingerprint } = request;
      await tx.insert(IdempotencyKeyEntity, {
        lane,
        principal,
        route,
        key,
        fingerprint,
        status,
        body: body as never,
        createdAt: this.clock.now(),
      });
      return { status, body, replayed: false };
    });
  }

  /** Held to the end of the transaction, so that two requests with one key cannot both act. */
  private async lock(tx: Tx, request: IdempotentRequest): Promise<void> {
    const name = `${request.principal} ${request.route} ${request.key ?? ''}`;
    const [lock] = await tx.query<{ locked: boolean }[]>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked',
      [name],
    );
    if (lock?.locked === true) return;
    throw new DomainError(
      'in_flight',
      'idempotency.in_flight',
      {
        en: 'The first request with this Idempotency-Key is still being answered. Ask again in a moment.',
        'zh-CN': '使用该 Idempotency-Key 的首个请求仍在处理，请稍后重试。',
      },
      { retryAfterSeconds: 1 },
    );
  }
}

function replay(earlier: IdempotencyKeyEntity, request: IdempotentRequest): Answer {
  if (earlier.fingerprint === request.fingerprint) {
    return { status: earlier.status, body: earlier.body, replayed: true };
  }
  throw new DomainError(
    'key_reused',
    'idempotency.key_reused',
    {
      en: 'This Idempotency-Key was used for a request with other content. Use a new key for a new request.',
      'zh-CN': '该 Idempotency-Key 已用于内容不同的请求，请为新请求使用新的键。',
    },
    { field: 'Idempotency-Key' },
  );
}
