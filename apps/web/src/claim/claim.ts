import { readListedClaim } from '../claims/claim-list';
import type { ListedClaim } from '../claims/claim-list';
import { isListOf, readList } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import type { MoneyJson } from '../money/format-money';
import { isMoney } from '../money/read-money';
import { readPromise } from './promise';
import type { PromiseClock } from './promise';

/** A claim as whoever claims sees it. */
export interface Claim extends ListedClaim {
  /** Who has it in hand; null as long as no single person has. */
  readonly ownerName: string | null;
  readonly promises: readonly PromiseClock[];
  /** What somebody who relies on the due times has to know. */
  readonly warnings: readonly Bilingual[];
  readonly evidence: readonly EvidenceItem[];
  readonly money: ClaimMoney;
  readonly lines: readonly ClaimLine[];
  /** The decision that holds; null as long as there is none. */
  readonly decisionId: string | null;
  readonly canAppeal: boolean;
  readonly canWithdraw: boolean;
  /** Where it goes on, if it was merged into another. */
  readonly mergedInto: string | null;
}

/** One payment of the claim. */
export interface ClaimLine {
  readonly id: string;
  readonly money: MoneyJson;
  /** Null as long as nothing is decided. */
  readonly award: MoneyJson | null;
}

export interface ClaimMoney {
  readonly claimed: MoneyJson;
  /** Null as long as nothing is decided. */
  readonly awarded: MoneyJson | null;
  readonly paid: MoneyJson;
  /** Paid beside the award; null: nothing was. */
  readonly goodwill: MoneyJson | null;
  /** Credited before the decision; null: nothing was. */
  readonly credited: MoneyJson | null;
  /** Of what was credited. */
  readonly takenBack: MoneyJson | null;
}

export interface EvidenceItem {
  readonly item: string;
  readonly label: Bilingual;
  readonly isRequired: boolean;
  readonly state: 'missing' | 'received' | 'waived';
  readonly fileNames: readonly string[];
}

/** Reads `GET /v1/claims/{id}`; null if a part is not what it should be. */
export function readClaim(body: unknown): Claim | null {
  const listed = readListedClaim(body);
  if (listed === null || !isRecord(body)) return null;
  const { warnings, allowedActions } = body;
  const promises = readList(body.clocks, readPromise);
  const evidence = readList(body.evidence, readEvidenceItem);
  const money = readMoney(body);
  const lines = readList(body.lines, readLine);
  if (promises === null || evidence === null || money === null || lines === null) return null;
  if (!isListOf(warnings, hasText) || !Array.isArray(allowedActions)) return null;
  return {
    ...listed,
    ownerName: textIn(body.owner, 'name'),
    promises,
    warnings: warnings.map(({ text }) => text),
    evidence,
    money,
    lines,
    decisionId: typeof body.decisionId === 'string' ? body.decisionId : null,
    canAppeal: allowedActions.includes('appeal'),
    canWithdraw: allowedActions.includes('withdraw'),
    mergedInto: textIn(body.mergedInto, 'reference'),
  };
}

function textIn(value: unknown, field: string): string | null {
  const text = isRecord(value) ? value[field] : null;
  return typeof text === 'string' ? text : null;
}

function hasText(value: unknown): value is { readonly text: Bilingual } {
  return isRecord(value) && isBilingual(value.text);
}

function readMoney(body: Record<string, unknown>): ClaimMoney | null {
  const { claimed, awarded = null, paid, goodwill = null } = body;
  const credit = readCredit(body.provisional);
  if (!isMoney(claimed) || !isMoney(paid) || credit === null) return null;
  if (goodwill !== null && !isMoney(goodwill)) return null;
  const sums = { claimed, paid, goodwill, ...credit };
  return awarded === null || isMoney(awarded) ? { ...sums, awarded } : null;
}

function readCredit(provisional: unknown): Pick<ClaimMoney, 'credited' | 'takenBack'> | null {
  if (provisional === null) return { credited: null, takenBack: null };
  if (!isRecord(provisional)) return null;
  const { money: credited, takenBack } = provisional;
  if (!isMoney(credited) || !isMoney(takenBack)) return null;
  return { credited, takenBack: isNothing(takenBack) ? null : takenBack };
}

function isNothing({ amountMinor }: MoneyJson): boolean {
  return /^-?0+$/.test(amountMinor);
}

function readLine(value: unknown): ClaimLine | null {
  if (!isRecord(value)) return null;
  const { id, money, award = null } = value;
  if (typeof id !== 'string' || !isMoney(money)) return null;
  return award === null || isMoney(award) ? { id, money, award } : null;
}

const EVIDENCE_STATES = ['missing', 'received', 'waived'] as const;

function readEvidenceItem(value: unknown): EvidenceItem | null {
  if (!isRecord(value)) return null;
  const { item, label, required, files } = value;
  const state = EVIDENCE_STATES.find((one) => one === value.state);
  if (typeof item !== 'string' || !isBilingual(label) || state === undefined) return null;
  if (!isListOf(files, hasFileName)) return null;
  const fileNames = files.map(({ fileName }) => fileName);
  return { item, label, isRequired: required === true, state, fileNames };
}

function hasFileName(value: unknown): value is { readonly fileName: string } {
  return isRecord(value) && typeof value.fileName === 'string';
}
