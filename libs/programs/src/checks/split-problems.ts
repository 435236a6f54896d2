import type { Pack, SplitRow } from '../domain/pack';
import { located, problem } from './pack-problem';
import type { PackProblem } from './pack-problem';

const WHOLE_BP = 10_000;
const CLAIMANT = 'claimant';

/** A split that does not say who bears each cent. */
export function splitProblems(pack: Pack): PackProblem[] {
  const { mode, rows } = pack.split;
  return [
    ...(mode === 'shares' ? shareProblems(rows) : firstMatchProblems(rows)),
    ...deductionProblems(pack),
    ...nothingPaidProblems(rows),
  ];
}

function shareProblems(rows: readonly SplitRow[]): PackProblem[] {
  const sum = rows.reduce((total, { shareBp }) => total + shareBp, 0);
  const conditions = located('$.split.rows', rows)
    .filter(({ entry }) => entry.when !== undefined)
    .map(({ path }) =>
      problem(
        `${path}.when`,
        'Shares stand side by side whatever holds; take "when" out, or use the mode "first_match".',
        '份额并列生效，不看条件；请删除 when，或改用 first_match。',
      ),
    );
  if (sum === WHOLE_BP) return conditions;
  return [
    problem(
      '$.split.rows',
      `The shares add up to ${String(sum)} basis points; they must add up to 10000.`,
      `各方份额合计 ${String(sum)} 基点，必须等于 10000。`,
    ),
    ...conditions,
  ];
}

function firstMatchProblems(rows: readonly SplitRow[]): PackProblem[] {
  const places = located('$.split.rows', rows);
  const open = rows.findIndex(({ when }) => when === undefined);
  const parts = places
    .filter(({ entry }) => entry.shareBp !== WHOLE_BP)
    .map(({ path, entry }) =>
      problem(
        `${path}.shareBp`,
        `We saw ${String(entry.shareBp)}; the first row that fits bears all, so write 10000.`,
        `收到的是 ${String(entry.shareBp)}；第一个适用的行承担全部，请写 10000。`,
      ),
    );
  if (open === -1) {
    parts.push(
      problem(
        `$.split.rows[${String(rows.length - 1)}]`,
        'When no row fits, nobody would bear it: the last row has no "when".',
        '没有一行适用时无人承担：最后一行不能有 when。',
      ),
    );
  }
  if (open !== -1 && open < rows.length - 1) {
    parts.push(
      problem(
        `$.split.rows[${String(open + 1)}]`,
        `This row is never reached: row ${String(open)} has no "when" and bears all. Put that one last.`,
        `该行不会被用到：第 ${String(open)} 行没有 when，已承担全部。请把它放在最后。`,
      ),
    );
  }
  return parts;
}

/** Who may keep a part of the waived excess back needs one to keep, and another who bears it. */
function deductionProblems({ split: { mode, rows }, amount: { excess } }: Pack): PackProblem[] {
  const marked = located('$.split.rows', rows).filter(
    ({ entry }) => entry.deductsWaivedExcess === true,
  );
  const [first] = marked;
  if (first === undefined) return [];
  if (mode === 'shares' && excess?.waivedByChoice !== undefined && marked.length < rows.length) {
    return [];
  }
  return [
    problem(
      `${first.path}.deductsWaivedExcess`,
      'This needs an excess that the payer may choose not to take ($.amount.excess.waivedByChoice), the mode "shares", and another party that bears it.',
      '这需要可由付款方选择不收的免赔额（$.amount.excess.waivedByChoice）、shares 方式，以及另一个承担方。',
    ),
  ];
}

function nothingPaidProblems(rows: readonly SplitRow[]): PackProblem[] {
  if (rows.some(({ party }) => party !== CLAIMANT)) return [];
  return [
    problem(
      '$.split.rows',
      'The claimant bears everything, so that nothing would ever be paid; name another party.',
      '全部由索赔人承担，等于从不赔付；请写明其他承担方。',
    ),
  ];
}
