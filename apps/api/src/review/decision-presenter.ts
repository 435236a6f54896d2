import { Injectable } from '@nestjs/common';

import { ClaimEntity } from '@app/claims';
import type { JournalDraft } from '@app/ledger';
import { LedgerQueries } from '@app/ledger';
import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';
import {
  DecisionLetters,
  LOCALES,
  LetterQueries,
  ReviewQueries,
  letterText,
  reasonText,
} from '@app/review';
import type { AssessedClaim, DecisionEntity, FundPosition, ShownDecision } from '@app/review';

import { presentJournal } from '../ledger/present-journal';

/** Shows decisions with their approvals and what they booked, or would book. */
@Injectable()
export class DecisionPresenter {
  constructor(
    private readonly review: ReviewQueries,
    private readonly ledger: LedgerQueries,
    private readonly packs: PackLibrary,
    private readonly letters: DecisionLetters,
    private readonly queries: LetterQueries,
  ) {}

  async present(reads: Reads, decision: DecisionEntity): Promise<object> {
    const { lane, claimId } = decision;
    const claim = await reads.findOneByOrFail(ClaimEntity, { lane, id: claimId });
    const approvals = await this.review.approvals(reads, decision);
    const recall = await this.review.recall(reads, decision);
    const journals = await this.ledger.journalsOfClaim(reads, claimId);
    return {
      id: decision.id,
      ...content(decision, {
        pack: await this.packs.pinned(reads, claim),
        assessment: (await this.queries.assessmentOf(reads, decision)).result,
      }),
      status: await this.review.status(reads, decision),
      approvals: approvals.map(({ approverId, verdict, note, approvedAt }) => ({
        approverId,
        verdict,
        note,
        at: approvedAt.toISOString(),
      })),
      ...(recall === null
        ? {}
        : { recalled: { reason: recall.reason, at: recall.recalledAt.toISOString() } }),
      journals: journals
        .filter(({ journal }) => journal.idempotencyKey.startsWith(`${decision.id}/`))
        .map(presentJournal),
    };
  }

  /** What would be decided, booked, left in the fund, and written to the claimant. */
  async presentPlan(reads: Reads, shown: ShownDecision): Promise<object> {
    const { decision, journals, assessed, eyes, fund } = shown;
    const letter: Record<string, string> = {};
    for (const locale of LOCALES) {
      letter[locale] = letterText(await this.letters.of(reads, shown, locale));
    }
    return {
      dryRun: true,
      ...content(decision, assessed),
      status: decision.approvalsRequired === 0 ? 'final' : 'awaiting_approval',
      approvals: [],
      peopleRequired: Math.max(1, eyes.people),
      exposures: eyes.exposures.map(({ of, money }) => ({ of, money: money.toJson() })),
      journals: journals.map(presentDraft),
      fund: {
        before: presentPosition(fund.before, decision.currency),
        after: presentPosition(fund.after, decision.currency),
      },
      letter,
    };
  }
}

function content(
  decision: DecisionEntity,
  { pack, assessment }: Pick<AssessedClaim, 'pack' | 'assessment'>,
): object {
  const { currency } = decision;
  return {
    claimId: decision.claimId,
    contentVersion: decision.contentVersion,
    outcome: decision.outcome,
    award: { currency, amountMinor: decision.awardMinor.toString() },
    added: { currency, amountMinor: decision.addedMinor.toString() },
    lines: decision.lines.map(({ lineId, awardMinor, reasonCode, text }) => ({
      lineId,
      award: { currency, amountMinor: awardMinor },
      reasonCode,
      reasonText: reasonText(reasonCode, assessment, pack),
      ...(text === undefined ? {} : { text }),
    })),
    reason: decision.reason,
    evidenceWaivers: decision.evidenceWaivers,
    approvalsRequired: decision.approvalsRequired,
    approvalsWhy: decision.approvalsWhy,
    digest: decision.digest,
    decidedBy: decision.decidedBy,
    decidedAt: decision.decidedAt.toISOString(),
  };
}

function presentPosition(position: FundPosition, currency: string): object {
  const money = (amountMinor: bigint): object => ({
    currency,
    amountMinor: amountMinor.toString(),
  });
  return {
    fund: money(position.fundMinor),
    onRails: money(position.onRailsMinor),
    reserved: money(position.reservedMinor),
    payable: money(position.payableMinor),
    uncommitted: money(position.uncommittedMinor),
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
