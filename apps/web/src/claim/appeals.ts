import { readPage } from '../http/read-list';
import { isBilingual, isRecord } from '../http/request-failure';
import type { Bilingual } from '../language/language';
import { readTime, readTimeOrNull } from '../time/read-time';

/** What can be done against the decision as it stands. */
export interface AppealWay {
  readonly label: Bilingual;
  /** Whether it is heard by us, and not by a court or an ombudsman. */
  readonly isHeardHere: boolean;
  /** Null: there is no limit. */
  readonly lodgeUntil: Date | null;
  readonly isInTime: boolean;
}

/** An appeal that was lodged. */
export interface LodgedAppeal {
  readonly id: string;
  readonly grounds: string;
  readonly lodgedAt: Date;
  readonly endedAt: Date | null;
}

export interface Appeals {
  readonly lodged: readonly LodgedAppeal[];
  /** Null: there is nothing to appeal, or no further step. */
  readonly next: AppealWay | null;
}

/** Reads `GET /v1/claims/{id}/appeals`; null if a part is not what it should be. */
export function readAppeals(body: unknown): Appeals | null {
  const page = readPage(body, readLodgedAppeal);
  if (page === null || !isRecord(body)) return null;
  const next = body.nextStep === null ? null : readWay(body.nextStep);
  return next === undefined ? null : { lodged: page.items, next };
}

function readWay(value: unknown): AppealWay | undefined {
  if (!isRecord(value)) return undefined;
  const { label, isHeardHere, isInTime } = value;
  const lodgeUntil = readTimeOrNull(value.lodgeUntil);
  if (!isBilingual(label) || lodgeUntil === undefined) return undefined;
  if (typeof isHeardHere !== 'boolean' || typeof isInTime !== 'boolean') return undefined;
  return { label, isHeardHere, lodgeUntil, isInTime };
}

/** Reads one appeal, as the answer to lodging it is; null if a part is not what it should be. */
export function readLodgedAppeal(value: unknown): LodgedAppeal | null {
  if (!isRecord(value)) return null;
  const { id, grounds } = value;
  const lodgedAt = readTime(value.lodgedAt);
  const endedAt = readTimeOrNull(value.endedAt);
  if (typeof id !== 'string' || typeof grounds !== 'string') return null;
  return lodgedAt === null || endedAt === undefined ? null : { id, grounds, lodgedAt, endedAt };
}
