export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text that the service sends in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** How each language calls itself. */
export const LANGUAGE_NAMES: Bilingual = { 'zh-CN': '中文', en: 'English' };
