import type { JudgedReceipt } from '@app/recoveries';

/** Money that came or left as one person says it, and what another person said of that. */
export function presentProposedReceipt({ proposal, verdict, bookedAs }: JudgedReceipt): object {
  const { id, recoveryId, currency, amountMinor, reference, sender, note, proposedBy } = proposal;
  return {
    ...{ id, status: statusOf(verdict), reference, proposedBy },
    proposedAt: proposal.proposedAt.toISOString(),
    ...(recoveryId === null ? {} : { recoveryId }),
    ...(proposal.purpose === null ? {} : { purpose: proposal.purpose }),
    money: { currency, amountMinor: amountMinor.toString() },
    receivedAt: proposal.receivedAt.toISOString(),
    ...(sender === null ? {} : { sender }),
    ...(note === null ? {} : { note }),
    ...(bookedAs === null ? {} : { bookedAs }),
    ...(verdict === null
      ? {}
      : {
          ...{ approverId: verdict.approverId, verdictNote: verdict.note },
          givenAt: verdict.givenAt.toISOString(),
        }),
  };
}

function statusOf(verdict: JudgedReceipt['verdict']): string {
  if (verdict === null) return 'waiting';
  return verdict.verdict === 'approve' ? 'approved' : 'returned';
}

/** One that was just made, and waits. */
export function presentWaitingReceipt(proposal: JudgedReceipt['proposal']): object {
  return presentProposedReceipt({ proposal, verdict: null, bookedAs: null });
}
