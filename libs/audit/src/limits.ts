import { Inject, Injectable } from '@nestjs/common';

import { DEMO_MODE } from '@app/platform';
import type { Reads } from '@app/platform';

import { LIMITS, USUAL_LIMITS, isPerCurrency } from './domain/limits';
import type { LimitName, LimitValues } from './domain/limits';

/** What a limit is, and since when; nobody has set it where `setAt` is null. */
export interface LimitInForce {
  readonly name: LimitName;
  readonly value: number;
  readonly setAt: Date | null;
  readonly changeId: string | null;
  /** What was set for one currency by itself; `value` holds for all others. */
  readonly currencies: readonly LimitOfCurrency[];
}

interface LimitOfCurrency {
  readonly currency: string;
  readonly value: number;
  readonly setAt: Date;
  readonly changeId: string;
}

interface SetLimit {
  readonly name: string;
  readonly currency: string | null;
  readonly value: string;
  readonly setAt: Date;
  readonly changeId: string;
}

/**
 * The demo promises that small claims with clean signals are approved by the machine, and its two
 * claimants file whatever anybody tries out.
 */
const DEMO_LIMITS = {
  qaSampleBp: 0,
  claimsPerPartyPerDay: LIMITS.claimsPerPartyPerDay.max,
} as const satisfies Partial<LimitValues>;

/** What the limits of this installation are now: what two people set last, else what is usual. */
@Injectable()
export class Limits {
  private readonly usual: LimitValues;

  constructor(@Inject(DEMO_MODE) demoMode: boolean) {
    this.usual = demoMode ? { ...USUAL_LIMITS, ...DEMO_LIMITS } : USUAL_LIMITS;
  }

  /** In one currency; without one, what holds in those for which nobody has set anything. */
  async current(reads: Reads, currency: string | null = null): Promise<LimitValues> {
    const limits = await this.inForce(reads);
    return Object.fromEntries(
      limits.map(({ name, value, currencies }) => [
        name,
        currencies.find((one) => one.currency === currency)?.value ?? value,
      ]),
    ) as LimitValues;
  }

  /** All of them, in the order of `LIMITS`. */
  async inForce(reads: Reads): Promise<LimitInForce[]> {
    const rows = await reads.query<SetLimit[]>(
      `SELECT DISTINCT ON (name, currency) name, currency, value, set_at AS "setAt",
              change_id AS "changeId"
         FROM limit_values ORDER BY name, currency, version DESC`,
    );
    return (Object.keys(LIMITS) as LimitName[]).map((name) => {
      const set = rows.filter((row) => row.name === name);
      const forAll = set.find(({ currency }) => currency === null);
      return {
        name,
        value: forAll === undefined ? this.usual[name] : Number(forAll.value),
        setAt: forAll?.setAt ?? null,
        changeId: forAll?.changeId ?? null,
        currencies: isPerCurrency(name) ? set.flatMap(ofCurrency) : [],
      };
    });
  }
}

function ofCurrency({ currency, value, setAt, changeId }: SetLimit): LimitOfCurrency[] {
  return currency === null ? [] : [{ currency, value: Number(value), setAt, changeId }];
}
