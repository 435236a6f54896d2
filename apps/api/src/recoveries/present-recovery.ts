import type { MoneyJson } from '@app/money';
import { SUSPENSE_DAYS_MAX, ageDays, outstandingMinor, overdueDays } from '@app/recoveries';
import type {
  CounterpartyEntity,
  CounterpartyPaymentEntity,
  CounterpartyStatement,
  JudgedProposal,
  ReceiptEntity,
  ReceiptMatchEntity,
  ReceiptMatchProposalEntity,
  RecoveryEntity,
  RecoveryStepEntity,
} from '@app/recoveries';

/** A recovery without its history, as it stands in a list. */
export function presentRecovery(recovery: RecoveryEntity, now: Date): Record<string, unknown> {
  const { id, claimId, kind, party, counterpartyId, status, currency, dueAt } = recovery;
  const money = (minor: bigint): MoneyJson => moneyJson(currency, minor);
  return {
    ...{ id, claimId, kind, party, status },
    ...(counterpartyId === null ? {} : { counterpartyId }),
    requested: money(recovery.requestedMinor),
    ...(recovery.agreedMinor === null ? {} : { agreed: money(recovery.agreedMinor) }),
    received: money(recovery.receivedMinor),
    writtenOff: money(recovery.writtenOffMinor),
    outstanding: money(isOver(status) ? 0n : outstandingMinor(recovery)),
    allowance: money(recovery.allowanceMinor),
    ...(dueAt === null
      ? {}
      : { dueAt: dueAt.toISOString(), overdueDays: isOver(status) ? 0 : overdueDays(dueAt, now) }),
    openedAt: recovery.openedAt.toISOString(),
    updatedAt: recovery.updatedAt.toISOString(),
  };
}

/** A recovery with all that was done to it, and what was proposed. */
export function presentWholeRecovery(
  recovery: RecoveryEntity,
  told: {
    readonly steps: readonly RecoveryStepEntity[];
    readonly proposals: readonly JudgedProposal[];
    readonly now: Date;
  },
): object {
  const { currency } = recovery;
  return {
    ...presentRecovery(recovery, told.now),
    steps: told.steps.map(({ number, step, amountMinor, reference, note, actorId, at }) => ({
      ...{ number, step, by: actorId, at: at.toISOString() },
      ...(amountMinor === null ? {} : { money: moneyJson(currency, amountMinor) }),
      ...(reference === null ? {} : { reference }),
      ...(note === null ? {} : { note }),
    })),
    proposals: told.proposals.map((one) => presentProposal(one, currency)),
  };
}

function presentProposal({ proposal, verdict }: JudgedProposal, currency: string): object {
  const { kind, amountMinor, reason, evidence, proposedBy, proposedAt } = proposal;
  return {
    ...{ kind, reason, proposedBy, proposedAt: proposedAt.toISOString() },
    money: moneyJson(currency, amountMinor),
    evidence,
    status: verdict === null ? 'waiting' : verdictStatus(verdict.verdict),
    ...(verdict === null
      ? {}
      : {
          ...{ approverId: verdict.approverId, note: verdict.note },
          givenAt: verdict.givenAt.toISOString(),
        }),
  };
}

function verdictStatus(verdict: 'approve' | 'return'): string {
  return verdict === 'approve' ? 'approved' : 'returned';
}

/** Money that came unasked, with its age, to what it was matched, and what is proposed. */
export function presentReceipt(
  receipt: ReceiptEntity,
  known: {
    readonly matches: readonly ReceiptMatchEntity[];
    readonly proposed: readonly ReceiptMatchProposalEntity[];
  },
  now: Date,
): Record<string, unknown> {
  const { id, currency, amountMinor, matchedMinor, reference, sender, note } = receipt;
  const age = ageDays(receipt.receivedAt, now);
  const isOpen = matchedMinor < amountMinor;
  return {
    ...{ id, reference },
    money: moneyJson(currency, amountMinor),
    unmatched: moneyJson(currency, amountMinor - matchedMinor),
    receivedAt: receipt.receivedAt.toISOString(),
    ageDays: age,
    isOverAge: isOpen && age > SUSPENSE_DAYS_MAX,
    ...(sender === null ? {} : { sender }),
    ...(note === null ? {} : { note }),
    matches: known.matches.filter(({ receiptId }) => receiptId === id).map(presentMatch),
    proposed: known.proposed.filter(({ receiptId }) => receiptId === id).map(presentProposedMatch),
    recordedBy: receipt.recordedBy,
    recordedAt: receipt.recordedAt.toISOString(),
    ...(receipt.takenBackAt === null ? {} : { takenBackAt: receipt.takenBackAt.toISOString() }),
  };
}

/** A match that waits for another person, with what of it would be the claimant's. */
export function presentProposedMatch(proposal: ReceiptMatchProposalEntity): object {
  const { id, receiptId, claimId, recoveryId, currency, reason, proposedBy } = proposal;
  return {
    ...{ id, status: 'waiting', receiptId, claimId, reason, proposedBy },
    proposedAt: proposal.proposedAt.toISOString(),
    ...(recoveryId === null ? {} : { recoveryId }),
    money: moneyJson(currency, proposal.amountMinor),
    parts: { victim: moneyJson(currency, proposal.victimMinor) },
  };
}

/** How money of a receipt was shared. */
export function presentMatch(match: ReceiptMatchEntity): object {
  const { id, receiptId, claimId, recoveryId, currency, reason, matchedBy } = match;
  const money = (minor: bigint): MoneyJson => moneyJson(currency, minor);
  return {
    ...{ id, status: 'matched', receiptId, claimId, reason },
    ...{ matchedBy, matchedAt: match.matchedAt.toISOString() },
    ...(recoveryId === null ? {} : { recoveryId }),
    money: money(match.amountMinor),
    parts: {
      house: money(match.houseMinor),
      victim: money(match.victimMinor),
      others: match.others.map((other) => ({
        counterpartyId: other.counterpartyId,
        money: { currency, amountMinor: other.amountMinor },
      })),
    },
  };
}

export function presentCounterparty(counterparty: CounterpartyEntity): object {
  const { id, name, kind, contact, party, recordedAt } = counterparty;
  return {
    ...{ id, name, kind, contact },
    ...(party === null ? {} : { party }),
    recordedAt: recordedAt.toISOString(),
  };
}

/** What was passed on to another bearer of a loss. */
export function presentPassedOn(payment: CounterpartyPaymentEntity): object {
  const { id, counterpartyId, claimId, currency, amountMinor, reference, paidAt } = payment;
  return {
    ...{ id, counterpartyId, claimId, reference, paidAt: paidAt.toISOString() },
    money: moneyJson(currency, amountMinor),
  };
}

/** A statement of account; a balance above zero is what they owe us. */
export function presentStatement(statement: CounterpartyStatement): object {
  const { currency, opening, movements, closing, accounts } = statement;
  const money = (minor: bigint): MoneyJson => moneyJson(currency, minor);
  return {
    currency,
    opening: opening.toJson(),
    movements: movements.map((one) => ({
      ...{ journalId: one.journalId, event: one.kind, text: one.memo },
      ...{ claimId: one.claimId, reference: one.reference, account: one.account },
      bookedAt: one.bookedAt.toISOString(),
      occurredAt: one.occurredAt.toISOString(),
      change: money(one.changeMinor),
      balance: money(one.balanceMinor),
    })),
    closing: closing.toJson(),
    accounts: accounts.map(({ code, balance }) => ({ code, balance: balance.toJson() })),
  };
}

function isOver(status: RecoveryEntity['status']): boolean {
  return status === 'received' || status === 'written_off' || status === 'closed';
}

function moneyJson(currency: string, amountMinor: bigint): MoneyJson {
  return { currency, amountMinor: amountMinor.toString() };
}
