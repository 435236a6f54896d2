import {
  aClaim,
  aPayment,
  approval,
  asSeen,
  cny,
  filed,
  inReview,
  reported,
  untilStatus,
} from '../support/builders';
import { contributed } from '../support/contributions';
import type { TestService } from '../support/test-service';
import { aWrittenVersion } from '../../libs/programs/src/testing/proposed-versions';
import { goodBankRequests } from './good-bank-requests';
import { goodCallbackRequests } from './good-callback-requests';
import { goodClockRequests } from './good-clock-requests';
import { goodEvidenceRequests } from './good-evidence-requests';
import { goodLifeRequests } from './good-life-requests';
import { goodMailRequests } from './good-mail-requests';
import { goodFilingRequests, saidAtFiling } from './good-filing-requests';
import { goodControlRequests } from './good-control-requests';
import { goodQueueRequests } from './good-queue-requests';
import { goodDecisionRequests } from './good-decision-requests';
import { goodRecoveryRequests } from './good-recovery-requests';
import { goodPayoutRequests } from './good-payout-requests';
import { goodReconciliationRequests } from './good-reconciliation-requests';
import { goodRiskRequests } from './good-risk-requests';
import { goodThreadRequests } from './good-thread-requests';
import { goodWebhookRequests } from './good-webhook-requests';
import { FACTS } from './programs-facts';

/** By route as it is written down, such as `POST /v1/claims/:id/withdraw`. */
export type GoodRequests = Readonly<
  Record<
    string,
    {
      readonly path: string;
      readonly body: object;
      /** Those that the route cannot do without, besides a key. */
      readonly headers?: Readonly<Record<string, string>>;
      /** Where no body has every field: one kind of thing has these, and another those. */
      readonly others?: readonly object[];
    }
  >
>;

/** Dozens of claims are played to get there, on a machine that may be busy. */
export const GOOD_REQUESTS_MS_MAX = 300_000;

/**
 * A request to each route that takes JSON, with every field that it has, all of them right. The
 * service offers the pack with the test's clocks besides.
 */
export async function goodRequests(service: TestService): Promise<GoodRequests> {
  const controls = await goodControlRequests(service);
  const paymentId = await reported(service, { amountMinor: '999999999999999' });
  const refunded = { status: 'partly_refunded', refundedMinor: '100', sourceId: 'good-1' };
  const holder = { id: 'p_1', name: 'Somebody', account: '6222' };
  const payment = { ...aPayment(refunded), payer: holder, payee: holder };
  const mine = await filed(service);
  const [toWithdraw, toClose] = [await filed(service), await filed(service)];
  await service.post('lin', `/v1/claims/${toClose.id}/withdraw`, {});
  const toDecide = await untilStatus(service, mine.id, 'awaiting_claimant');
  const large = await inReview(service, { amountMinor: '1280000' });
  const { body: decision } = await service.post(
    'wang',
    `/v1/claims/${large.id}/decisions`,
    approval(large, '1280000'),
    asSeen(large),
  );
  const contribution = await contributed(service, { money: cny('1000') });
  // Once somebody has contributed, whoever is paid needs money on the rail.
  const money = cny('10000000');
  const onRail = { money, toRail: { rail: 'simulated', money } };
  await contributed(service, onRail);
  const { body: version } = await service.post('ops', '/v1/programs/versions', {
    ...aWrittenVersion('0.2.0'),
    reason: 'A lower cap.',
  });
  const { body: unwanted } = await service.post('ops', '/v1/programs/versions', {
    ...aWrittenVersion('0.2.1'),
    reason: 'A lower cap.',
  });
  const pack = { packId: 'cn-wallet-theft-guarantee', version: '0.1.0' };
  const waived = toDecide.evidence.filter(({ required }) => required);
  const contact = {
    name: 'Lin',
    email: 'lin@demo.ganpei',
    phone: '+8613800138000',
    locale: 'zh-CN',
  };
  const named = { packId: 'cn-wallet-theft-guarantee', claimantPartyId: 'u_1001', contact };
  return {
    ...(await goodBankRequests(service)),
    ...(await goodCallbackRequests(service)),
    ...(await goodClockRequests(service)),
    ...(await goodLifeRequests(service)),
    ...(await goodEvidenceRequests(service)),
    ...(await goodMailRequests(service)),
    ...(await goodQueueRequests(service)),
    ...(await goodRecoveryRequests(service)),
    ...goodRiskRequests(),
    ...(await goodThreadRequests(service)),
    ...(await goodWebhookRequests(service)),
    ...controls,
    ...(await goodDecisionRequests(service)),
    ...(await goodPayoutRequests(service)),
    ...(await goodReconciliationRequests(service)),
    ...(await goodFilingRequests(service)),
    'POST /v1/auth/token': {
      path: '/v1/auth/token',
      body: { username: 'lin@demo.ganpei', password: 'demo' },
    },
    'POST /v1/payments': { path: '/v1/payments', body: { payments: [payment] } },
    'POST /v1/claims': {
      path: '/v1/claims',
      body: {
        ...aClaim([{ paymentId, amountMinor: '1' }]),
        ...named,
        ...(await saidAtFiling(service)),
      },
      others: [await aClaimToAnAccount(service, named)],
    },
    'POST /v1/claims/:id/withdraw': {
      path: `/v1/claims/${toWithdraw.id}/withdraw`,
      body: { reason: 'Found.' },
    },
    'POST /v1/claims/:id/close': {
      path: `/v1/claims/${toClose.id}/close`,
      body: { reason: 'At rest.' },
    },
    'POST /v1/claims/:id/decisions': {
      path: `/v1/claims/${toDecide.id}/decisions`,
      body: {
        ...approval(toDecide, '19900'),
        lines: toDecide.lines.map(({ id }) => ({
          ...{ lineId: id, award: cny('19900'), reasonCode: 'covered.full' },
          text: 'As the receipt has it.',
        })),
        evidenceWaivers: waived.map(({ item }) => ({ item, reason: 'It is on file.' })),
        dryRun: true,
      },
    },
    'POST /v1/decisions/:id/approvals': {
      path: `/v1/decisions/${String(decision.id)}/approvals`,
      body: { verdict: 'approve', note: 'Agreed.' },
    },
    'POST /v1/programs/evaluate': {
      path: '/v1/programs/evaluate',
      body: { ...pack, facts: FACTS, now: '2026-11-23T02:00:00Z' },
    },
    'POST /v1/programs/compare': {
      path: '/v1/programs/compare',
      body: { a: pack, b: pack, from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
    },
    'POST /v1/programs/versions': {
      path: '/v1/programs/versions',
      body: { ...aWrittenVersion('0.3.0'), reason: 'A lower cap still.' },
    },
    'POST /v1/programs/versions/:id/approvals': {
      path: `/v1/programs/versions/${String(version.id)}/approvals`,
      body: { verdict: 'approve', note: 'Agreed.' },
    },
    'POST /v1/programs/versions/:id/withdrawal': {
      path: `/v1/programs/versions/${String(unwanted.id)}/withdrawal`,
      body: { reason: 'A nought too many.' },
    },
    'POST /v1/funds/top-ups': {
      path: '/v1/funds/top-ups',
      body: { rail: 'simulated', money: cny('10'), source: 'operating_cash' },
    },
    'POST /v1/funds/contributions/:id/reversal': {
      path: `/v1/funds/contributions/${contribution}/reversal`,
      body: { reason: 'A nought too many.' },
    },
    'POST /v1/ledger/period-closings': {
      path: '/v1/ledger/period-closings',
      body: { closedUntil: '2020-01-01T00:00:00Z', reason: 'Reported.' },
    },
    'POST /v1/ledger/accounts/:code/closing': {
      path: '/v1/ledger/accounts/5060/closing',
      body: { reason: 'Not used any more.' },
    },
  };
}

/** An account has to be in the name of whoever paid, so that this is about another payment. */
async function aClaimToAnAccount(service: TestService, named: object): Promise<object> {
  const holderName = 'Lin Xiaoman';
  const wish = { amountMinor: '999999999999999', payerName: holderName };
  return {
    ...aClaim([{ paymentId: await reported(service, wish), amountMinor: '1' }]),
    ...named,
    payoutMethod: {
      route: 'account',
      account: { kind: 'bank', holderName, number: '6222 0202 0011 2233', bank: 'ICBC' },
    },
  };
}
