import { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { PayoutEntity } from '@app/payouts';

import { needsPeople } from '../../../libs/payouts/src/domain/payout-step';
import type { MemoryDatabase } from '../memory/memory-database';
import { Violation } from './violation';
import type { Watch } from './watch';

/** When all has come to rest: every claim is paid, once, and books and rails agree about it. */
export function checkEnd(database: MemoryDatabase, watch: Watch): void {
  const payouts = database.committed(PayoutEntity);
  for (const payout of payouts) checkPayout(payout, watch);
  for (const line of database.committed(ClaimLineEntity)) checkLine(line, payouts, watch);
  const claims = database.committed(ClaimEntity);
  for (const claim of claims) checkClaim(claim);
  checkBooks(claims, watch);
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

function checkLine(line: ClaimLineEntity, payouts: readonly PayoutEntity[], watch: Watch): void {
  const ofLine = payouts.filter(({ claimLineId }) => claimLineId === line.id);
  if (ofLine.length === 0) throw new Violation(`Line ${line.id} has no payout.`);
  const leftMinor = watch.leftForLine(line.id);
  if (leftMinor !== line.awardMinor) {
    throw new Violation(`Of line ${line.id} its rails paid ${String(leftMinor)}.`);
  }
}

function checkClaim({ id, status, nextStep, paidMinor, awardedMinor }: ClaimEntity): void {
  if (status !== 'paid' || nextStep !== null) {
    throw new Violation(`Claim ${id} never ended: ${status} ${nextStep ?? ''}`);
  }
  if (paidMinor !== awardedMinor) {
    throw new Violation(`Claim ${id} says it paid ${String(paidMinor)}.`);
  }
}

/** Nothing is owed, under way or held; what left the rails is what was awarded. */
function checkBooks(claims: readonly ClaimEntity[], { books }: Watch): void {
  const awardedMinor = claims.reduce((sum, claim) => sum + (claim.awardedMinor ?? 0n), 0n);
  const wanted: readonly (readonly [string, bigint])[] = [
    ['2030', 0n],
    ['2040', 0n],
    ['2050', 0n],
    // What was brought to the rails came from 1010.
    ['1030', -books.balance('1010') - awardedMinor],
  ];
  for (const [account, minor] of wanted) {
    const found = books.balance(account);
    if (found !== minor) {
      throw new Violation(`${account} holds ${String(found)}, not ${String(minor)}.`);
    }
  }
  const total = [...books.balances.values()].reduce((sum, minor) => sum + minor, 0n);
  if (total !== 0n) throw new Violation(`The books are off by ${String(total)}.`);
}
