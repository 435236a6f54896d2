import { Injectable } from '@nestjs/common';

import { journalOf } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimQueries, resumeClocks } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, DomainError, newId } from '@app/kernel';
import type { JournalDraft } from '@app/ledger';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';
import { approvalFor } from '@app/programs';

import { decidedLines, requireEvidence } from '../domain/decidable';
import type { ProposedDecision } from '../domain/decidable';
import { awardOf, decisionDigest, decisionEvents } from '../domain/decision';
import { REVIEW_TEXTS } from '../domain/review-texts';
import { DecisionEntity } from '../persistence/decision.entity';
import { ReviewQueries } from '../review.queries';
import { AssessFacts } from './assess-facts';
import type { AssessedClaim } from './assess-facts';
import { FinaliseDecision } from './finalise-decision';

export interface DecisionInput extends ProposedDecision {
  readonly claimId: string;
  readonly reason: string;
  /** The version that the reviewer looked at; null when they did not say. */
  readonly expectedVersion: number | null;
}

/** A decision that is worked out, but not taken. */
export interface DecisionPlan {
  readonly decision: DecisionEntity;
  readonly assessed: AssessedClaim;
  /** What it would book once it is final. */
  readonly journals: readonly JournalDraft[];
}

const DECIDABLE = ['in_review', 'awaiting_claimant', 'assessing'];

/** A reviewer's decision on a claim, or the system's within the automatic limit. */
@Injectable()
export class DecideClaim {
  constructor(
    private readonly changeClaim: ChangeClaim,
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly assessFacts: AssessFacts,
    private readonly finaliseDecision: FinaliseDecision,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the decision with the assessment it stands on. It is final at once when nobody else has
   * to approve it; otherwise the claim waits for other eyes.
   */
  async run(tx: Tx, actor: Actor, input: DecisionInput): Promise<DecisionEntity> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    const { decision, assessed } = await this.plan(tx, actor, claim, input);
    const kept = await this.assessFacts.keep(tx, claim, assessed);
    const recorded = { ...decision, assessmentId: kept.id };
    await tx.insert(DecisionEntity, recorded);
    await this.audit.record(tx, {
      lane: claim.lane,
      actor,
      action: 'claim.decided',
      objectId: claim.id,
      reason: input.reason,
      facts: { decisionId: decision.id, outcome: decision.outcome, digest: decision.digest },
    });
    if (decision.approvalsRequired === 0)
      await this.finaliseDecision.run(tx, claim, recorded, actor);
    else {
      await this.changeClaim.apply(tx, claim, {
        actor,
        to: 'awaiting_approval',
        nextStep: 'approve',
        // It no longer waits for the claimant, whatever evidence is missing.
        clocks: (facts, rules) => resumeClocks({ at: this.clock.now() }, facts, rules),
        event: { kind: 'claim.awaiting_approval', summary: REVIEW_TEXTS.awaitingApproval },
      });
    }
    return recorded;
  }

  /** Shows what a decision would be and book; changes nothing. */
  async dryRun(tx: Tx, actor: Actor, input: DecisionInput): Promise<DecisionPlan> {
    const claim = await this.changeClaim.lock(tx, input.claimId);
    return this.plan(tx, actor, claim, input);
  }

  private async plan(
    tx: Tx,
    actor: Actor,
    claim: ClaimEntity,
    input: DecisionInput,
  ): Promise<DecisionPlan> {
    requireDecidable(claim, actor, input.expectedVersion);
    const assessed = await this.assessFacts.run(tx, claim);
    const lines = await this.claims.lines(tx, claim);
    const decided = decidedLines(input, { currency: claim.currency, lines }, assessed.assessment);
    const award = awardOf(decided, claim.currency);
    if (input.outcome !== 'deny') {
      requireEvidence(assessed.assessment.evidence, input.evidenceWaivers);
    }
    const decision = await this.draft(tx, { actor, claim, input, decided, award, assessed });
    return { decision, assessed, journals: plannedJournals(claim, decision, award) };
  }

  private async draft(tx: Tx, given: DraftInput): Promise<DecisionEntity> {
    const { actor, claim, input, decided, award, assessed } = given;
    const earlier = await this.review.newestDecision(tx, claim);
    const evidence = await this.claims.evidence(tx, claim);
    const decidedAt = this.clock.now();
    const evidenceWaivers = input.outcome === 'deny' ? [] : [...input.evidenceWaivers];
    const people = peopleRequired(award, assessed, evidenceWaivers.length > 0);
    return {
      lane: claim.lane,
      id: newId('dec', claim.lane),
      claimId: claim.id,
      number: (earlier?.number ?? 0) + 1,
      outcome: input.outcome,
      currency: claim.currency,
      awardMinor: award.amountMinor,
      reason: input.reason,
      lines: decided,
      evidenceWaivers,
      approvalsRequired: peopleBesides(actor, people),
      digest: decisionDigest({
        claimId: claim.id,
        outcome: input.outcome,
        currency: claim.currency,
        lines: decided,
        payee: claim.payoutMethod,
        pack: `${claim.packId}@${claim.packVersion}`,
        evidence: evidence.map(({ sha256 }) => sha256),
        evidenceWaivers,
      }),
      assessmentId: '',
      decidedBy: actor.id,
      decidedByRole: actor.role,
      decidedAt,
    };
  }
}

interface DraftInput {
  readonly actor: Actor;
  readonly claim: ClaimEntity;
  readonly input: DecisionInput;
  readonly decided: DecisionEntity['lines'];
  readonly award: Money;
  readonly assessed: AssessedClaim;
}

/** Nobody's money is at risk in a denial, so one person may deny; an appeal goes to another one. */
function peopleRequired(
  award: Money,
  { pack, assessment }: AssessedClaim,
  evidenceWaived: boolean,
): number {
  if (award.isZero()) return 1;
  const signalsClean = assessment.signals.every(({ clean }) => clean);
  return approvalFor(pack, award, { evidenceWaived, signalsClean }).peopleRequired;
}

/** Whoever decides is the first of the people that a decision needs, unless it is the machine. */
function peopleBesides(actor: Actor, people: number): number {
  return actor.role === 'system' ? people : Math.max(0, people - 1);
}

function plannedJournals(
  claim: ClaimEntity,
  decision: DecisionEntity,
  award: Money,
): JournalDraft[] {
  const reserve = Money.of(claim.reserveMinor, claim.currency);
  const claimed = Money.of(claim.claimedMinor, claim.currency);
  return decisionEvents(reserve, claimed, award)
    .map((event) =>
      journalOf(event, {
        lane: claim.lane,
        claimId: claim.id,
        actor: decision.decidedBy,
        occurredAt: decision.decidedAt,
        causeId: decision.id,
        pack: `${claim.packId}@${claim.packVersion}`,
      }),
    )
    .filter((draft) => draft !== null);
}

function requireDecidable(claim: ClaimEntity, actor: Actor, expectedVersion: number | null): void {
  if (expectedVersion !== null && expectedVersion !== claim.version) {
    throw new DomainError(
      'stale',
      'claim.stale',
      {
        en: 'The claim has changed since you looked at it. Load it again; your draft is yours still.',
        'zh-CN': '索赔在您查看后已有变更，请重新加载后再作决定。',
      },
      { currentVersion: claim.version },
    );
  }
  if (actor.id === claim.filedBy || actor.partyId === claim.claimantPartyId) {
    throw new DomainError('conflict', 'decision.own_claim', {
      en: 'You have a hand in this claim: another person has to decide it.',
      'zh-CN': '您与该索赔有关，须由他人作出决定。',
    });
  }
  const isDecidable =
    DECIDABLE.includes(claim.status) && (claim.status !== 'assessing' || actor.role === 'system');
  if (isDecidable) return;
  throw new DomainError(
    'conflict',
    'decision.not_possible',
    {
      en: `A claim that is "${claim.status}" cannot be decided. It can while it is in review or waits for evidence.`,
      'zh-CN': `状态为“${claim.status}”的索赔不能作出决定，仅在审核中或等待补充材料时可以。`,
    },
    { status: claim.status },
  );
}
