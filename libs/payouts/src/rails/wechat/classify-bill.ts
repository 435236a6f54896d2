import type { HeadedReply } from '../call-rail';
import { notNow, unknown } from '../classify-answer';
import type { PayeeWait, RailAnswer, RailOrder, UnknownReason } from '../payout-rail';
import { asFields, parseJson } from '../read-rail-body';

import { readBill, transferOf } from './read-bill';
import type { WechatBill } from './read-bill';
import { billKindOf } from './transfer-request';
import { WECHAT_CALL_ERRORS, WECHAT_FAILURES } from './wechat-rail-errors';

/** What an answer is compared with. */
export interface BillTerms {
  readonly mchid: string;
  readonly appid: string;
  readonly now: Date;
  /** Why the answer is not signed by WeChat Pay; null when it is. */
  readonly signatureFault: string | null;
}

type StateMeaning = 'pending' | 'awaits_payee' | 'confirmed' | 'failed';

/** The states of both kinds of bill. A word that is not here: we do not know. */
const STATES: ReadonlyMap<string, StateMeaning> = new Map<string, StateMeaning>([
  ['ACCEPTED', 'pending'],
  ['PROCESSING', 'pending'],
  ['WAIT_USER_CONFIRM', 'awaits_payee'],
  ['TRANSFERING', 'pending'],
  ['SUCCESS', 'confirmed'],
  ['FAIL', 'failed'],
  ['CANCELING', 'pending'],
  ['CANCELLED', 'failed'],
  ['CLOSED', 'failed'],
]);

/** Unconfirmed, a transfer is closed a day after it was made. */
const CONFIRM_WITHIN_MS = 24 * 3_600_000;

/** A bill that still locks money after this waits for our balance: it has to be handed in again. */
const STUCK_AFTER_MS = 10 * 60_000;

/**
 * Decides what an answer of WeChat Pay means for an order. Only what WeChat Pay has signed counts
 * for more than not knowing. The answer to a send names neither amount nor payee, so that it never
 * says more than that the order was taken; a query that echoes all of the order does.
 */
export function classifyBill(order: RailOrder, reply: HeadedReply, terms: BillTerms): RailAnswer {
  const said = seenOf(reply);
  const doubt = doubtOf(reply, terms.signatureFault);
  if (doubt !== null) return unknown(doubt, `${terms.signatureFault ?? ''} ${said}`);
  const json = parseJson(reply.body);
  if (json === undefined) return unknown('not_json', said);
  if (reply.status !== 200) return classifyRefusal(reply, json);
  const bill = readBill(billKindOf(order), json);
  if (bill === undefined) return unknown('unparsable', said);
  return reply.call === 'send' ? classifyTaken(order, bill) : classifyState(order, bill, terms);
}

/** Why the body of an answer does not matter; null when it does. */
function doubtOf(
  { call, status }: HeadedReply,
  signatureFault: string | null,
): UnknownReason | null {
  if (status >= 500) return 'server_error';
  // Whoever does not accept our signature does not sign the answer either.
  if (status === 401) return 'not_authorised';
  if (signatureFault !== null) return 'unverified';
  if (status === 429) return notNow(call);
  return status !== 200 && status < 400 ? 'unexpected_status' : null;
}

function seenOf({ status, body }: HeadedReply): string {
  return `HTTP ${status} ${body}`;
}

function classifyRefusal(reply: HeadedReply, json: unknown): RailAnswer {
  const { call, status, body } = reply;
  const code = asFields(json)?.code;
  if (typeof code !== 'string') return unknown('unparsable', body);
  const meaning = WECHAT_CALL_ERRORS.get(code)?.meaning ?? 'unlisted_code';
  if (meaning === 'retry_later') return unknown(notNow(call), body);
  if (meaning === 'final') return unknown('unlisted_code', body);
  if (meaning !== 'not_found') return unknown(meaning, body);
  // The answer does not repeat our key; it is signed, and the only one on its connection.
  return call === 'query' && status === 404
    ? { outcome: 'not_found' }
    : unknown('unexpected_status', seenOf(reply));
}

/** The answer to a send. */
function classifyTaken(order: RailOrder, bill: WechatBill): RailAnswer {
  if (bill.key !== order.key) return mismatch([['key', order.key, bill.key]]);
  const meaning = STATES.get(bill.state);
  if (meaning === undefined) return unknown('unlisted_code', `state ${bill.state}`);
  return { outcome: 'pending', transferId: bill.transferId, ...awaitsPayee(bill) };
}

function classifyState(order: RailOrder, bill: WechatBill, terms: BillTerms): RailAnswer {
  const facts = factsOf(order, bill, terms);
  const missing = facts.filter(([, , told]) => told === undefined).map(([field]) => field);
  if (missing.length > 0) return unknown('unparsable', `without ${missing.join(', ')}`);
  const differences = facts.filter(([, asked, told]) => asked !== told);
  if (differences.length > 0) return mismatch(differences);
  const echo = transferOf(bill, order.reference);
  const { transferId, changedAt } = bill;
  switch (STATES.get(bill.state)) {
    case 'pending':
      if (isStuck(bill, terms.now)) {
        return unknown('retry_later', `${bill.state} since ${String(bill.createdAt?.toJSON())}`);
      }
      return { outcome: 'pending', transferId, echo };
    case 'awaits_payee':
      return { outcome: 'pending', transferId, echo, ...awaitsPayee(bill) };
    case 'confirmed':
      return changedAt === undefined
        ? unknown('unparsable', 'SUCCESS without a valid time')
        : { outcome: 'confirmed', transferId, settledAt: changedAt, echo };
    case 'failed':
      return failed(bill);
    case undefined:
      return unknown('unlisted_code', `state ${bill.state}`);
  }
}

/**
 * WeChat Pay leaves a bill in these states while our balance is too low, and asks for the same
 * order again once it is not; it takes an order twice under one number as one.
 */
function isStuck({ state, createdAt }: WechatBill, now: Date): boolean {
  if (state !== 'ACCEPTED' && state !== 'PROCESSING') return false;
  return createdAt !== undefined && now.getTime() - createdAt.getTime() > STUCK_AFTER_MS;
}

function awaitsPayee(bill: WechatBill): { readonly awaitsPayee?: PayeeWait } {
  const { state, createdAt, packageInfo } = bill;
  if (STATES.get(state) !== 'awaits_payee' || createdAt === undefined) return {};
  const until = new Date(createdAt.getTime() + CONFIRM_WITHIN_MS);
  const confirmWith = packageInfo === undefined ? {} : { confirmWith: packageInfo };
  return { awaitsPayee: { until, ...confirmWith } };
}

/** The state is final whatever the reason; the reason says what to tell people. */
function failed({ state, failReason }: WechatBill): RailAnswer {
  const code = WECHAT_FAILURES.has(failReason ?? '') ? (failReason ?? state) : state;
  const text = WECHAT_FAILURES.get(code)?.text;
  return text === undefined ? unknown('unlisted_code', code) : { outcome: 'rejected', code, text };
}

type Fact = readonly [field: string, asked: string, told: string | undefined];

/** Every fact of the order that a query has to tell, as we asked for it and as it was told. */
function factsOf({ key, payee, money }: RailOrder, bill: WechatBill, terms: BillTerms): Fact[] {
  const facts: Fact[] = [
    ['key', key, bill.key],
    ['mchid', terms.mchid, bill.mchid],
    ['amount', String(money.amountMinor), bill.amountMinor],
  ];
  return payee.route === 'account'
    ? [...facts, ['appid', terms.appid, bill.appid], ['openid', payee.account, bill.payee]]
    : [...facts, ['transaction', payee.paymentSourceId, bill.payee]];
}

function mismatch(differences: readonly Fact[]): RailAnswer {
  const lines = differences.map(([field, asked, told]) =>
    // Personal data: that it differs is enough for the record.
    field === 'openid'
      ? 'openid differs'
      : `${field}: asked ${asked}, rail says ${(told ?? 'nothing').slice(0, 60)}`,
  );
  return unknown('echo_mismatch', lines.join('; '));
}
