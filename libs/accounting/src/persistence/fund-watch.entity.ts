import { Column, Entity, PrimaryColumn } from 'typeorm';

import { asBigint } from '@app/platform';

import type { FundAlarm } from '../domain/fund-alarms';

/** How the fund of a currency stood when it was looked at last. Its row is the lock of that. */
@Entity('fund_watches')
export class FundWatchEntity {
  @PrimaryColumn('char', { length: 3, primaryKeyConstraintName: 'fund_watches_pk' })
  currency!: string;

  @Column('timestamptz')
  lookedAt!: Date;

  /** When the two sums below were read. */
  @Column('timestamptz', { nullable: true })
  paidAt!: Date | null;

  /** What settled less what came back, in a month and in a quarter. */
  @Column('bigint', { array: true, transformer: { from: bigints, to: texts } })
  paidMinor!: bigint[];

  /** How long the money lasts at that rate; null when nothing net left. */
  @Column('bigint', { nullable: true, transformer: asBigint })
  runwayDays!: bigint | null;

  /** What operators were told and is not over. */
  @Column('text', { array: true })
  alarms!: FundAlarm[];
}

function bigints(texts: string[]): bigint[] {
  return texts.map((text) => BigInt(text));
}

function texts(minors: bigint[]): string[] {
  return minors.map((minor) => minor.toString());
}
