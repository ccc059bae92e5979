/** The languages that all text is there in. */
export const locales = ["en", "zh"] as const;
export type Locale = (typeof locales)[number];

/** What documents call them (BCP 47). The Chinese is written in simplified characters. */
export const tags: Record<Locale, string> = { en: "en", zh: "zh-CN" };

/** The language of the first of these tags that names one of them, as `zh-TW` names Chinese. */
export const localeOf = (tags: readonly (string | null | undefined)[]): Locale | undefined =>
  tags
    .map((tag) => locales.find((locale) => locale === tag?.trim().toLowerCase().split("-")[0]))
    .find((locale) => locale !== undefined);
