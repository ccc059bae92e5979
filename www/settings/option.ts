import { bounds, type Limited } from "../engine/limits";
import { text } from "../text";

type Option = Limited & keyof typeof text.settings.options;

/** What a field for a number says, how far it may go and with what it begins, by the option's path. */
export const option = (name: Option) => ({ ...text.settings.options[name], ...bounds(name) });
