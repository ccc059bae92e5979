import { guide as en } from "../en/guide";
import { locale } from "../locale";
import { guide as zh } from "../zh/guide";

export const guide: typeof en = { en, zh }[locale];
