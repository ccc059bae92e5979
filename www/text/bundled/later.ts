import { later as en } from "../en/later";
import { locale } from "../locale";
import { later as zh } from "../zh/later";

export const later: typeof en = { en, zh }[locale];

/** It is there already. */
export const loadLater = () => Promise.resolve();
