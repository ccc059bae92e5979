import { bootstrap as en } from "./en/bootstrap";
import { locale } from "./locale";
import { bootstrap as zh } from "./zh/bootstrap";

/** All of the text that a widget's first script carries, which is told its language later. */
export const bootstrap: Record<typeof locale, typeof en> = { en, zh };

export const words = bootstrap[locale];
