import { PostEvents } from '@app/accounting';
import { AuditTrail } from '@app/audit';
import { ChangeClaim, ClaimEntity, ClaimLineEntity } from '@app/claims';
import type { ClaimChange } from '@app/claims';
import { newId } from '@app/kernel';
import type { Clock } from '@app/kernel';
import { PostJournals } from '@app/ledger';
import type { PostedJournal } from '@app/ledger';
import { Money } from '@app/money';
import type { Reads, Tx } from '@app/platform';

import { countContent } from '../../../libs/claims/src/domain/content-change';
import { statusAfter } from '../../../libs/claims/src/domain/claim-lifecycle';
import type { JournalDraft } from '../../../libs/ledger/src/domain/journal';
import { requirePostable } from '../../../libs/ledger/src/domain/journal';
import { AwardedPayments } from '../../../libs/payouts/src/awarded-payments';
import type { AwardedPayment } from '../../../libs/payouts/src/awarded-payments';
import { carriedMinor } from '../../../libs/payouts/src/domain/carried-award';
import { PayoutEntity } from '../../../libs/payouts/src/persistence/payout.entity';
import { JournalRow } from './journal-row';

/**
 * Changes claims by the real table of commands, and keeps neither clocks, due times nor timeline:
 * these are of no matter to a payout.
 */
export class BareChangeClaim extends ChangeClaim {
  constructor(private readonly now: Clock) {
    super(null as never, null as never, now);
  }

  override async apply(tx: Tx, claim: ClaimEntity, asked: ClaimChange): Promise<ClaimEntity> {
    const { nextStep = claim.nextStep, set = {}, ...change } = countContent(claim, asked);
    const status = statusAfter(change, { status: claim.status, role: change.actor.role });
    const changed = {
      ...set,
      ...{ status, nextStep, contentVersion: change.contentVersion },
      ...{ version: claim.version + 1, updatedAt: this.now.now() },
    };
    await tx.update(ClaimEntity, { lane: claim.lane, id: claim.id }, changed);
    return Object.assign(claim, changed);
  }
}

/** Keeps the journals that the real posting rules make, each key once. */
class MemoryJournals extends PostJournals {
  override async run(tx: Tx, drafts: readonly JournalDraft[]): Promise<PostedJournal[]> {
    const posted: PostedJournal[] = [];
    for (const draft of drafts) {
      requirePostable(draft);
      const { lane, idempotencyKey, claimId, kind } = draft;
      const id = newId('jnl', lane);
      const transfers = draft.transfers.map(({ debit, credit, money }) => ({
        ...{ debit, credit, amountMinor: money.amountMinor },
      }));
      // A second booking under a key breaks the primary key: no operation here may get so far.
      await tx.insert(JournalRow, { lane, idempotencyKey, id, claimId, kind, transfers } as never);
      posted.push({ id, idempotencyKey, replayed: false });
    }
    return posted;
  }
}

export function memoryPostEvents(): PostEvents {
  return new PostEvents(new MemoryJournals());
}

export function memoryAuditTrail(clock: Clock): AuditTrail {
  return new AuditTrail(clock);
}

/** The awards of a claim; packs, refunds and persons are tested where they are decided. */
export class BareAwardedPayments extends AwardedPayments {
  constructor() {
    super(...([] as unknown as ConstructorParameters<typeof AwardedPayments>));
  }

  override obstacle(): Promise<null> {
    return Promise.resolve(null);
  }

  override async of(reads: Reads, { lane, id: claimId }: ClaimEntity): Promise<AwardedPayment[]> {
    const lines = await reads.findBy(ClaimLineEntity, { lane, claimId });
    const payouts = await reads.findBy(PayoutEntity, { lane, claimId });
    return lines.flatMap((line) => {
      const due = Money.of((line.awardMinor ?? 0n) - carriedMinor(line, payouts), line.currency);
      if (!due.isPositive()) return [];
      const [source = ''] = line.paymentId.split('/');
      const payment = { channel: 'wechat', source, sourceId: line.paymentId };
      const found = { isOvertaken: false, replaced: null, held: [] };
      return [{ line, payment: payment as AwardedPayment['payment'], due, ...found }];
    });
  }
}
