import { h } from "../dom";
import { chooseLanguage } from "../text/choice";
import { locale } from "../text/locale";
import { locales, tags } from "../text/locales";
import { switching } from "../text/switching";
import type { mountNotices } from "./notices";

interface Plan {
  /** Something was trained. */
  hasModel(): boolean;
  /** Keeps it, for the next page of this tab to go on with. Rejected where that fails. */
  keep(): Promise<void>;
  notices: ReturnType<typeof mountNotices>;
}

/** A page has one language, so that another one opens it anew; what becomes of a model is said before. */
export function mountLanguageSwitch(host: HTMLElement, { hasModel, keep, notices }: Plan) {
  const released = new AbortController();
  const other = locales.find((one) => one !== locale)!;
  const { name, label, before, open } = switching[other];
  const lang = tags[other];
  const button = h("button", { type: "button", lang, "aria-label": label }, name);
  host.append(button);
  let away = () => {};

  async function leave(): Promise<void> {
    // Where it can't be kept, leaving the page asks.
    await keep().catch(() => {});
    chooseLanguage(other);
    location.reload();
  }
  button.addEventListener(
    "click",
    () => {
      away();
      if (!hasModel()) return void leave();
      away = notices.show({
        message: before,
        lang,
        action: { label: open, run: () => void leave() },
      });
    },
    { signal: released.signal },
  );
  return {
    destroy() {
      released.abort();
      button.remove();
    },
  };
}
