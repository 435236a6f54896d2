import { Injectable } from '@nestjs/common';

import { NEXT_STEPS } from '@app/claims';
import type { ClaimEntity } from '@app/claims';
import { Clock, isId } from '@app/kernel';
import { isAllowed } from '@app/platform';
import type { Actor, Reads } from '@app/platform';
import { ViewerQueries } from '@app/review';
import type { QueueRow, Viewer } from '@app/review';

/** Shows claims as lists of the staff do: in brief, with whoever looks at them right now. */
@Injectable()
export class QueuePresenter {
  constructor(
    private readonly viewers: ViewerQueries,
    private readonly clock: Clock,
  ) {}

  async present(reads: Reads, rows: readonly QueueRow[]): Promise<object[]> {
    const ids = rows.map(({ id }) => id);
    const viewers = await this.viewers.of(reads, ids, this.clock.now());
    return rows.map((row) => ({
      ...presentRow(row),
      viewers: viewers.filter(({ claimId }) => claimId === row.id).map(presentViewer),
    }));
  }

  /** What those who work on claims see of each other; nothing of it for anybody else. */
  async work(
    reads: Reads,
    claims: readonly ClaimEntity[],
    viewer?: Actor,
  ): Promise<(claim: ClaimEntity) => object> {
    if (viewer === undefined || viewer.role === 'system') return () => ({});
    if (!isAllowed(viewer.role, 'viewings:note')) return () => ({});
    const ids = claims.map(({ id }) => id);
    const viewers = await this.viewers.of(reads, ids, this.clock.now());
    const others = viewers.filter(({ userId }) => userId !== viewer.id);
    return ({ id, snoozedUntil }) => ({
      snoozedUntil: snoozedUntil?.toISOString() ?? null,
      viewers: others.filter(({ claimId }) => claimId === id).map(presentViewer),
    });
  }
}

export function presentViewer({ name, since, isDeciding }: Viewer): object {
  return { name, since: since.toISOString(), isDeciding };
}

function presentRow(row: QueueRow): object {
  const { reopeningId, lastEvent } = row;
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    lossType: row.lossType,
    packId: row.packId,
    claimed: { currency: row.currency, amountMinor: row.claimedMinor.toString() },
    owner: row.owner,
    nextStep: nextStepOf(row),
    dueAt: told(row.nextDueAt),
    escalatedAt: told(row.escalatedAt),
    snoozedUntil: told(row.snoozedUntil),
    answerOwedAt: told(row.answerOwedAt),
    language: row.language,
    risk: row.uncleanSignals,
    qaSample: row.isQaSample,
    openedAgainBy: reopeningId === null ? null : isId(reopeningId, 'apl') ? 'appeal' : 'reopening',
    lastEvent: lastEvent === null ? null : { kind: lastEvent.kind, at: lastEvent.at.toISOString() },
    createdAt: row.filedAt.toISOString(),
    version: row.version,
  };
}

function told(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function nextStepOf({ nextStep, nextDueAt }: QueueRow): object | null {
  if (nextStep === null) return null;
  const { by, text } = NEXT_STEPS[nextStep];
  return { code: nextStep, text, by, dueAt: nextDueAt?.toISOString() ?? null };
}
