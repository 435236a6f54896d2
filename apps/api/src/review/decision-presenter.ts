import { Injectable } from '@nestjs/common';

import { LedgerQueries } from '@app/ledger';
import type { JournalDraft } from '@app/ledger';
import type { Reads } from '@app/platform';
import { ReviewQueries, decisionStatus } from '@app/review';
import type { DecisionEntity, DecisionPlan } from '@app/review';

import { presentJournal } from '../ledger/present-journal';

/** Shows decisions with their approvals and what they booked, or would book. */
@Injectable()
export class DecisionPresenter {
  constructor(
    private readonly review: ReviewQueries,
    private readonly ledger: LedgerQueries,
  ) {}

  async present(reads: Reads, decision: DecisionEntity): Promise<object> {
    const approvals = await this.review.approvals(reads, decision);
    const journals = await this.ledger.journalsOfClaim(reads, decision.claimId);
    return {
      id: decision.id,
      ...content(decision),
      status: decisionStatus(decision, approvals),
      approvals: approvals.map(({ approverId, verdict, note, approvedAt }) => ({
        approverId,
        verdict,
        note,
        at: approvedAt.toISOString(),
      })),
      journals: journals
        .filter(({ journal }) => journal.idempotencyKey.startsWith(`${decision.id}/`))
        .map(presentJournal),
    };
  }

  presentPlan({ decision, journals }: DecisionPlan): object {
    return {
      dryRun: true,
      ...content(decision),
      status: decisionStatus(decision, []),
      approvals: [],
      journals: journals.map(presentDraft),
    };
  }
}

function content(decision: DecisionEntity): object {
  const { currency } = decision;
  return {
    claimId: decision.claimId,
    outcome: decision.outcome,
    award: { currency, amountMinor: decision.awardMinor.toString() },
    lines: decision.lines.map(({ lineId, awardMinor, reasonCode }) => ({
      lineId,
      award: { currency, amountMinor: awardMinor },
      reasonCode,
    })),
    reason: decision.reason,
    evidenceWaivers: decision.evidenceWaivers,
    approvalsRequired: decision.approvalsRequired,
    digest: decision.digest,
    decidedBy: decision.decidedBy,
    decidedAt: decision.decidedAt.toISOString(),
  };
}

function presentDraft(draft: JournalDraft): object {
  return {
    kind: draft.kind,
    occurredAt: draft.occurredAt.toISOString(),
    memo: draft.memo,
    transfers: draft.transfers.map(({ debit, credit, money }) => ({
      debit,
      credit,
      money: money.toJson(),
    })),
  };
}
