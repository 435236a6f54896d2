import { readPage } from '../http/read-list';
import type { Page } from '../http/read-list';
import { isRecord } from '../http/request-failure';
import type { MoneyJson } from '../money/format-money';
import { isMoney } from '../money/read-money';
import { readTime } from '../time/read-time';
import { readNextStep } from './next-step';
import type { NextStep } from './next-step';

/** A claim in the list of one's own. */
export interface ListedClaim {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly claimed: MoneyJson;
  readonly nextStep: NextStep | null;
  readonly createdAt: Date;
}

/** Reads `GET /v1/claims`; null if a part is not what it should be. */
export function readClaimList(body: unknown): Page<ListedClaim> | null {
  return readPage(body, readListedClaim);
}

/** What a list shows of a claim; null if a part is not what it should be. */
export function readListedClaim(value: unknown): ListedClaim | null {
  if (!isRecord(value)) return null;
  const { id, reference, status, claimed } = value;
  const nextStep = readNextStep(value.nextStep);
  const createdAt = readTime(value.createdAt);
  if (typeof id !== 'string' || typeof reference !== 'string') return null;
  if (typeof status !== 'string' || !isMoney(claimed)) return null;
  if (nextStep === undefined || createdAt === null) return null;
  return { id, reference, status, claimed, nextStep, createdAt };
}
