import { decode, encode, queryOf } from "../../link/codec";
import { mountHiding } from "../../link/hiding";
import { openSetup, type Page } from "../../link/opening";
import type { Hideable } from "../../link/rules";
import { setupOf } from "../../link/setup";
import { mountSharing } from "../../link/sharing";
import { findLesson } from "../../lesson/find";
import type { Lesson } from "../../lesson/lesson";
import { mountList } from "../../lesson/list";
import { mountStrip } from "../../lesson/strip";
import type { Workspace } from "../../panels/list";
import type { Playground } from "../../shell/playground";
import { mountHints } from "./hints";
import { addStyles } from "../../shell/styles";
import guideStyles from "../../shell/styles/guide.css?inline";
import { text } from "../../text/guide";

const words = text.link;

/** Links and lessons on the site's page, whose address is its own. `goTo` shows a workspace and leaves the address. */
export function startGuide(
  element: HTMLElement,
  playground: Playground,
  goTo: (name: Workspace) => void,
): void {
  addStyles([guideStyles]);
  const { store, session } = playground;
  const { frame, tools } = playground.slots;
  const page: Page = { store, session, loader: playground.loader };
  const tell = (message: string) => playground.notice({ message });
  const workspace = () => element.getAttribute("workspace") as Workspace;
  let strip: ReturnType<typeof mountStrip> | null = null;
  /** What of the address was opened last. */
  let opened = "";

  /** Writes another query into the address, without a place in the browser's history. */
  function write(query: string): void {
    opened = query;
    history.replaceState(null, "", query === "" ? `#${workspace()}` : `#/${workspace()}?${query}`);
  }
  function drop(...names: string[]): void {
    const { workspace: place = workspace(), setup } = decode(location.hash);
    const left = Object.fromEntries(Object.entries(setup).filter(([name]) => !names.includes(name)));
    write(Object.keys(left).length > 0 ? queryOf(encode(place, left)) : "");
  }

  function leave(): void {
    strip?.destroy();
    strip = null;
    delete element.dataset["lesson"];
  }
  function begin(lesson: Lesson): void {
    leave();
    element.dataset["lesson"] = "";
    strip = mountStrip(lesson, {
      ...page,
      frame,
      workspace,
      goTo,
      onLeave() {
        leave();
        drop("lesson");
      },
    });
  }

  mountList({
    frame,
    tools,
    begin(lesson, name) {
      write(name === null ? "" : `lesson=${name}`);
      begin(lesson);
    },
  });
  const hiding = mountHiding({ frame, tools, tell, onShowAll: () => drop("hide") });
  const sharing = mountSharing({
    frame,
    tools,
    own: () => !store.state.dataset?.origin,
    link(hide) {
      const { dataset } = store.state;
      if (!dataset) return null;
      const setup = { ...setupOf(store.state, dataset), ...(hide.length > 0 && { hide: hide.join(",") }) };
      return new URL(encode(workspace(), setup), location.href).href;
    },
  });
  store.watch(["dataset"], ({ dataset }) => sharing.enable(dataset !== null));

  async function open(): Promise<void> {
    const query = queryOf(location.hash);
    if (query === opened) return;
    write(query);
    if (query === "") return;
    const { setup, misfits } = decode(location.hash);
    const { hide, lesson, ...rest } = setup;
    hiding.hide(hide === undefined ? [] : ((hide as string).split(",") as Hideable[]));
    const latest = () => query === opened;
    try {
      if (Object.keys(rest).length > 0) {
        leave();
        misfits.push(...(await openSetup(page, rest)));
      }
      if (misfits.length > 0 && latest()) tell(words.opened(misfits));
      if (lesson !== undefined) {
        const found = await findLesson(lesson as string);
        await session.rest();
        if (latest()) begin(found);
      }
    } catch (error) {
      if (latest())
        tell(lesson === undefined ? words.failed((error as Error).message) : (error as Error).message);
    }
  }
  addEventListener("hashchange", () => void open());
  void open();
  const hints = mountHints(frame, store);
  // The attribute is what shows a workspace, whoever asks for it.
  new MutationObserver(() => hints.show(workspace())).observe(element, { attributeFilter: ["workspace"] });
}
