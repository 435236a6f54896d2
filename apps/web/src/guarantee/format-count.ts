import type { Language } from '../language/language';

/** A whole number with the separators of a language. */
export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(count);
}
