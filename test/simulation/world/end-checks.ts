import { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { PayoutEntity } from '@app/payouts';

import { needsPeople } from '../../../libs/payouts/src/domain/payout-step';
import type { MemoryDatabase } from '../memory/memory-database';
import { Violation } from './watch';
import type { Watch } from './watch';

const WAITS_FOR_PEOPLE: readonly (string | null)[] = ['resolve_payout', 'name_account'];

/** When all has come to rest: nothing was lost, books and rails agree, every claim has its end. */
export function checkEnd(database: MemoryDatabase, watch: Watch): void {
  const payouts = database.committed(PayoutEntity);
  for (const line of database.committed(ClaimLineEntity)) {
    const ofLine = payouts.filter(({ claimLineId }) => claimLineId === line.id);
    if (ofLine.length !== 1) {
      throw new Violation(`Line ${line.id} has ${String(ofLine.length)} payouts.`);
    }
  }
  for (const payout of payouts) checkPayout(payout, watch);
  for (const claim of database.committed(ClaimEntity)) checkClaim(claim, payouts);
  checkBooks(payouts, watch);
}

function checkPayout(payout: PayoutEntity, watch: Watch): void {
  const { id, status } = payout;
  if (needsPeople(payout) || !['settled', 'failed', 'returned'].includes(status)) {
    throw new Violation(`Payout ${id} is lost: ${status} ${payout.statusReason ?? ''}`);
  }
  const [transfer, ...others] = watch.transfersOf(id).filter((one) => one.status !== 'failed');
  if (others.length > 0) throw new Violation(`Payout ${id} left twice.`);
  const wanted = transfer?.status ?? 'failed';
  if (status !== wanted) throw new Violation(`Payout ${id} is ${status}, its rail says ${wanted}.`);
}

function checkClaim(claim: ClaimEntity, payouts: readonly PayoutEntity[]): void {
  const { id, status, nextStep, paidMinor, awardedMinor } = claim;
  const settledMinor = payouts
    .filter((payout) => payout.claimId === id && payout.status === 'settled')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (paidMinor !== settledMinor)
    throw new Violation(`Claim ${id} says it paid ${String(paidMinor)}.`);
  const isPaid = status === 'paid' && nextStep === null && paidMinor === awardedMinor;
  const waits = status === 'approved' && WAITS_FOR_PEOPLE.includes(nextStep);
  if (!isPaid && !waits) {
    throw new Violation(`Claim ${id} never ended: ${status} ${nextStep ?? ''}`);
  }
}

/** What is payable is what was awarded and has not settled; what left the rails is what settled. */
function checkBooks(payouts: readonly PayoutEntity[], { balances }: Watch): void {
  const sumOf = (status: string): bigint =>
    payouts
      .filter((payout) => payout.status === status)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const wanted: Readonly<Record<string, bigint>> = {
    '1030': -sumOf('settled'),
    '2030': -sumOf('failed'),
    '2040': 0n,
  };
  for (const [account, minor] of Object.entries(wanted)) {
    const found = balances.get(account) ?? 0n;
    if (found !== minor) {
      throw new Violation(`${account} holds ${String(found)}, not ${String(minor)}.`);
    }
  }
  const total = [...balances.values()].reduce((sum, minor) => sum + minor, 0n);
  if (total !== 0n) throw new Violation(`The books are off by ${String(total)}.`);
}
