import { DomainError } from '@app/kernel';
import { onNormalSide } from '@app/ledger';
import type { LinePlace, RegisterEntry, Side } from '@app/ledger';

const PLACE = /^(\d{1,15})\.(\d{1,4})$/;

/** A line of a register as the API shows it, on the account's normal side. */
export function presentEntry(
  entry: RegisterEntry,
  normalSide: Side,
  currency: string,
): { readonly id: string } & Readonly<Record<string, unknown>> {
  const signed = (minor: bigint): string => onNormalSide(minor, normalSide).toString();
  return {
    id: `${String(entry.leafIndex)}.${String(entry.line)}`,
    leafIndex: entry.leafIndex,
    journalId: entry.journalId,
    kind: entry.kind,
    ...(entry.claimId === null ? {} : { claimId: entry.claimId }),
    occurredAt: entry.occurredAt.toISOString(),
    effectiveAt: entry.effectiveAt.toISOString(),
    postedAt: entry.postedAt.toISOString(),
    memo: entry.memo,
    contra: entry.contra,
    change: { currency, amountMinor: signed(entry.changeMinor) },
    balance: { currency, amountMinor: signed(entry.balanceMinor) },
  };
}

/** Reads the "next" of a register's page. Refuses anything else. */
export function readPlace(text: string): LinePlace {
  const [, leafIndex, line] = PLACE.exec(text) ?? [];
  if (leafIndex === undefined || line === undefined) {
    throw new DomainError(
      'invalid',
      'request.invalid',
      {
        en: `"after" must be the "next" of the page before, as it was given, not "${text}".`,
        'zh-CN': `after 须原样填写上一页返回的 next，而不是“${text}”。`,
      },
      { field: 'after' },
    );
  }
  return { leafIndex: Number(leafIndex), line: Number(line) };
}
