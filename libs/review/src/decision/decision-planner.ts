import { Injectable } from '@nestjs/common';

import { journalOf } from '@app/accounting';
import {
  ClaimQueries,
  OwnerQueries,
  STATUS_WORDS,
  claimBooking,
  mayCommand,
  requireOwnsLarge,
} from '@app/claims';
import type { ClaimEntity, ClaimLineEntity } from '@app/claims';
import { Clock, DomainError, newId } from '@app/kernel';
import type { JournalDraft } from '@app/ledger';
import { Money } from '@app/money';
import type { Actor, Tx } from '@app/platform';

import { AwardWeigher } from './award-weigher';
import type { HeldLine } from './award-weigher';
import { decidedLines } from '../domain/decidable';
import type { ProposedDecision } from '../domain/decidable';
import { awardOf, decisionDigest } from '../domain/decision';
import type { DecidedLine } from '../domain/decision';
import { contentOf } from '../domain/decision-content';
import { eventsOf } from '../domain/decision-events';
import { weighedLines } from '../domain/exposure';
import { requireMayDecide } from '../domain/hands';
import { requireEvidence } from '../domain/required-evidence';
import type { EyesNeeded } from './eyes-needed';
import { HandQueries } from '../hand.queries';
import { AssessFacts } from '../operations/assess-facts';
import type { AssessedClaim, HeldAssessment } from '../operations/assess-facts';
import type { DecisionEntity } from '../persistence/decision.entity';
import { ReviewQueries } from '../review.queries';

export interface DecisionInput extends ProposedDecision {
  readonly claimId: string;
  readonly reason: string;
  /** The version that the reviewer looked at; null for a trial, and for the machine. */
  readonly expectedVersion: number | null;
}

/** A decision before it is taken: with that its assessment is kept. */
export type PlannedDecision = Omit<DecisionEntity, 'assessmentId'>;

/** What a decision is worked out from, as this transaction holds and has read it. */
export interface DecisionGrounds extends HeldAssessment {
  /** The newest decision on the claim so far. */
  readonly earlier: DecisionEntity | null;
}

/** A decision that is worked out, but not taken. */
export interface DecisionPlan extends Pick<DecisionGrounds, 'held' | 'assessed'> {
  readonly decision: PlannedDecision;
  /** How many people it needs, and because of which sum. */
  readonly eyes: EyesNeeded;
  /** What it would book once it is final. */
  readonly journals: readonly JournalDraft[];
}

interface Proposal extends DecisionGrounds {
  readonly input: DecisionInput;
}

interface Decided extends Proposal {
  readonly decided: readonly DecidedLine[];
}

/** Works out a decision: whether it may be taken, what it awards, and who must approve it. */
@Injectable()
export class DecisionPlanner {
  constructor(
    private readonly claims: ClaimQueries,
    private readonly review: ReviewQueries,
    private readonly hands: HandQueries,
    private readonly owners: OwnerQueries,
    private readonly assessFacts: AssessFacts,
    private readonly awardWeigher: AwardWeigher,
    private readonly clock: Clock,
  ) {}

  /** The claim must be locked by this transaction; nothing is written. */
  async run(tx: Tx, actor: Actor, claim: ClaimEntity, input: DecisionInput): Promise<DecisionPlan> {
    requireMayDecide(actor, claim, await this.hands.on(tx, claim));
    await this.claims.requireVersion(tx, claim, input.expectedVersion);
    requireDecidable(claim, actor);
    requireOwnsLarge(actor, await this.owners.ownership(tx, claim));
    const assessment = await this.assessFacts.hold(tx, claim);
    const earlier = await this.review.newestDecision(tx, claim);
    return this.plan(tx, actor, claim, { ...assessment, earlier, input });
  }

  /** The same for whoever holds the lines and has assessed the claim; of whoever may decide it. */
  async plan(tx: Tx, actor: Actor, claim: ClaimEntity, proposal: Proposal): Promise<DecisionPlan> {
    const { input, held, assessed } = proposal;
    const open = openLines(held);
    const { currency } = claim;
    const decided = decidedLines(input, { currency, lines: open }, assessed.assessment);
    if (input.outcome !== 'deny') {
      requireEvidence(assessed.assessment.evidence, input.evidenceWaivers);
    }
    const eyes = await this.eyes(tx, claim, { ...proposal, decided });
    const decision = await this.draft(tx, claim, { ...proposal, decided, actor, eyes });
    return { decision, held, assessed, eyes, journals: plannedJournals(claim, decision) };
  }

  /** Where nothing leaves the house, as by a denial, one person may decide (`AwardWeigher`). */
  private async eyes(tx: Tx, claim: ClaimEntity, given: Decided): Promise<EyesNeeded> {
    const { input, assessed, held, decided } = given;
    const award = awardOf(decided, claim.currency);
    return this.awardWeigher.weigh(tx, claim, {
      pack: assessed.pack,
      award,
      lines: weighedLines(decided, openLines(held)),
      evidenceWaived: input.evidenceWaivers.length > 0,
      signalsClean: assessed.assessment.signals.every(({ clean }) => clean),
    });
  }

  private async draft(
    tx: Tx,
    claim: ClaimEntity,
    given: Decided & { readonly actor: Actor; readonly eyes: EyesNeeded },
  ): Promise<PlannedDecision> {
    const { actor, input, evidence, assessed, earlier, decided, eyes } = given;
    const amounts = amountsOf(awardOf(decided, claim.currency), claim);
    const words = {
      outcome: input.outcome,
      currency: claim.currency,
      lines: [...decided],
      reason: input.reason,
      evidenceWaivers: input.outcome === 'deny' ? [] : [...input.evidenceWaivers],
    };
    return {
      ...words,
      ...amounts,
      lane: claim.lane,
      id: newId('dec', claim.lane),
      claimId: claim.id,
      number: (earlier?.number ?? 0) + 1,
      contentVersion: claim.contentVersion,
      ownShareMinor: await this.ownShareMinor(tx, claim, { ...amounts, assessed }),
      payee: claim.payoutMethod,
      approvalsRequired: peopleBesides(actor, eyes.people),
      approvalsWhy: eyes.why,
      digest: decisionDigest(contentOf(words, claim, evidence)),
      decidedBy: actor.id,
      decidedByRole: actor.role,
      decidedAt: this.clock.now(),
    };
  }

  /** The claimant's own share as far as nothing has taken it off; it goes with an award only. */
  private async ownShareMinor(
    tx: Tx,
    claim: ClaimEntity,
    given: { readonly addedMinor: bigint; readonly assessed: AssessedClaim },
  ): Promise<bigint> {
    if (given.addedMinor === 0n) return 0n;
    const isFirst = (claim.awardedMinor ?? 0n) === 0n;
    const takenMinor = isFirst ? 0n : await this.review.ownShareTakenMinor(tx, claim);
    const leftMinor = BigInt(given.assessed.assessment.ownShare.amountMinor) - takenMinor;
    return leftMinor > 0n ? leftMinor : 0n;
  }
}

function openLines(held: readonly HeldLine[]): ClaimLineEntity[] {
  return held.map(({ line }) => line).filter(({ status }) => status === 'claimed');
}

function amountsOf(
  { amountMinor: awardMinor }: Money,
  { awardedMinor }: Pick<ClaimEntity, 'awardedMinor'>,
): Pick<DecisionEntity, 'awardMinor' | 'addedMinor'> {
  return { awardMinor, addedMinor: awardMinor - (awardedMinor ?? 0n) };
}

/** Whoever decides is the first of the people that a decision needs, unless it is the machine. */
function peopleBesides(actor: Actor, people: number): number {
  return actor.role === 'system' ? people : Math.max(0, people - 1);
}

function plannedJournals(claim: ClaimEntity, decision: PlannedDecision): JournalDraft[] {
  const context = claimBooking(claim, {
    actorId: decision.decidedBy,
    occurredAt: decision.decidedAt,
    causeId: decision.id,
  });
  return eventsOf(claim, decision)
    .map((event) => journalOf(event, context))
    .filter((draft) => draft !== null);
}

function requireDecidable({ status }: ClaimEntity, { role }: Actor): void {
  if (mayCommand('decide', { status, role })) return;
  throw new DomainError(
    'conflict',
    'decision.not_possible',
    {
      en: `A claim that is ${STATUS_WORDS[status].en} cannot be decided. It can while it is in review or waits for evidence.`,
      'zh-CN': `状态为“${STATUS_WORDS[status]['zh-CN']}”的索赔不能作出决定，仅在审核中或等待补充材料时可以。`,
    },
    { status },
  );
}
