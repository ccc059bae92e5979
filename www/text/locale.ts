/** The language of the page: `index.ts` takes its text, and the formats of numbers follow it. */
export const locale = "en";
