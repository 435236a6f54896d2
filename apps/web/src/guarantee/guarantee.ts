import { isListOf } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import type { MoneyJson } from '../money/format-money';
import { isMoney } from '../money/read-money';
import { readTime } from '../time/read-time';

/** The part of `GET /v1/public/guarantee` that this page shows. */
export interface Guarantee {
  readonly asOf: Date;
  readonly supportPhone: string;
  readonly demo: boolean;
  readonly programs: readonly Program[];
  readonly claims: ReadonlyMap<string, number>;
  readonly paid: readonly MoneyJson[];
}

export interface Program {
  readonly packId: string;
  readonly version: string;
  readonly status: string;
  readonly name: Bilingual;
  readonly summary: Bilingual;
}

/** Reads the answer; null if a part is not what it should be. Better no figure than a wrong one. */
export function readGuarantee(body: unknown): Guarantee | null {
  if (!isRecord(body)) return null;
  const { supportPhone, demo, programs, paid } = body;
  const asOf = readTime(body.asOf);
  const claims = readCounts(body.claims);
  if (asOf === null || claims === null) return null;
  if (typeof supportPhone !== 'string' || typeof demo !== 'boolean') return null;
  if (!isListOf(programs, isProgram) || !isListOf(paid, isMoney)) return null;
  return { asOf, supportPhone, demo, programs, claims, paid };
}

function readCounts(value: unknown): ReadonlyMap<string, number> | null {
  if (!isRecord(value)) return null;
  const counts = new Map<string, number>();
  for (const [status, count] of Object.entries(value)) {
    if (!isCount(count)) return null;
    counts.set(status, count);
  }
  return counts;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isProgram(value: unknown): value is Program {
  return (
    isRecord(value) &&
    [value.packId, value.version, value.status].every((field) => typeof field === 'string') &&
    isBilingual(value.name) &&
    isBilingual(value.summary)
  );
}
