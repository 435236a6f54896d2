import { Ajv2020 } from 'ajv/dist/2020';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';

import { DomainError, isCalendarDay } from '@app/kernel';
import type { Bilingual } from '@app/kernel';

import { limitInChinese } from './checks/limit-words';
import type { AssessmentFacts } from './domain/assessment';
import { FACTS_SCHEMA } from './facts-schema';

const INSTANT =
  /^2[01]\d\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Whether a text is a time with its zone, in the years 2000 to 2199; 30 February is none. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && isCalendarDay(text.slice(0, 'YYYY-MM-DD'.length));
}

/** Compiled when the first facts are checked: most processes check none. */
let compiled: ValidateFunction<AssessmentFacts> | null = null;

function factsShape(): ValidateFunction<AssessmentFacts> {
  compiled ??= new Ajv2020({
    verbose: true,
    formats: { 'date-time': isInstant },
  }).compile<AssessmentFacts>(FACTS_SCHEMA);
  return compiled;
}

const SAW_LENGTH_MAX = 60;

/**
 * Takes what somebody wrote as the facts of a claim, by its shape; `assess` then judges what a
 * shape cannot say. Throws `programs.malformed_facts` with the field at fault (`lines[0].paidAt`),
 * what we saw there and what to do.
 */
export function checkFacts(written: unknown): AssessmentFacts {
  const hasFactsShape = factsShape();
  if (hasFactsShape(written)) return written;
  const [error] = hasFactsShape.errors ?? [];
  const field = error === undefined ? 'facts' : fieldOf(error);
  const saw = shown(error?.data);
  const cure = error === undefined ? NOT_FACTS : cureOf(error);
  throw new DomainError(
    'invalid',
    'programs.malformed_facts',
    {
      en: `${field}: we saw ${saw}. ${cure.en}`,
      'zh-CN': `${field}：收到的是 ${saw}。${cure['zh-CN']}`,
    },
    { field, saw },
  );
}

const NOT_FACTS: Bilingual = { en: 'Write facts.', 'zh-CN': '请填写事实。' };

/** The field that is wrong, missing or too many; `facts` for the whole. */
function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  const extra = keyword === 'required' ? missingProperty : additionalProperty;
  const names = instancePath.split('/').slice(1);
  if (extra !== undefined) names.push(extra.slice(0, SAW_LENGTH_MAX));
  const path = names.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`)).join('');
  return path === '' ? 'facts' : path.replace(/^\./, '');
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'nothing';
  // Whole characters only: half of a pair could not be sent on.
  const characters = [...text];
  if (characters.length <= SAW_LENGTH_MAX) return text;
  return `${characters.slice(0, SAW_LENGTH_MAX).join('')}…`;
}

function cureOf(error: ErrorObject): Bilingual {
  const { keyword, params, message } = error;
  const given = params as Record<string, unknown>;
  switch (keyword) {
    case 'required':
      return { en: 'This field is missing.', 'zh-CN': '缺少该字段。' };
    case 'additionalProperties':
      return {
        en: 'Facts have no such field; take it out or check its spelling.',
        'zh-CN': '事实中没有该字段，请删除或检查拼写。',
      };
    case 'enum': {
      const values = (given.allowedValues as readonly string[]).join(', ');
      return { en: `Write one of: ${values}.`, 'zh-CN': `请填写其中之一：${values}。` };
    }
    case 'format':
      return {
        en: 'Write a time of RFC 3339 with its zone, in the years 2000 to 2199, such as 2026-11-23T08:00:00Z.',
        'zh-CN': '请使用带时区的 RFC 3339 时间（2000 年至 2199 年），例如 2026-11-23T08:00:00Z。',
      };
    case 'not':
      return {
        en: 'Write a name on one line, not blank, without control characters.',
        'zh-CN': '请填写单行名称，不能为空白，不能含控制字符。',
      };
    case 'pattern':
      return {
        en: `Write it in the form ${String(given.pattern)}.`,
        'zh-CN': `格式应符合 ${String(given.pattern)}。`,
      };
    default:
      return {
        en: `It ${message ?? keyword}.`,
        'zh-CN': `${limitInChinese(error)}。`,
      };
  }
}
