import { lossTypes } from '@app/programs';
import type { Pack } from '@app/programs';

/** How a version stands in this installation. */
export interface Standing {
  /** Whether claimants here are promised it; the others evaluate and compare. */
  readonly offered: boolean;
  /** Whether it is the version for a payment and a claim of today. */
  readonly inForce: boolean;
}

/** A version of a pack for a list. */
export function presentPack(pack: Pack, standing: Standing): object {
  return { packId: pack.packId, ...presentPackVersion(pack, standing) };
}

/** The same under its pack, which is named above it. */
export function presentPackVersion(pack: Pack, { offered, inForce }: Standing): object {
  return {
    version: pack.version,
    status: pack.status,
    offered,
    inForce,
    effective: pack.effective,
    appliesBy: pack.appliesBy,
    name: pack.name,
    summary: pack.summary,
    jurisdiction: pack.jurisdiction,
    currency: pack.currency,
    lossTypes: lossTypes(pack),
  };
}
