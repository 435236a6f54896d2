import { isListOf, readList, readPage } from '../http/read-list';
import type { Page } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import type { MoneyJson } from '../money/format-money';
import { isMoney } from '../money/read-money';
import { readTime, readTimeOrNull } from '../time/read-time';
import type { Content } from './content';

/** Something that stands in the way of filing. */
export interface FilingProblem {
  /** A path such as `lines[0].money.amountMinor`. */
  readonly field: string;
  readonly code: string;
  readonly texts: Bilingual;
}

export interface DraftFile {
  readonly item: string;
  readonly sha256: string;
  readonly fileName: string;
}

/** One thing of the whole list that the guarantee asks for. */
export interface ExpectedItem {
  readonly item: string;
  readonly label: Bilingual;
  readonly why: Bilingual;
  readonly isRequired: boolean;
  readonly files: readonly DraftFile[];
}

/** A claim that is being written, as the service has it. */
export interface FilingDraft {
  readonly id: string;
  readonly version: number;
  readonly content: Content;
  readonly problems: readonly FilingProblem[];
  /** The guarantee that would apply; null while that cannot be told. */
  readonly programName: Bilingual | null;
  readonly claimed: MoneyJson | null;
  readonly evidence: readonly ExpectedItem[];
  readonly expiresAt: Date;
  /** When it would be decided, if all the evidence is there. */
  readonly decisionAt: Date | null;
}

/** Reads a draft; null if a part is not what it should be. */
export function readFilingDraft(body: unknown): FilingDraft | null {
  const listed = readListedDraft(body);
  if (listed === null || !isRecord(body)) return null;
  const { problems, claimed } = body;
  const programName = readProgramName(body.pack);
  const evidence = readList(body.evidence, readExpectedItem);
  const decisionAt = readTimeOrNull(body.estimatedDecisionAt);
  if (!isListOf(problems, isProblem) || evidence === null || decisionAt === undefined) return null;
  if (programName === undefined || !isMoneyOrNull(claimed)) return null;
  return { ...listed, problems, programName, claimed, evidence, decisionAt };
}

/** Null: no guarantee is known yet; undefined if it is none. */
function readProgramName(pack: unknown): Bilingual | null | undefined {
  if (pack === null) return null;
  return isRecord(pack) && isBilingual(pack.name) ? pack.name : undefined;
}

function isMoneyOrNull(value: unknown): value is MoneyJson | null {
  return value === null || isMoney(value);
}

/** A draft in the list of one's own. */
export interface ListedDraft {
  readonly id: string;
  readonly version: number;
  readonly content: Content;
  readonly updatedAt: Date;
  readonly expiresAt: Date;
}

/** Reads `GET /v1/claim-drafts`; null if a part is not what it should be. */
export function readDraftList(body: unknown): Page<ListedDraft> | null {
  return readPage(body, readListedDraft);
}

function readListedDraft(value: unknown): ListedDraft | null {
  if (!isRecord(value)) return null;
  const { id, version, claim: content } = value;
  const expiresAt = readTime(value.expiresAt);
  const updatedAt = readTime(value.updatedAt);
  if (typeof id !== 'string' || typeof version !== 'number' || !isRecord(content)) return null;
  return expiresAt === null || updatedAt === null
    ? null
    : { id, version, content, updatedAt, expiresAt };
}

function isProblem(value: unknown): value is FilingProblem {
  if (!isRecord(value)) return false;
  const { field, code, texts } = value;
  return typeof field === 'string' && typeof code === 'string' && isBilingual(texts);
}

function readExpectedItem(value: unknown): ExpectedItem | null {
  if (!isRecord(value)) return null;
  const { item, label, why, required, files } = value;
  if (typeof item !== 'string' || !isBilingual(label) || !isBilingual(why)) return null;
  if (typeof required !== 'boolean' || !isListOf(files, isDraftFile)) return null;
  return { item, label, why, isRequired: required, files };
}

function isDraftFile(value: unknown): value is DraftFile {
  return (
    isRecord(value) &&
    [value.item, value.sha256, value.fileName].every((one) => typeof one === 'string')
  );
}
