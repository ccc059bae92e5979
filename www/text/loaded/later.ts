import type { later as en } from "../en/later";
import { locale } from "../locale";

const languages = {
  en: () => import("../en/later"),
  zh: () => import("../zh/later"),
};

export let later: typeof en;

/** Has it downloaded, before any panel that says something of it is. */
export async function loadLater(): Promise<void> {
  later ??= (await languages[locale]()).later;
}
