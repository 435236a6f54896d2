import { compileFunction } from 'node:vm';

import { getMetadataArgsStorage } from 'typeorm';

import { indexCondition } from './index-condition';

/** A row as TypeORM takes and gives it. */
export type Row = Record<string, unknown>;
export type EntityClass = abstract new () => object;

/** Values that no two rows may share, of those rows that a partial index is about. */
export interface UniqueKey {
  readonly name: string;
  readonly columns: readonly string[];
  covers(row: Row): boolean;
}

/** What an entity class says of its table, as far as the simulated database keeps to it. */
export interface TableShape {
  readonly name: string;
  readonly columns: ReadonlySet<string>;
  readonly required: readonly string[];
  /** A row of which nothing is said. All rows are copies of it. */
  readonly defaults: Row;
  /** A copy of a row of this table. */
  readonly copyOf: (row: Row) => Row;
  readonly primary: readonly string[];
  readonly uniques: readonly UniqueKey[];
}

const shapes = new Map<EntityClass, TableShape>();

/** Reads the shape of a table off its entity, so that both change together. */
export function shapeOf(entity: EntityClass): TableShape {
  const known = shapes.get(entity);
  if (known !== undefined) return known;
  const storage = getMetadataArgsStorage();
  const table = storage.tables.find(({ target }) => target === entity);
  if (table?.name === undefined) throw new Error(`${entity.name} is no entity.`);
  const columns = storage.columns.filter(({ target }) => target === entity);
  const shape: TableShape = {
    name: table.name,
    columns: new Set(columns.map(({ propertyName }) => propertyName)),
    required: columns
      .filter(({ options }) => options.nullable !== true)
      .map(({ propertyName }) => propertyName)
      .filter((name) => !isOfDatabase(entity, name)),
    defaults: Object.fromEntries(
      columns.map(({ propertyName, options }) => [propertyName, defaultOf(options)]),
    ),
    copyOf: copierOf(columns.map(({ propertyName }) => propertyName)),
    primary: columns
      .filter(({ options }) => options.primary === true)
      .map(({ propertyName }) => propertyName),
    uniques: uniquesOf(entity),
  };
  shapes.set(entity, shape);
  return shape;
}

/** A copy of a row with changes. Columns only; what is undefined is left, as TypeORM does. */
export function changedRow(
  { name: table, columns, copyOf }: TableShape,
  row: Row,
  changes: Row,
): Row {
  const changed = copyOf(row);
  for (const name in changes) {
    if (!columns.has(name)) throw new Error(`${table} has no column ${name}.`);
    const value = changes[name];
    if (value !== undefined) changed[name] = value;
  }
  return changed;
}

/**
 * Copies rows column by column, by a function of the table's own: where one place in the code
 * spreads the rows of many tables, each copy takes ten times as long.
 */
function copierOf(columns: readonly string[]): (row: Row) => Row {
  const copied = columns.map((name) => `${name}: row.${name}`).join(', ');
  return compileFunction(`return { ${copied} };`, ['row']) as (row: Row) => Row;
}

/** Columns that PostgreSQL fills in itself; nothing that is simulated reads them. */
function isOfDatabase(entity: EntityClass, name: string): boolean {
  const column = getMetadataArgsStorage().columns.find(
    ({ target, propertyName }) => target === entity && propertyName === name,
  );
  return typeof column?.options.default === 'function';
}

function defaultOf(options: { default?: unknown; type?: unknown }): unknown {
  const { default: value } = options;
  if (value === undefined || typeof value === 'function') return null;
  return options.type === 'bigint' ? BigInt(value as number) : value;
}

/** In the order in which PostgreSQL looks: as declared, which is backwards in the store. */
function uniquesOf(entity: EntityClass): UniqueKey[] {
  const storage = getMetadataArgsStorage();
  const constraints = storage.uniques
    .filter(({ target }) => target === entity)
    .map(({ name, columns }) => ({
      name: name ?? '',
      columns: columns as string[],
      covers: () => true,
    }));
  const indexes = storage.indices
    .filter(({ target, unique }) => target === entity && unique === true)
    .map(({ name, columns, where }) => ({
      name: name ?? '',
      columns: columns as string[],
      covers: indexCondition(where),
    }));
  return [...constraints.reverse(), ...indexes.reverse()];
}
