import type { ValueTransformer } from 'typeorm';

/** `bigint` columns are `bigint` in code; the driver hands them over as text. */
export const asBigint: ValueTransformer = {
  to: (value: bigint | null | undefined): string | null | undefined =>
    typeof value === 'bigint' ? value.toString() : value,
  from: (value: string | null): bigint | null => (value === null ? null : BigInt(value)),
};
