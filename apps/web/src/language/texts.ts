import type { Language } from './language';
import { TEXTS_EN } from './texts-en';
import type { TextKey } from './texts-en';
import { TEXTS_ZH_CN } from './texts-zh-cn';

export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = {
  'zh-CN': TEXTS_ZH_CN,
  en: TEXTS_EN,
};

/** Puts values in place of `{name}`. A name without a value stays, so that it is noticed. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
