// What the site's page says, of which only the language in use is downloaded: `#languages/page` of the site.
import type { en } from "../en";
import { locale } from "../locale";

const languages = {
  en: async () => (await import("../en")).en,
  zh: async () => (await import("../zh")).zh,
};

export let page: typeof en;

/** Has it downloaded, before anything that says something is. */
export async function loadPage(): Promise<void> {
  page = await languages[locale]();
}
