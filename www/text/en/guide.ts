import { hint } from "./hint";
import { lesson } from "./lesson";
import { link } from "./link";

/** What links, lessons and hints say, which come when they are asked for. */
export const guide = { link, lesson, hint };
