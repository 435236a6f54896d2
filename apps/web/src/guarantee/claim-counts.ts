import type { TextKey } from '../language/texts-en';

/** The statuses in the order of a claim's life, and whether work is left to do in them. */
export const CLAIM_STATUSES = [
  { status: 'received', isOpen: true },
  { status: 'assessing', isOpen: true },
  { status: 'awaiting_claimant', isOpen: true },
  { status: 'in_review', isOpen: true },
  { status: 'awaiting_approval', isOpen: true },
  { status: 'approved', isOpen: true },
  { status: 'paying', isOpen: true },
  { status: 'paid', isOpen: false },
  { status: 'denied', isOpen: false },
  { status: 'withdrawn', isOpen: false },
  { status: 'closed', isOpen: false },
] as const satisfies readonly { status: string; isOpen: boolean }[];

export interface StatusCount {
  readonly status: string;
  /** The status in plain words; null for one that is newer than this page. */
  readonly textKey: TextKey | null;
  readonly count: number;
}

export interface ClaimCounts {
  readonly total: number;
  readonly open: number;
  /** Statuses that hold at least one claim: in the order of a claim's life, unknown ones last. */
  readonly byStatus: readonly StatusCount[];
}

/** Puts the counts of the service in order. A status that we do not know is counted too. */
export function claimCounts(claims: ReadonlyMap<string, number>): ClaimCounts {
  const known = CLAIM_STATUSES.map(({ status }) => ({
    status,
    textKey: `status.${status}` as const,
    count: claims.get(status) ?? 0,
  }));
  const names: ReadonlySet<string> = new Set(CLAIM_STATUSES.map(({ status }) => status));
  const unknown = [...claims]
    .filter(([status]) => !names.has(status))
    .map(([status, count]) => ({ status, textKey: null, count }));
  return {
    total: sum([...claims.values()]),
    open: sum(
      CLAIM_STATUSES.filter(({ isOpen }) => isOpen).map(({ status }) => claims.get(status) ?? 0),
    ),
    byStatus: [...known, ...unknown].filter(({ count }) => count > 0),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
