import { Injectable } from '@nestjs/common';

import { AppealQueries, appealState, isHeardHere } from '@app/claims';
import type { AppealStep, ClaimAppealEntity, ClaimEntity, NextAppeal } from '@app/claims';
import { Clock } from '@app/kernel';
import type { Reads } from '@app/platform';
import { PackLibrary } from '@app/programs';

/** Shows appeals with their course, and what can be done against the decision as it stands. */
@Injectable()
export class AppealPresenter {
  constructor(
    private readonly appeals: AppealQueries,
    private readonly packs: PackLibrary,
    private readonly clock: Clock,
  ) {}

  /** All appeals of a claim, the first one first, and the step that is next. */
  async presentAll(reads: Reads, claim: ClaimEntity): Promise<object> {
    const { appeal: steps } = await this.packs.pinned(reads, claim);
    const appeals = await this.appeals.ofClaim(reads, claim);
    return {
      data: appeals.map((appeal) => presentAppeal(appeal, steps)),
      hasMore: false,
      next: null,
      nextStep: presentNext(await this.appeals.next(reads, claim), this.clock.now()),
    };
  }

  async present(reads: Reads, claim: ClaimEntity, appeal: ClaimAppealEntity): Promise<object> {
    const { appeal: steps } = await this.packs.pinned(reads, claim);
    return presentAppeal(appeal, steps);
  }
}

function presentAppeal(appeal: ClaimAppealEntity, steps: readonly AppealStep[]): object {
  const step = steps.find((one) => one.step === appeal.step);
  return {
    id: appeal.id,
    number: appeal.number,
    state: appealState(appeal),
    step: appeal.step,
    label: step?.label ?? null,
    heardBy: appeal.heardBy,
    decisionId: appeal.decisionId,
    lines: appeal.lineIds.map((lineId) => ({ lineId })),
    grounds: appeal.grounds,
    // Claimants see which side acted, not which person.
    lodgedByRole: appeal.lodgedByRole,
    lodgedAt: appeal.lodgedAt.toISOString(),
    lodgeUntil: text(appeal.dueAt),
    openedAt: text(appeal.openedAt),
    endedAt: text(appeal.endedAt),
    answerId: appeal.answerId,
  };
}

function presentNext(next: NextAppeal | null, now: Date): object | null {
  if (next === null) return null;
  const { step, dueAt } = next;
  const isHere = isHeardHere(step);
  return {
    step: step.step,
    label: step.label,
    heardBy: step.by,
    isHeardHere: isHere,
    lodgeUntil: text(dueAt),
    isInTime: !isHere || dueAt === null || now <= dueAt,
  };
}

function text(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
