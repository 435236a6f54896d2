import { Injectable } from '@nestjs/common';

import type { Reads } from '@app/platform';

import type { TopUpRule } from './domain/top-up-rule';

/** By which rule a rail is filled up, since when, and how it stood when it was looked at last. */
export interface RuleInForce extends TopUpRule {
  readonly rail: string;
  readonly currency: string;
  readonly changeId: string;
  readonly setAt: Date;
  /** Null until it was looked at. */
  readonly freeMinor: bigint | null;
  /** How much keeps it under its low-water mark, because the floor of the fund keeps it. */
  readonly shortMinor: bigint;
}

interface RuleRow {
  readonly rail: string;
  readonly currency: string;
  readonly change_id: string;
  readonly low: string;
  readonly target: string;
  readonly set_at: Date;
  readonly free: string | null;
  readonly short: string | null;
}

/** Reads the rules by which rails are filled up. */
@Injectable()
export class FundRuleQueries {
  /** The rules of a currency, by rail; those that nobody wants any more are not among them. */
  async inForce(reads: Reads, currency: string): Promise<RuleInForce[]> {
    const rows = await reads.query<RuleRow[]>(
      `SELECT r.rail, r.currency, r.change_id, r.low_minor::text AS low, r.target_minor::text AS target,
              r.set_at, c.free_minor::text AS free, c.short_minor::text AS short
         FROM (SELECT DISTINCT ON (rail) * FROM top_up_rules WHERE currency = $1
                ORDER BY rail, version DESC) r
         LEFT JOIN rail_counts c ON c.rail = r.rail AND c.currency = r.currency
        WHERE r.target_minor > 0 ORDER BY r.rail`,
      [currency],
    );
    return rows.map((row) => ({
      ...{ rail: row.rail, currency: row.currency, changeId: row.change_id, setAt: row.set_at },
      ...{ lowMinor: BigInt(row.low), targetMinor: BigInt(row.target) },
      freeMinor: row.free === null ? null : BigInt(row.free),
      shortMinor: BigInt(row.short ?? '0'),
    }));
  }

  /** The rule of one rail; null where there is none, or none any more. */
  async ofRail(
    reads: Reads,
    { rail, currency }: { readonly rail: string; readonly currency: string },
  ): Promise<RuleInForce | null> {
    const rules = await this.inForce(reads, currency);
    return rules.find((rule) => rule.rail === rail) ?? null;
  }
}
