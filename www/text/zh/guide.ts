import type { guide as en } from "../en/guide";
import { hint } from "./hint";
import { lesson } from "./lesson";
import { link } from "./link";

export const guide: typeof en = { link, lesson, hint };
