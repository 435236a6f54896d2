type Condition = (row: Readonly<Record<string, unknown>>) => boolean;

/** The forms that conditions of unique indexes have; each is one part between two ANDs. */
const FORMS: readonly (readonly [RegExp, (column: string, list: string) => Condition])[] = [
  [/^(\w+) IS NULL$/, (column) => (row) => row[column] === null],
  [/^(\w+) IS NOT NULL$/, (column) => (row) => row[column] !== null],
  [/^(\w+) = ('\w+')$/, (column, list) => isAmong(column, list, true)],
  [/^(\w+) IN \((.+)\)$/, (column, list) => isAmong(column, list, true)],
  [/^(\w+) NOT IN \((.+)\)$/, (column, list) => isAmong(column, list, false)],
];

/** Reads the condition of a partial index off its SQL; refuses what it does not know. */
export function indexCondition(sql: string | undefined): Condition {
  if (sql === undefined) return () => true;
  const parts = sql.split(' AND ').map((part) => {
    for (const [form, make] of FORMS) {
      const [, column = '', list = ''] = form.exec(part.trim()) ?? [];
      if (column !== '') return make(propertyOf(column), list);
    }
    throw new Error(`Nobody has said what "${part}" means here.`);
  });
  return (row) => parts.every((part) => part(row));
}

function isAmong(column: string, list: string, wanted: boolean): Condition {
  const values = list.split(',').map((value) => value.trim().slice(1, -1));
  // A comparison with null is neither true nor false, so that the row is not in the index.
  return (row) => row[column] !== null && values.includes(row[column] as string) === wanted;
}

function propertyOf(column: string): string {
  return column.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
