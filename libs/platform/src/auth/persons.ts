import type { Reads } from '../database/tx';

/** The person behind an account, as far as it is known now who is who. */
export async function personOf(reads: Reads, userId: string): Promise<string> {
  const [row] = await reads.query<{ person: string }[]>('SELECT person_of($1) AS person', [userId]);
  return row?.person ?? userId;
}

/** The persons behind accounts: two accounts of one human are one person. */
export async function personsOf(
  reads: Reads,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await reads.query<{ person: string }[]>(
    'SELECT DISTINCT person_of(id) AS person FROM unnest($1::text[]) AS id',
    [userIds],
  );
  return new Set(rows.map(({ person }) => person));
}
