import type { Money } from '@app/money';
import { sumOf } from '@app/money';
import type { PaymentEntity } from '@app/payments';
import type { Actor } from '@app/platform';
import type { Pack } from '@app/programs';

import type { RequestedLine } from '../domain/claimable-payments';
import type { WantedPayoutMethod } from '../domain/payout-method';
import type { Representation } from '../domain/representation';
import type { Declaration } from '../domain/vulnerability';

/** Somebody whom the claimant names to speak for them; reached by e-mail or telephone. */
export interface Proxy {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** What they are to the claimant, in the claimant's words. */
  readonly relation: string | null;
}

/** What a claimant, or an agent for one, writes into the form. */
export interface NewClaim {
  readonly lossType: string;
  readonly lines: readonly RequestedLine[];
  readonly narrative: string;
  readonly discoveredAt: Date;
  readonly contact: {
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly locale: 'zh-CN' | 'en';
  };
  readonly payoutMethod: WantedPayoutMethod;
  readonly packId: string | null;
  /** Whose payments these are, when an agent files for a victim. */
  readonly claimantPartyId: string | null;
  /** What the claimant is; `individual` when absent. */
  readonly claimantKind?: string;
  /** On what basis an agent files; a call when absent. */
  readonly representation?: Representation;
  readonly proxy?: Proxy;
  readonly vulnerability?: Declaration;
  /** The incident that it belongs to; agents know of incidents, claimants do not. */
  readonly incidentId?: string;
  /** The device that it is filed from, as the app or the browser names it; never kept. */
  readonly device?: { readonly id: string };
  /** The draft that it was written in. */
  readonly draftId?: string;
}

/** A filing that may come about: all that was asked is answered, and its payments are locked. */
export interface Filing {
  readonly actor: Actor;
  readonly input: NewClaim;
  readonly partyId: string;
  readonly claimantKind: string;
  readonly representation: Representation | null;
  readonly payments: readonly PaymentEntity[];
  readonly pack: Pack;
  /** Where the award may go. */
  readonly payoutMethod: WantedPayoutMethod;
  readonly filedAt: Date;
}

/** All that a filing asks for. */
export function claimedIn({ input, payments, pack }: Filing): Money {
  const currency = payments[0]?.currency ?? pack.currency;
  return sumOf(
    input.lines.map(({ money }) => money),
    currency,
  );
}
