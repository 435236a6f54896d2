import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

import { asBigint } from '@app/platform';

/** The log itself: one row, made at the first seal. */
@Entity('ledger_log')
@Check('ledger_log_one_check', 'one')
export class LedgerLogEntity {
  @PrimaryColumn('boolean', { primaryKeyConstraintName: 'ledger_log_pk' })
  one!: true;

  /** The log's name in its checkpoints. */
  @Column('text')
  origin!: string;

  @Column('timestamptz')
  createdAt!: Date;
}

/** A public key that checkpoints were signed with, as a C2SP verifier key. */
@Entity('ledger_log_keys')
export class LedgerLogKeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_log_keys_pk' })
  verifierKey!: string;

  @Column('timestamptz')
  createdAt!: Date;
}

/** The place of a journal in the log. */
@Entity('ledger_leaves')
@Unique('ledger_leaves_journal_key', ['lane', 'journalId'])
@Check('ledger_leaves_index_check', 'leaf_index >= 0')
@Check('ledger_leaves_hash_check', 'octet_length(hash) = 32')
export class LedgerLeafEntity {
  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'ledger_leaves_pk',
    transformer: asBigint,
  })
  leafIndex!: bigint;

  @Column('smallint')
  lane!: number;

  @Column('text')
  journalId!: string;

  @Column('bytea')
  hash!: Buffer;
}

/** The root of 256 complete nodes of the level below; level 0 is the leaves. */
@Entity('ledger_log_nodes')
@Check('ledger_log_nodes_level_check', 'level BETWEEN 1 AND 6')
@Check('ledger_log_nodes_index_check', 'node_index >= 0')
@Check('ledger_log_nodes_hash_check', 'octet_length(hash) = 32')
export class LedgerLogNodeEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'ledger_log_nodes_pk' })
  level!: number;

  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'ledger_log_nodes_pk',
    transformer: asBigint,
  })
  nodeIndex!: bigint;

  @Column('bytea')
  hash!: Buffer;
}

/** A signed statement of the log's size and root. */
@Entity('ledger_checkpoints')
@Check('ledger_checkpoints_size_check', 'size > 0')
@Check('ledger_checkpoints_root_check', 'octet_length(root) = 32')
@Index('ledger_checkpoints_booked_idx', { synchronize: false })
@Index('ledger_checkpoints_effective_idx', { synchronize: false })
export class LedgerCheckpointEntity {
  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'ledger_checkpoints_pk',
    transformer: asBigint,
  })
  size!: bigint;

  @Column('bytea')
  root!: Buffer;

  @Column('text')
  note!: string;

  @Column('timestamptz', { default: () => 'transaction_timestamp()' })
  sealedAt!: Date;

  /** From the first to the last time of booking of the journals that it added. */
  @Column('tstzrange')
  booked!: string;

  /** The same of the times from which they count. */
  @Column('tstzrange')
  effective!: string;
}

/** What had gone through an account when the log had this size. */
@Entity('ledger_balance_checkpoints')
export class LedgerBalanceCheckpointEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_balance_checkpoints_pk' })
  account!: string;

  @PrimaryColumn('char', {
    length: 3,
    primaryKeyConstraintName: 'ledger_balance_checkpoints_pk',
  })
  currency!: string;

  @PrimaryColumn('bigint', {
    primaryKeyConstraintName: 'ledger_balance_checkpoints_pk',
    transformer: asBigint,
  })
  size!: bigint;

  @Column('numeric', { precision: 38, transformer: asBigint })
  debitMinor!: bigint;

  @Column('numeric', { precision: 38, transformer: asBigint })
  creditMinor!: bigint;

  /** The leaves since the checkpoint before that touched the account, in their order. */
  @Column('bigint', { array: true })
  leafIndexes!: string[];
}

/** Sealed turnover of one day, by the time of booking or of effect. A sum kept for speed. */
@Entity('ledger_daily_turnover')
@Check('ledger_daily_turnover_basis_check', `basis IN ('booked', 'effective')`)
export class LedgerDailyTurnoverEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_daily_turnover_pk' })
  basis!: 'booked' | 'effective';

  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_daily_turnover_pk' })
  account!: string;

  @PrimaryColumn('char', { length: 3, primaryKeyConstraintName: 'ledger_daily_turnover_pk' })
  currency!: string;

  /** A day of UTC. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'ledger_daily_turnover_pk' })
  day!: string;

  @Column('numeric', { precision: 38, transformer: asBigint })
  debitMinor!: bigint;

  @Column('numeric', { precision: 38, transformer: asBigint })
  creditMinor!: bigint;
}

/** How far a place outside has the checkpoints, and since when it refuses them. */
@Entity('ledger_publications')
export class LedgerPublicationEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ledger_publications_pk' })
  target!: string;

  @Column('bigint', { transformer: asBigint })
  size!: bigint;

  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  failingSince!: Date | null;

  @Column('text', { nullable: true })
  failure!: string | null;
}
