import { GUARDS, PostEvents, RAIL_GUARD } from '@app/accounting';
import { HOUSE_LANE, newId } from '@app/kernel';
import type { Lane } from '@app/kernel';
import { LedgerGuardEntity, PostJournals } from '@app/ledger';
import type { PostedJournal } from '@app/ledger';
import { Money } from '@app/money';
import type { Tx } from '@app/platform';

import { takenFrom } from '../../../libs/accounting/src/domain/guarded-money';
import type { JournalDraft } from '../../../libs/ledger/src/domain/journal';
import { requirePostable } from '../../../libs/ledger/src/domain/journal';
import { DatabaseError } from '../memory/memory-database';
import type { MemoryTx } from '../memory/memory-tx';
import { JournalRow } from './journal-row';

export const CURRENCY = 'CNY';
const FOR_UPDATE = { mode: 'pessimistic_write' } as const;

/** Keeps the journals that the real posting rules make, each key once, and what guards allow. */
export class MemoryJournals extends PostJournals {
  override async run(tx: Tx, drafts: readonly JournalDraft[]): Promise<PostedJournal[]> {
    const posted: PostedJournal[] = [];
    const rows: Partial<JournalRow>[] = [];
    for (const draft of drafts) {
      requirePostable(draft);
      const { lane, idempotencyKey, claimId, kind } = draft;
      const id = newId('jnl', lane);
      const transfers = draft.transfers.map(({ debit, credit, money }) => ({
        ...{ debit, credit, amountMinor: money.amountMinor },
      }));
      rows.push({ lane, idempotencyKey, id, claimId, kind, transfers });
      posted.push({ id, idempotencyKey, replayed: false });
    }
    // A second booking under a key breaks the primary key: no operation here may get so far.
    await tx.insert(JournalRow, rows);
    const [first] = drafts;
    if (first !== undefined) await guard(tx as unknown as MemoryTx, first.lane, drafts);
    return posted;
  }
}

/** As the trigger of the ledger: what the lane may take of the rails moves by the booking. */
async function guard(tx: MemoryTx, lane: Lane, drafts: readonly JournalDraft[]): Promise<void> {
  const rail = GUARDS.find(({ name }) => name === RAIL_GUARD);
  if (rail === undefined) throw new Error('Nothing guards the rails.');
  const taken = takenFrom(rail, CURRENCY, drafts);
  if (taken.isZero()) return;
  const where = { lane, guard: RAIL_GUARD, currency: CURRENCY };
  const [row] = await tx.rows(LedgerGuardEntity, { where, lock: FOR_UPDATE });
  if (row === undefined) return;
  const availableMinor = (row.availableMinor as bigint) - taken.amountMinor;
  if (availableMinor < 0n) throw new DatabaseError('23514', 'ledger_guards_floor');
  await tx.change(LedgerGuardEntity, where, { availableMinor });
}

export function memoryPostEvents(): PostEvents {
  return new PostEvents(new MemoryJournals());
}

/** From now on no lane takes more out of the rails than it has; the house has nothing yet. */
export async function openRailGuard(tx: MemoryTx, lanes: readonly Lane[]): Promise<void> {
  const row = { guard: RAIL_GUARD, currency: CURRENCY, availableMinor: 0n };
  for (const lane of [HOUSE_LANE, ...lanes]) await tx.insert(LedgerGuardEntity, { lane, ...row });
}

/** Somebody brings money to the rails; nobody rings a bell for it. */
export async function topUpRails(
  tx: MemoryTx,
  given: { readonly amountMinor: bigint; readonly causeId: string; readonly at: Date },
): Promise<void> {
  const { amountMinor, causeId, at } = given;
  if (amountMinor <= 0n) return;
  const money = Money.of(amountMinor, CURRENCY);
  await memoryPostEvents().run(
    tx as unknown as Tx,
    [{ code: 'E22', source: 'operating_cash', money, rail: 'quick' }],
    { lane: HOUSE_LANE, claimId: null, actor: 'system', occurredAt: at, causeId },
  );
}
