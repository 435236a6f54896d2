import { Injectable } from '@nestjs/common';

import { journalOf } from '@app/accounting';
import { ClaimQueries, claimBooking, mayCommand } from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Clock, DomainError, newId } from '@app/kernel';
import type { JournalDraft } from '@app/ledger';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { contentOf } from '../decision-content';
import { decidedLines } from '../domain/decidable';
import type { ProposedDecision } from '../domain/decidable';
import { awardOf, decisionDigest } from '../domain/decision';
import type { DecidedLine } from '../domain/decision';
import { decisionEvents } from '../domain/decision-events';
import { stale } from '../domain/stale-claim';
import { requireMayDecide } from '../domain/hands';
import { requireEvidence } from '../domain/required-evidence';
import { ONE_PAIR_OF_EYES } from '../eyes-needed';
import type { EyesNeeded } from '../eyes-needed';
import { HandQueries } from '../hand.queries';
import type { DecisionEntity } from '../persistence/decision.entity';
import { ReviewQueries } from '../review.queries';
import { AssessFacts } from './assess-facts';
import type { AssessedClaim } from './assess-facts';
import { WeighAward } from './weigh-award';

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
  /** How many people it needs, and because of which sum. */
  readonly eyes: EyesNeeded;
  /** What it would book once it is final. */
  readonly journals: readonly JournalDraft[];
}

interface Proposal {
  readonly actor: Actor;
  readonly claim: ClaimEntity;
  readonly input: DecisionInput;
  readonly assessed: AssessedClaim;
  /** The lines that are open to be decided. */
  readonly lines: readonly ClaimLineEntity[];
  readonly decided: readonly DecidedLine[];
}

/** Works out a decision: whether it may be taken, what it awards, and who must approve it. */
@Injectable()
export class PlanDecision {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly hands: HandQueries,
    private readonly assessFacts: AssessFacts,
    private readonly weighAward: WeighAward,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked by this transaction; nothing is written. */
  async run(tx: Tx, actor: Actor, claim: ClaimEntity, input: DecisionInput): Promise<DecisionPlan> {
    await this.requireFresh(tx, claim, input.expectedVersion);
    requireMayDecide(actor, claim, await this.hands.on(tx, claim));
    requireDecidable(claim, actor);
    const lines = await this.claims.lines(tx, claim);
    await this.weighAward.hold(tx, claim, lines);
    const assessed = await this.assessFacts.run(tx, claim);
    const open = lines.filter(({ status }) => status === 'claimed');
    const { currency } = claim;
    const decided = decidedLines(input, { currency, lines: open }, assessed.assessment);
    if (input.outcome !== 'deny') {
      requireEvidence(assessed.assessment.evidence, input.evidenceWaivers);
    }
    const proposal = { actor, claim, input, assessed, lines: open, decided };
    const eyes = await this.eyes(tx, proposal);
    if (actor.role === 'system' && eyes.people > 0) throw needsPeople(eyes);
    const decision = await this.draft(tx, proposal, eyes);
    return { decision, assessed, eyes, journals: plannedJournals(claim, decision) };
  }

  private async requireFresh(
    tx: Tx,
    claim: ClaimEntity,
    expectedVersion: number | null,
  ): Promise<void> {
    if (expectedVersion === null || expectedVersion === claim.version) return;
    throw stale(claim, expectedVersion, await this.claims.timeline(tx, claim));
  }

  /** Nobody's money is at risk in a denial: one person may deny, and an appeal goes to another. */
  private async eyes(tx: Tx, proposal: Proposal): Promise<EyesNeeded> {
    const { claim, input, assessed, lines, decided } = proposal;
    const award = awardOf(decided, claim.currency);
    if (award.amountMinor === (claim.awardedMinor ?? 0n)) return ONE_PAIR_OF_EYES;
    return this.weighAward.run(tx, claim, {
      pack: assessed.pack,
      award,
      lines: decided.map(({ lineId, awardMinor }) => ({
        paymentId: lines.find(({ id }) => id === lineId)?.paymentId ?? '',
        awardMinor: BigInt(awardMinor),
      })),
      evidenceWaived: input.evidenceWaivers.length > 0,
      signalsClean: assessed.assessment.signals.every(({ clean }) => clean),
    });
  }

  private async draft(tx: Tx, proposal: Proposal, eyes: EyesNeeded): Promise<DecisionEntity> {
    const { actor, claim, input, assessed, decided } = proposal;
    const earlier = await this.review.newestDecision(tx, claim);
    const evidence = await this.claims.evidence(tx, claim);
    const award = awardOf(decided, claim.currency);
    const words = {
      outcome: input.outcome,
      currency: claim.currency,
      lines: [...decided],
      reason: input.reason,
      evidenceWaivers: input.outcome === 'deny' ? [] : [...input.evidenceWaivers],
    };
    return {
      ...words,
      lane: claim.lane,
      id: newId('dec', claim.lane),
      claimId: claim.id,
      number: (earlier?.number ?? 0) + 1,
      contentVersion: claim.contentVersion,
      awardMinor: award.amountMinor,
      addedMinor: award.amountMinor - (claim.awardedMinor ?? 0n),
      ownShareMinor: await this.ownShareMinor(tx, claim, { award, assessed }),
      approvalsRequired: peopleBesides(actor, eyes.people),
      approvalsWhy: eyes.why,
      digest: decisionDigest(contentOf(words, claim, evidence)),
      assessmentId: '',
      decidedBy: actor.id,
      decidedByRole: actor.role,
      decidedAt: this.clock.now(),
    };
  }

  /** The claimant's own share as far as the decision before this one has not taken it off. */
  private async ownShareMinor(
    tx: Tx,
    claim: ClaimEntity,
    { award, assessed }: { readonly award: Money; readonly assessed: AssessedClaim },
  ): Promise<bigint> {
    if (award.isZero()) return 0n;
    const before =
      claim.decisionId === null ? null : await this.review.decision(tx, claim.decisionId);
    const left = BigInt(assessed.assessment.ownShare.amountMinor) - (before?.ownShareMinor ?? 0n);
    return left > 0n ? left : 0n;
  }
}

/** Whoever decides is the first of the people that a decision needs, unless it is the machine. */
function peopleBesides(actor: Actor, people: number): number {
  return actor.role === 'system' ? people : Math.max(0, people - 1);
}

function plannedJournals(claim: ClaimEntity, decision: DecisionEntity): JournalDraft[] {
  const context = claimBooking(claim, {
    actorId: decision.decidedBy,
    occurredAt: decision.decidedAt,
    causeId: decision.id,
  });
  return eventsOf(claim, decision)
    .map((event) => journalOf(event, context))
    .filter((draft) => draft !== null);
}

/** What a decision books when it becomes final on a claim that stands so. */
export function eventsOf(
  claim: Pick<ClaimEntity, 'currency' | 'reserveMinor' | 'claimedMinor' | 'awardedMinor'>,
  decision: Pick<DecisionEntity, 'awardMinor' | 'ownShareMinor'>,
): ReturnType<typeof decisionEvents> {
  const money = (amountMinor: bigint): Money => Money.of(amountMinor, claim.currency);
  return decisionEvents({
    reserve: money(claim.reserveMinor),
    claimed: money(claim.claimedMinor),
    earlier: money(claim.awardedMinor ?? 0n),
    award: money(decision.awardMinor),
    ownShare: money(decision.ownShareMinor),
  });
}

function requireDecidable({ status }: ClaimEntity, { role }: Actor): void {
  if (mayCommand('decide', { status, role })) return;
  throw new DomainError(
    'conflict',
    'decision.not_possible',
    {
      en: `A claim that is "${status}" cannot be decided. It can while it is in review or waits for evidence.`,
      'zh-CN': `状态为“${status}”的索赔不能作出决定，仅在审核中或等待补充材料时可以。`,
    },
    { status },
  );
}

/** The machine may decide only what no person has to look at. */
function needsPeople({ why }: EyesNeeded): DomainError {
  return new DomainError('conflict', 'decision.needs_people', {
    en: `The machine cannot decide this: ${why.en}`,
    'zh-CN': `该决定不能由系统作出：${why['zh-CN']}`,
  });
}
