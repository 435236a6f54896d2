import { Injectable } from '@nestjs/common';

import type { ClaimEntity, ClaimEvidenceEntity } from '@app/claims';
import { DomainError } from '@app/kernel';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';
import { PackLibrary } from '@app/programs';
import type { Assessment } from '@app/programs';

import { AwardWeigher } from './award-weigher';
import type { HeldLine } from './award-weigher';
import { weighedLines } from '../domain/exposure';
import type { EyesNeeded } from './eyes-needed';
import { AssessFacts } from '../operations/assess-facts';
import type { DecisionEntity } from '../persistence/decision.entity';

/**
 * Looks once more, under lock, before an award is approved: between a decision and its approval a
 * refund may have come in, another claim may have used up the yearly cap, or further awards may
 * have been made with which this one needs more people.
 */
@Injectable()
export class AwardCheck {
  constructor(
    private readonly assessFacts: AssessFacts,
    private readonly awardWeigher: AwardWeigher,
    private readonly packs: PackLibrary,
  ) {}

  /**
   * `decision.no_longer_covered` and `decision.more_eyes_needed`: then it is returned. Returns the
   * lines that are held from now on.
   */
  async require(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    evidence: readonly ClaimEvidenceEntity[],
  ): Promise<HeldLine[]> {
    const held = await this.awardWeigher.hold(tx, claim);
    const coverage = await this.assessFacts.coverage(tx, claim, { held, evidence });
    if (!isCovered(decision, coverage, held)) throw noLongerCovered();
    const eyes = await this.weigh(tx, claim, decision, held);
    if (eyes.people > peopleBehind(decision)) throw moreEyesNeeded(eyes);
    return held;
  }

  /** By amount alone: what the machine approved with clean signals it need not look at again. */
  private async weigh(
    tx: Tx,
    claim: ClaimEntity,
    decision: DecisionEntity,
    held: readonly HeldLine[],
  ): Promise<EyesNeeded> {
    return this.awardWeigher.weigh(tx, claim, {
      pack: await this.packs.pinned(tx, claim),
      award: Money.of(decision.awardMinor, decision.currency),
      lines: weighedLines(
        decision.lines,
        held.map(({ line }) => line),
      ),
      evidenceWaived: decision.evidenceWaivers.length > 0,
      signalsClean: true,
    });
  }
}

function isCovered(
  decision: DecisionEntity,
  { lines: assessed }: Assessment,
  held: readonly HeldLine[],
): boolean {
  return decision.lines.every(({ lineId, awardMinor }) => {
    const policy = assessed.find((line) => line.lineId === lineId)?.award.amountMinor ?? '0';
    // What was awarded before stays, also when the policy would give less by now.
    const before = held.find(({ line }) => line.id === lineId)?.line.awardMinor ?? 0n;
    return BigInt(awardMinor) <= BigInt(policy) || BigInt(awardMinor) <= before;
  });
}

/** All who stand behind a decision once it has its approvals. */
function peopleBehind({ decidedByRole, approvalsRequired }: DecisionEntity): number {
  return (decidedByRole === 'system' ? 0 : 1) + approvalsRequired;
}

function noLongerCovered(): DomainError {
  return new DomainError('conflict', 'decision.no_longer_covered', {
    en: 'Since this was decided a refund or another award has used up what the policy covers. Return the decision, so that it is decided anew.',
    'zh-CN': '作出决定后发生了退款或其他赔付，已超出保障范围。请退回该决定重新审理。',
  });
}

function moreEyesNeeded({ people, why }: EyesNeeded): DomainError {
  return new DomainError(
    'conflict',
    'decision.more_eyes_needed',
    {
      en: `Since this was decided other awards were made, and it needs more people now: ${why.en} Return the decision, so that it is decided anew.`,
      'zh-CN': `作出决定后又有其他赔付，现需更多人批准：${why['zh-CN']}请退回该决定重新审理。`,
    },
    { peopleRequired: people },
  );
}
