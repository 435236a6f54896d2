import { Ajv2020 } from 'ajv/dist/2020';
import type { ErrorObject } from 'ajv/dist/2020';

import type { Bilingual } from '@app/kernel';
import { isCurrency } from '@app/money';

import packSchema from '../packs/pack.schema.json';
import type { Pack } from './domain/pack';

/** One fault of a pack: where it is, as a JSON path (`$.clocks[1].within`), and what to mend. */
export interface PackProblem {
  readonly path: string;
  readonly text: Bilingual;
}

const hasPackShape = new Ajv2020({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
}).compile<Pack>(packSchema);

/**
 * Checks what somebody wrote as a pack: first its shape by `packs/pack.schema.json`, then what a
 * schema cannot say, such as shares that add up. Lists all problems found, not only the first.
 */
export function checkPack(written: unknown): { pack: Pack } | { problems: PackProblem[] } {
  if (!hasPackShape(written)) {
    return { problems: (hasPackShape.errors ?? []).map(explain) };
  }
  const problems = [
    ...currencyProblems(written),
    ...effectiveProblems(written),
    ...splitProblems(written),
    ...tierProblems(written),
    ...repeatProblems(written),
  ];
  return problems.length === 0 ? { pack: written } : { problems };
}

function currencyProblems({ currency }: Pack): PackProblem[] {
  if (isCurrency(currency)) return [];
  return [
    {
      path: '$.currency',
      text: {
        en: `"${currency}" is not a currency code of ISO 4217.`,
        'zh-CN': `“${currency}”不是 ISO 4217 货币代码。`,
      },
    },
  ];
}

function effectiveProblems({ effective: { from, to } }: Pack): PackProblem[] {
  if (from === null || to === null || from <= to) return [];
  return [
    {
      path: '$.effective',
      text: {
        en: `The pack ends (${to}) before it begins (${from}).`,
        'zh-CN': `结束日期（${to}）早于开始日期（${from}）。`,
      },
    },
  ];
}

function splitProblems({ split }: Pack): PackProblem[] {
  const sum = split.reduce((total, { shareBp }) => total + shareBp, 0);
  if (sum === 10_000) return [];
  return [
    {
      path: '$.split',
      text: {
        en: `The shares add up to ${String(sum)} basis points; they must add up to 10000.`,
        'zh-CN': `各方份额合计 ${String(sum)} 基点，必须等于 10000。`,
      },
    },
  ];
}

/** Every award must find a tier, and the largest ones must find a person. */
function tierProblems({ approval: { tiers } }: Pack): PackProblem[] {
  const limits = tiers.map(({ awardUpToMinor }) => awardUpToMinor);
  const last = tiers.at(-1);
  const rises = limits.every((limit, index) => {
    if (limit === null) return index === limits.length - 1;
    return BigInt(limit) > BigInt(limits[index - 1] ?? '0');
  });
  if (rises && last?.awardUpToMinor === null && last.tier !== 'automatic') return [];
  return [
    {
      path: '$.approval.tiers',
      text: {
        en: 'Limits must rise from tier to tier; the last tier has the limit null and needs a person.',
        'zh-CN': '各级限额须逐级递增；最后一级限额为 null，且必须由人批准。',
      },
    },
  ];
}

function repeatProblems(pack: Pack): PackProblem[] {
  const lists: Record<string, readonly string[]> = {
    lossTypes: pack.lossTypes.map(({ id }) => id),
    exclusions: pack.exclusions.map(({ id }) => id),
    clocks: pack.clocks.map(({ id }) => id),
    evidence: pack.evidence.map(({ id }) => id),
    split: pack.split.map(({ party }) => party),
    appeal: pack.appeal.map(({ step }) => step),
  };
  return Object.entries(lists).flatMap(([name, ids]) =>
    ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [repeated(name, index, id)])),
  );
}

function repeated(list: string, index: number, id: string): PackProblem {
  return {
    path: `$.${list}[${String(index)}]`,
    text: {
      en: `"${id}" is there already; each entry of ${list} needs a name of its own.`,
      'zh-CN': `“${id}”重复；${list} 中每一项的标识必须唯一。`,
    },
  };
}

function explain(error: ErrorObject): PackProblem {
  return { path: pathOf(error), text: textOf(error) };
}

/** A JSON pointer (`/clocks/1/within`) as a JSON path (`$.clocks[1].within`). */
function pathOf({ instancePath }: ErrorObject): string {
  const parts = instancePath.split('/').slice(1);
  return `$${parts.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('')}`;
}

function textOf({ keyword, params, data, message }: ErrorObject): Bilingual {
  const saw = JSON.stringify(data).slice(0, 60);
  const named = (name: string): string => String((params as Record<string, unknown>)[name]);
  switch (keyword) {
    case 'required':
      return {
        en: `The field "${named('missingProperty')}" is missing.`,
        'zh-CN': `缺少字段“${named('missingProperty')}”。`,
      };
    case 'additionalProperties':
      return {
        en: `There is no field "${named('additionalProperty')}" in a pack; take it out.`,
        'zh-CN': `规则包没有字段“${named('additionalProperty')}”，请删除。`,
      };
    case 'enum':
      return {
        en: `We saw ${saw}; write one of ${named('allowedValues').replaceAll(',', ', ')}.`,
        'zh-CN': `收到的是 ${saw}；请填写其中之一：${named('allowedValues').replaceAll(',', '、')}。`,
      };
    case 'type':
      return {
        en: `We saw ${saw}; write a value of the type ${named('type').replaceAll(',', ' or ')}.`,
        'zh-CN': `收到的是 ${saw}；类型应为 ${named('type').replaceAll(',', ' 或 ')}。`,
      };
    case 'pattern':
      return {
        en: `We saw ${saw}; write it in the form ${named('pattern')}.`,
        'zh-CN': `收到的是 ${saw}；格式应符合 ${named('pattern')}。`,
      };
    default:
      return {
        en: `We saw ${saw}; it ${message ?? keyword}.`,
        'zh-CN': `收到的是 ${saw}；不符合规则“${keyword}”（${message ?? ''}）。`,
      };
  }
}
