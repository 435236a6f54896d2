import type { Liability, LiabilityRow, Pack } from '../domain/pack';
import { nominalLength } from './nominal-length';
import { located, problem } from './pack-problem';
import type { PackProblem } from './pack-problem';

interface LocatedRow {
  readonly path: string;
  readonly entry: LiabilityRow;
}

const TABLE = '$.amount.liability.rows';

/**
 * A liability table must leave no gap, no row that is never reached, and no advantage to whoever
 * reports late: every claim finds its row, rows follow in time, and the own share only grows.
 */
export function liabilityProblems(pack: Pack): PackProblem[] {
  const { liability } = pack.amount;
  if (liability === null) return [];
  const rows = located(TABLE, liability.rows);
  return [
    ...lossTypeProblems(pack, '$.amount.liability.lossTypes', liability.lossTypes),
    ...rows.flatMap((row) => fieldProblems(row, liability)),
    ...lastRowProblems(rows),
    ...unreachableProblems(rows, liability),
    ...orderProblems(rows, liability),
  ];
}

/** Names in a list that are no loss type of the pack. */
export function lossTypeProblems(
  { lossTypes }: Pack,
  list: string,
  named: readonly string[] = [],
): PackProblem[] {
  const known = lossTypes.map(({ id }) => id);
  return located(list, named)
    .filter(({ entry }) => !known.includes(entry))
    .map(({ path, entry }) =>
      problem(
        path,
        `"${entry}" is no loss type of this pack; write one of ${known.join(', ')}.`,
        `“${entry}”不是本规则包的损失类型；可选：${known.join('、')}。`,
      ),
    );
}

function fieldProblems({ path, entry: row }: LocatedRow, { mode }: Liability): PackProblem[] {
  const problems: PackProblem[] = [];
  if ((row.within === null) !== (row.from === undefined)) {
    problems.push(
      problem(
        `${path}.from`,
        'A row has both a time ("within") and the event that it runs from ("from"), or neither.',
        '每一行须同时有期限（within）和起点（from），或者都没有。',
      ),
    );
  }
  if (row.per !== undefined && (mode === 'cumulative' || row.ownShareUpToMinor === null)) {
    problems.push(
      problem(
        `${path}.per`,
        'This is never used: it needs a limit, and a table "by_notice". Take it out.',
        '该字段不会被使用：它需要上限，且仅用于 by_notice。请删除。',
      ),
    );
  }
  return problems;
}

function lastRowProblems(rows: readonly LocatedRow[]): PackProblem[] {
  const last = rows.at(-1);
  if (last === undefined || isForEverybody(last.entry)) return [];
  return [
    problem(
      last.path,
      'A claim that fits no row would find nothing: the last row has "within": null and no "when".',
      '不符合任何一行的索赔将无从判断：最后一行的 within 须为 null，且没有 when。',
    ),
  ];
}

/** After a row that takes all the rest nothing is reached; a period without an end is the last. */
function unreachableProblems(rows: readonly LocatedRow[], { mode }: Liability): PackProblem[] {
  const isEnd = ({ entry }: LocatedRow): boolean =>
    mode === 'cumulative' ? entry.within === null : isForEverybody(entry);
  const end = rows.findIndex(isEnd);
  if (end === -1 || end === rows.length - 1) return [];
  return [
    problem(
      `${TABLE}[${String(end + 1)}]`,
      `This row is never reached: row ${String(end)} takes every claim that is left. Change their order.`,
      `该行不会被用到：第 ${String(end)} 行已包括其余全部索赔。请调整顺序。`,
    ),
  ];
}

function orderProblems(rows: readonly LocatedRow[], { mode }: Liability): PackProblem[] {
  // A row on condition stands beside the others in a table by notice: they do not follow it.
  const following = mode === 'cumulative' ? rows : rows.filter(({ entry }) => isPlain(entry));
  return following.slice(1).flatMap((row, index) => {
    const before = following[index];
    if (before === undefined) return [];
    return [...timeProblems(before, row, mode), ...shareProblems(before, row)];
  });
}

function timeProblems(
  { entry: before }: LocatedRow,
  { path, entry: row }: LocatedRow,
  mode: Liability['mode'],
): PackProblem[] {
  if (row.within === null || before.within === null) return [];
  if (row.from !== before.from) {
    // Periods may run from different events: each begins where the one before it ends.
    if (mode === 'cumulative') return [];
    return [
      problem(
        `${path}.from`,
        `We saw "${row.from ?? ''}", and "${before.from ?? ''}" in the row before: between two events nobody can tell a gap from an overlap. Use one event.`,
        `收到的是“${row.from ?? ''}”，而上一行是“${before.from ?? ''}”：起点不同无法判断是否衔接，请使用同一事件。`,
      ),
    ];
  }
  if (nominalLength(row.within) > nominalLength(before.within)) return [];
  return [
    problem(
      `${path}.within`,
      `We saw ${row.within}, which ends no later than the ${before.within} of the row before; times must rise from row to row.`,
      `收到的是 ${row.within}，不晚于上一行的 ${before.within}；期限须逐行递增。`,
    ),
  ];
}

function shareProblems(
  { entry: before }: LocatedRow,
  { path, entry: row }: LocatedRow,
): PackProblem[] {
  const [earlier, later] = [before.ownShareUpToMinor, row.ownShareUpToMinor];
  if (later === null || (earlier !== null && BigInt(later) >= BigInt(earlier))) return [];
  return [
    problem(
      `${path}.ownShareUpToMinor`,
      `We saw ${later}, less than the ${earlier ?? 'null'} of the row before: whoever reports later would bear less.`,
      `收到的是 ${later}，小于上一行的 ${earlier ?? 'null'}：报告越晚自担反而越少。`,
    ),
  ];
}

function isForEverybody(row: LiabilityRow): boolean {
  return row.within === null && row.when === undefined;
}

function isPlain(row: LiabilityRow): boolean {
  return row.when === undefined;
}
