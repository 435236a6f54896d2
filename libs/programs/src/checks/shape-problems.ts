import { Ajv2020 } from 'ajv/dist/2020';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';

import type { Bilingual } from '@app/kernel';

import { limitInChinese } from './limit-words';
import type { PackProblem } from './pack-problem';

const SAW_LENGTH_MAX = 60;
/** A name that a JSON path writes with a dot; any other one stands in brackets. */
const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

/** What somebody wrote has the shape, or these are the places where it has not. */
export type ShapeCheck<Shape> =
  { readonly is: Shape } | { readonly problems: readonly PackProblem[] };

/**
 * A check of a JSON Schema that explains each fault in words, with its JSON path. The schema is
 * compiled when the first thing is checked: most processes check nothing.
 */
export function shapeCheck<Shape>(schema: object): (written: unknown) => ShapeCheck<Shape> {
  let compiled: ValidateFunction<Shape> | null = null;
  return (written) => {
    const hasShape = (compiled ??= compile<Shape>(schema));
    if (hasShape(written)) return { is: written };
    return {
      problems: (hasShape.errors ?? [])
        // Says once more that a name is wrong, without saying which one.
        .filter(({ keyword }) => keyword !== 'propertyNames')
        .map((error) => ({ path: pathOf(error), text: textOf(error) })),
    };
  };
}

function compile<Shape>(schema: object): ValidateFunction<Shape> {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true });
  return ajv.compile<Shape>(schema);
}

/** A JSON pointer (`/clocks/1/within`) as a JSON path (`$.clocks[1].within`). */
function pathOf({ instancePath }: ErrorObject): string {
  const steps = instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => {
      if (/^\d+$/.test(step)) return `[${step}]`;
      return PLAIN_NAME.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    });
  return `$${steps.join('')}`;
}

type Explanation = (given: Readonly<Record<string, unknown>>, saw: string) => Bilingual;

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  required: ({ missingProperty }) => ({
    en: `The field "${String(missingProperty)}" is missing.`,
    'zh-CN': `缺少字段“${String(missingProperty)}”。`,
  }),
  additionalProperties: ({ additionalProperty }) => ({
    en: `There is no field "${shortened(String(additionalProperty))}" here; take it out or check its spelling.`,
    'zh-CN': `这里没有字段“${shortened(String(additionalProperty))}”，请删除或检查拼写。`,
  }),
  enum: ({ allowedValues }, saw) => ({
    en: `We saw ${saw}; write one of ${listed(allowedValues).join(', ')}.`,
    'zh-CN': `收到的是 ${saw}；请填写其中之一：${listed(allowedValues).join('、')}。`,
  }),
  const: ({ allowedValue }, saw) => ({
    en: `We saw ${saw}; write ${JSON.stringify(allowedValue)} or leave the field out.`,
    'zh-CN': `收到的是 ${saw}；请填写 ${JSON.stringify(allowedValue)} 或删除该字段。`,
  }),
  type: ({ type }, saw) => ({
    en: `We saw ${saw}; write a value of the type ${listed(type).join(' or ')}.`,
    'zh-CN': `收到的是 ${saw}；类型应为 ${listed(type).join(' 或 ')}。`,
  }),
  pattern: ({ pattern }, saw) => ({
    en: `We saw ${saw}; write it in the form ${String(pattern)}.`,
    'zh-CN': `收到的是 ${saw}；格式应符合 ${String(pattern)}。`,
  }),
};

function textOf(error: ErrorObject): Bilingual {
  const { keyword, params, data, message } = error;
  const saw = shortened(JSON.stringify(data));
  const explanation = EXPLANATIONS[keyword];
  if (explanation !== undefined) return explanation(params as Record<string, unknown>, saw);
  return {
    en: `We saw ${saw}; it ${message ?? keyword}.`,
    'zh-CN': `收到的是 ${saw}；${limitInChinese(error)}。`,
  };
}

function listed(values: unknown): string[] {
  return [values]
    .flat()
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
}

/** Whole characters only: half of a pair could not be sent on. */
function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= SAW_LENGTH_MAX) return text;
  return `${characters.slice(0, SAW_LENGTH_MAX).join('')}…`;
}
