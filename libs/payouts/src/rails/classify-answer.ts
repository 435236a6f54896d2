import { echoDifferences } from './echo-differences';
import { excerpt } from './excerpt';
import type {
  RailAnswer,
  RailOrder,
  RailTransfer,
  UnknownAnswer,
  UnknownReason,
} from './payout-rail';
import type { RailErrorTable } from './rail-error-table';
import { asFields, parseJson, readRefusal, readTransfer } from './read-rail-body';

/** A whole HTTP answer, already cut to a bounded size. */
export interface RailReply {
  readonly call: 'send' | 'query';
  readonly status: number;
  readonly body: string;
}

type StatusMeaning = 'pending' | 'confirmed' | 'rejected' | 'returned';

/** The rail's words for the state of a transfer. A word that is not here: we do not know. */
const STATUS_MEANINGS: ReadonlyMap<string, StatusMeaning> = new Map<string, StatusMeaning>([
  ['accepted', 'pending'],
  ['settled', 'confirmed'],
  ['rejected', 'rejected'],
  ['failed', 'rejected'],
  ['returned', 'returned'],
]);

/**
 * Decides what an HTTP answer of a rail means for an order (RELIABILITY §2.1, rule 4). A listed
 * final answer that echoes the order is believed; everything else is `unknown`.
 */
export function classifyAnswer(
  order: RailOrder,
  reply: RailReply,
  errors: RailErrorTable,
): RailAnswer {
  const { call, status, body } = reply;
  if (status >= 500) return unknown('server_error', `HTTP ${String(status)} ${body}`);
  // Too many requests needs no body to be understood: the same key may be sent again later.
  if (status === 429) return unknown(notNow(call), `HTTP 429 ${body}`);
  const isSuccess = status >= 200 && status < 300;
  if (!isSuccess && status < 400) {
    return unknown('unexpected_status', `HTTP ${String(status)} ${body}`);
  }
  const json = parseJson(body);
  if (json === undefined) return unknown('not_json', `HTTP ${String(status)} ${body}`);
  return isSuccess
    ? classifyTransfer(order, readTransfer(asFields(json)?.transfer), { body, errors })
    : classifyRefusal(order, reply, { json, errors });
}

/** "Not now" to a send means not taken; to a query it means nothing for the order. */
export function notNow(call: RailReply['call']): UnknownReason {
  return call === 'send' ? 'retry_later' : 'not_answered';
}

/** An answer that teaches nothing but its reason. `seen` is cut and cleaned here. */
export function unknown(reason: UnknownReason, seen: string): UnknownAnswer {
  return { outcome: 'unknown', reason, seen: excerpt(seen) };
}

function classifyTransfer(
  order: RailOrder,
  transfer: RailTransfer | undefined,
  context: { readonly body: string; readonly errors: RailErrorTable },
): RailAnswer {
  if (transfer === undefined) return unknown('unparsable', context.body);
  const differences = echoDifferences(order, transfer);
  if (differences.length > 0) return unknown('echo_mismatch', differences.join('; '));
  switch (STATUS_MEANINGS.get(transfer.status)) {
    case 'pending':
      return { outcome: 'pending', transferId: transfer.transferId, echo: transfer };
    case 'confirmed':
      return confirmed(transfer);
    case 'rejected':
      return finalCode(transfer.code ?? `no code with status ${transfer.status}`, context.errors);
    case 'returned':
      return returned(transfer);
    case undefined:
      return unknown('unlisted_code', `status ${transfer.status}`);
  }
}

function confirmed(echo: RailTransfer): RailAnswer {
  const { transferId, settledAt } = echo;
  if (settledAt === undefined) return unknown('unparsable', 'settled without a valid settledAt');
  return { outcome: 'confirmed', transferId, settledAt, echo };
}

function returned(echo: RailTransfer): RailAnswer {
  const { transferId, returnedAt, code } = echo;
  if (returnedAt === undefined) return unknown('unparsable', 'returned without a valid returnedAt');
  return {
    outcome: 'returned',
    transferId,
    returnedAt,
    ...(code === undefined ? {} : { code }),
    echo,
  };
}

function finalCode(code: string, errors: RailErrorTable): RailAnswer {
  const listed = errors.get(code);
  if (listed?.meaning !== 'final') return unknown('unlisted_code', code);
  return { outcome: 'rejected', code, text: listed.text };
}

function classifyRefusal(
  order: RailOrder,
  reply: RailReply,
  context: { readonly json: unknown; readonly errors: RailErrorTable },
): RailAnswer {
  const refusal = readRefusal(context.json);
  if (refusal === undefined) return unknown('unparsable', reply.body);
  const meaning = context.errors.get(refusal.code)?.meaning ?? 'unlisted_code';
  if (meaning === 'retry_later') return unknown(notNow(reply.call), reply.body);
  if (meaning !== 'final' && meaning !== 'not_found') return unknown(meaning, reply.body);
  // Both open the door to another payment, so they must name this very order.
  if (refusal.key !== order.key) return unknown('echo_mismatch', `key: ${reply.body}`);
  if (meaning === 'not_found') return classifyNotFound(reply);
  return refusal.reference === order.reference
    ? finalCode(refusal.code, context.errors)
    : unknown('echo_mismatch', `reference: ${reply.body}`);
}

function classifyNotFound({ call, status, body }: RailReply): RailAnswer {
  return call === 'query' && status === 404
    ? { outcome: 'not_found' }
    : unknown('unexpected_status', `HTTP ${String(status)} ${body}`);
}
