import type { ErrorObject } from 'ajv/dist/2020';

type Words = (params: Readonly<Record<string, unknown>>) => string;

const WORDS: Readonly<Record<string, Words>> = {
  type: ({ type }) => `类型应为 ${[type].flat().map(String).join(' 或 ')}`,
  minItems: ({ limit }) => `至少须有 ${String(limit)} 项`,
  maxItems: ({ limit }) => `至多可有 ${String(limit)} 项`,
  minLength: ({ limit }) => `至少须有 ${String(limit)} 个字符`,
  maxLength: ({ limit }) => `至多可有 ${String(limit)} 个字符`,
  minProperties: ({ limit }) => `至少须有 ${String(limit)} 个字段`,
  maxProperties: ({ limit }) => `至多可有 ${String(limit)} 个字段`,
  minimum: ({ limit }) => `不得小于 ${String(limit)}`,
  maximum: ({ limit }) => `不得大于 ${String(limit)}`,
  uniqueItems: () => '各项不得重复',
};

/** What a JSON Schema asks for, in Chinese; the English words are those of the validator. */
export function limitInChinese({ keyword, params }: ErrorObject): string {
  const words = WORDS[keyword];
  if (words === undefined) return `不符合规则“${keyword}”`;
  return words(params as Readonly<Record<string, unknown>>);
}
