import { ValidationPipe } from '@nestjs/common';
import type { ValidationPipeOptions } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

import { DomainError } from '@app/kernel';

import { textsOf } from './bilingual-message';
import type { FieldProblem } from './problem-document';
import { shortened } from './shortened';

const PROBLEMS_MAX = 20;
const SAW_LENGTH_MAX = 80;
const NAME_LENGTH_MAX = 60;
/** Fields whose content is not repeated to anybody, not even to who sent it. */
const SECRET = /password|secret|token/i;

/**
 * Checks the shape of every request. Unknown fields are refused, not dropped: a misspelt optional
 * field would otherwise vanish without a word. Nothing is converted behind the caller's back.
 */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({ ...RULES, exceptionFactory: refusal });
}

const RULES = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  stopAtFirstError: true,
  transformOptions: { enableImplicitConversion: false, exposeDefaultValues: true },
} as const satisfies ValidationPipeOptions;

class Faulty extends Error {
  constructor(readonly problems: FieldProblem[]) {
    super('The value does not have the form of its class.');
  }
}

/**
 * Every fault of a value against the form of a request, in the words in which the request would be
 * refused, for whoever keeps what was typed all the same. The value itself is not touched.
 */
export async function problemsIn(form: new () => object, value: unknown): Promise<FieldProblem[]> {
  const exceptionFactory = (errors: ValidationError[]): Error =>
    new Faulty(errors.flatMap((error) => fieldProblems(error, '')));
  const pipe = new ValidationPipe({ ...RULES, exceptionFactory });
  try {
    await pipe.transform(structuredClone(value), { type: 'body', metatype: form });
    return [];
  } catch (error) {
    if (error instanceof Faulty) return error.problems;
    throw error;
  }
}

function refusal(errors: readonly ValidationError[]): DomainError {
  const problems = errors.flatMap((error) => fieldProblems(error, '')).slice(0, PROBLEMS_MAX);
  const first = problems[0] ?? NO_PROBLEM;
  const count = String(problems.length);
  const wrong = problems.length === 1 ? 'One field is' : `${count} fields are`;
  return new DomainError(
    'invalid',
    'request.invalid_fields',
    {
      en: `${wrong} wrong. ${first.field}: ${first.texts.en}`,
      'zh-CN': `有 ${count} 个字段不正确。${first.field}：${first.texts['zh-CN']}`,
    },
    { field: first.field, saw: first.saw, errors: problems },
  );
}

/** For the case that class-validator names no field: the body itself is not an object. */
const NO_PROBLEM: FieldProblem = {
  field: 'body',
  code: 'unknownValue',
  saw: 'something else',
  texts: { en: 'This must be an object.', 'zh-CN': '须为对象。' },
};

/** Flattens class-validator's tree to paths such as `lines[0].money.amountMinor`. */
function fieldProblems(error: ValidationError, parent: string): FieldProblem[] {
  const isIndex = /^\d+$/.test(error.property);
  const property = shortened(error.property, NAME_LENGTH_MAX);
  const name = isIndex ? `[${property}]` : property;
  const field = parent === '' || isIndex ? `${parent}${name}` : `${parent}.${name}`;
  const own = Object.entries(error.constraints ?? {}).map(([code, message]) => ({
    field,
    code,
    saw: SECRET.test(property) ? 'something' : seen(error.value),
    texts: code === 'whitelistValidation' ? UNKNOWN_FIELD : textsOf(message),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldProblems(child, field))];
}

const UNKNOWN_FIELD = {
  en: 'This field is not known here. Check the spelling against /openapi.json.',
  'zh-CN': '未知字段，请对照 /openapi.json 检查拼写。',
};

function seen(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > SAW_LENGTH_MAX ? `${shortened(text, SAW_LENGTH_MAX)}…` : text;
}
