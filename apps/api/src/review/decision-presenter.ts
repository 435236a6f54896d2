import { Injectable } from '@nestjs/common';

import type { ClaimEntity } from '@app/claims';
import { CreditPreview } from '@app/payouts';
import type { PreviewedCredit } from '@app/payouts';
import { LedgerQueries } from '@app/ledger';
import type { JournalDraft, JournalWithTransfers } from '@app/ledger';
import type { Actor, Reads } from '@app/platform';
import { NEED_TO_KNOW, PackLibrary } from '@app/programs';
import {
  DecisionLetters,
  LOCALES,
  LetterQueries,
  ReviewQueries,
  letterText,
  reasonText,
  statusOf,
  toldReason,
} from '@app/review';
import type {
  AssessedClaim,
  FundPosition,
  PlannedDecision,
  ShownDecision,
  TakenDecision,
} from '@app/review';

import { presentJournal } from '../ledger/present-journal';
import { knowsCircumstances } from './knows-circumstances';

type Grounds = Pick<AssessedClaim, 'pack' | 'assessment'>;

/** Whoever took it has the assessment at hand still. */
type JustTaken = TakenDecision & { readonly assessed?: Grounds };

/** Who reads a decision, and what it stands on. */
interface Reading extends Grounds {
  /** Without them nobody's own words are told: they may say what is need-to-know. */
  readonly hasWords: boolean;
}

/** Shows decisions with their approvals and what they booked, or would book. */
@Injectable()
export class DecisionPresenter {
  constructor(
    private readonly review: ReviewQueries,
    private readonly ledger: LedgerQueries,
    private readonly packs: PackLibrary,
    private readonly letters: DecisionLetters,
    private readonly queries: LetterQueries,
    private readonly creditPreview: CreditPreview,
  ) {}

  /** A decision as it stands when somebody has just done something about it. */
  async present(reads: Reads, actor: Actor, taken: JustTaken): Promise<object> {
    const isBooked = statusOf(taken) === 'final';
    const journals = isBooked ? await this.ledger.journalsOfClaim(reads, taken.claim.id) : [];
    const { pack, assessment } = taken.assessed ?? (await this.grounds(reads, taken));
    return presentTaken(taken, journals, { pack, assessment, hasWords: knowsCircumstances(actor) });
  }

  private async grounds(reads: Reads, { claim, decision }: TakenDecision): Promise<Grounds> {
    const pack = await this.packs.pinned(reads, claim);
    return { pack, assessment: (await this.queries.assessmentOf(reads, decision)).result };
  }

  /** Every decision on a claim, the first one first. */
  async presentAll(reads: Reads, actor: Actor, claim: ClaimEntity): Promise<object[]> {
    const pack = await this.packs.pinned(reads, claim);
    const hasWords = knowsCircumstances(actor);
    const assessments = await this.review.assessments(reads, claim);
    const journals = await this.ledger.journalsOfClaim(reads, claim.id);
    return (await this.review.taken(reads, claim)).flatMap((taken) => {
      const kept = assessments.find(({ id }) => id === taken.decision.assessmentId);
      if (kept === undefined) return [];
      return [presentTaken(taken, journals, { pack, assessment: kept.result, hasWords })];
    });
  }

  /** What would be decided, booked, left in the fund, and written to the claimant. */
  async presentPlan(reads: Reads, actor: Actor, shown: ShownDecision): Promise<object> {
    const { decision, journals, assessed, eyes, fund } = shown;
    const credit = await this.creditPreview.of(reads, shown.claim, decision);
    const letter: Record<string, string> = {};
    for (const locale of LOCALES) {
      letter[locale] = letterText(await this.letters.of(reads, shown, locale));
    }
    return {
      dryRun: true,
      ...content(decision, { ...assessed, hasWords: knowsCircumstances(actor) }),
      status: decision.approvalsRequired === 0 ? 'final' : 'awaiting_approval',
      approvals: [],
      peopleRequired: Math.max(1, eyes.people),
      exposures: eyes.exposures.map(({ of, money }) => ({ of, money: money.toJson() })),
      journals: [...journals, ...(credit?.journals ?? [])].map(presentDraft),
      provisional: credit === null ? null : presentCreditPlan(credit),
      fund: {
        before: presentPosition(fund.before, decision.currency),
        after: presentPosition(fund.after, decision.currency),
      },
      letter,
    };
  }
}

function presentTaken(
  taken: TakenDecision,
  journals: readonly JournalWithTransfers[],
  reading: Reading,
): object {
  const { decision, approvals, recall } = taken;
  return {
    id: decision.id,
    ...content(decision, reading),
    status: statusOf(taken),
    approvals: approvals.map(({ approverId, verdict, note, approvedAt }) => ({
      approverId,
      verdict,
      note: words(note, reading),
      at: approvedAt.toISOString(),
    })),
    ...(recall === null
      ? {}
      : {
          recalled: {
            reason: words(recall.reason, reading),
            at: recall.recalledAt.toISOString(),
          },
        }),
    journals: journals
      .filter(({ journal }) => journal.idempotencyKey.startsWith(`${decision.id}/`))
      .map(presentJournal),
  };
}

function content(decision: PlannedDecision, reading: Reading): object {
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
      ...presentReason(reasonCode, reading),
      ...(text === undefined ? {} : { text: words(text, reading) }),
    })),
    // The machine's words say nothing of anybody.
    reason: decision.decidedByRole === 'system' ? decision.reason : words(decision.reason, reading),
    evidenceWaivers: decision.evidenceWaivers.map(({ item, reason }) => ({
      item,
      reason: words(reason, reading),
    })),
    approvalsRequired: decision.approvalsRequired,
    approvalsWhy: decision.approvalsWhy,
    digest: decision.digest,
    decidedBy: decision.decidedBy,
    decidedAt: decision.decidedAt.toISOString(),
  };
}

function presentReason(code: string, { assessment, pack, hasWords }: Reading): object {
  if (hasWords) return { reasonCode: code, reasonText: reasonText(code, assessment, pack) };
  const told = toldReason(code, assessment, pack);
  return { reasonCode: told.code, reasonText: told.text };
}

function words(text: string, { hasWords }: Reading): string {
  return hasWords ? text : NEED_TO_KNOW.code;
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

/** What would become of a credit before the decision. */
function presentCreditPlan({ credited, final, takenBack, takenBackAt }: PreviewedCredit): object {
  return {
    credited: credited.toJson(),
    final: final.toJson(),
    takenBack: takenBack.toJson(),
    takenBackAt: takenBackAt?.toISOString() ?? null,
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
