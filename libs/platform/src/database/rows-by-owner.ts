import type { Reads } from './tx';

interface RowKey {
  readonly lane: number;
  readonly id: string;
}

interface OwnedRows<Column> {
  readonly column: Column;
  readonly order: readonly Column[];
}

/**
 * Rows that belong to several others, by one statement however many these are: for each owner its
 * rows in order. `column` names the owner; both are in one lane.
 */
export async function rowsByOwner<Row extends object>(
  reads: Reads,
  entity: new () => Row,
  owners: readonly RowKey[],
  { column, order }: OwnedRows<keyof Row & string>,
): Promise<(ownerId: string) => Row[]> {
  if (owners.length === 0) return () => [];
  const query = reads.createQueryBuilder(entity, 'owned').where(
    `(owned.lane, owned.${column}) IN
        (SELECT * FROM unnest(CAST(:lanes AS smallint[]), CAST(:ownerIds AS text[])))`,
    { lanes: owners.map(({ lane }) => lane), ownerIds: owners.map(({ id }) => id) },
  );
  for (const each of order) query.addOrderBy(`owned.${each}`);
  const rows = await query.getMany();
  return (ownerId) => rows.filter((row) => row[column] === ownerId);
}
