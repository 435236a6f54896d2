import { Injectable } from '@nestjs/common';

import type { DomainError } from '@app/kernel';
import type { Reads, Tx } from '@app/platform';

import type { FundChange } from './domain/controlled-change';

type FundChangeKind = FundChange['kind'];

/** An approved change of a kind that a lib above this one knows, as it comes into force. */
export interface ChangeInForce<Kind extends FundChangeKind = FundChangeKind> {
  readonly changeId: string;
  readonly content: Extract<FundChange, { readonly kind: Kind }>;
  /** Who proposed it, by the account. */
  readonly proposedBy: string;
  readonly now: Date;
}

/** How a lib carries out a kind of change. */
export interface ChangeEffect<Kind extends FundChangeKind = FundChangeKind> {
  /** What stands in the way, now; asked at the proposal and once more when it comes into force. */
  problem(reads: Reads, content: ChangeInForce<Kind>['content']): Promise<DomainError | null>;
  /** Carries it out, in the transaction in which it comes into force. */
  apply(tx: Tx, change: ChangeInForce<Kind>): Promise<void>;
}

/**
 * What changes do that this lib knows nothing about: it stands below all others, so they tell it at
 * their start. So two people stand behind money by the same mechanism as behind rights.
 */
@Injectable()
export class ChangeEffects {
  private readonly effects = new Map<FundChangeKind, ChangeEffect>();

  register<Kind extends FundChangeKind>(kinds: readonly Kind[], effect: ChangeEffect<Kind>): void {
    // Only contents of these kinds are given to it.
    for (const kind of kinds) this.effects.set(kind, effect as unknown as ChangeEffect);
  }

  of(kind: FundChangeKind): ChangeEffect {
    const effect = this.effects.get(kind);
    if (effect === undefined) throw new Error(`No lib of this process carries out "${kind}".`);
    return effect;
  }
}
