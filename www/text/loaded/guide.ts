import type { guide as en } from "../en/guide";
import { locale } from "../locale";

const languages = {
  en: () => import("../en/guide"),
  zh: () => import("../zh/guide"),
};

export let guide: typeof en;

/** Has it downloaded, before links and lessons are. */
export async function loadGuide(): Promise<void> {
  guide = (await languages[locale]()).guide;
}
