import type { Report } from "../run/events";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import { mountBand } from "./band/band";
import type { Fold, Frame } from "./frame";
import type { Theme } from "./theme-toggle";
import { viewsIn, workspaceNamed, workspaces } from "./workspaces";

/** What of the playground is seen. */
export interface Look {
  /** These views together; null for a workspace at a time, with the band that leads to them. */
  views: string[] | null;
  /** The workspace to be in; the same as before unless told. */
  workspace?: string | undefined;
  /** The views and what trains them alone. */
  compact: boolean;
  /** That of the page around it unless told. */
  theme: Theme | undefined;
}

/** Shows the views that were asked for, or the workspace that a person is in and the way to the others. */
export function mountNavigation(
  { frame, views, aside, ...slots }: Frame,
  store: Store,
  session: Session,
  report: Report,
) {
  let look: Pick<Look, "views" | "compact"> = { views: null, compact: false };
  let workspace = workspaces[0];
  const band = mountBand(slots.band, store, session, go);

  function show(): void {
    const inWorkspace = look.views === null;
    const shown = look.views ?? viewsIn(workspace);
    for (const view of views.children as HTMLCollectionOf<HTMLElement>)
      view.hidden = !shown.includes(view.dataset["view"]!);
    frame.classList.toggle("compact", look.compact);
    slots.band.hidden = !inWorkspace || look.compact;
    aside.hidden = inWorkspace && !workspace.controls;
    band.show(workspace);
  }

  function go(name: string): void {
    if (workspace.name === name) return;
    workspace = workspaceNamed(name);
    show();
    report("workspace", { name });
  }

  return {
    /** After views were mounted anew. */
    show,
    setLook(next: Look) {
      look = next;
      if (next.workspace !== undefined) workspace = workspaceNamed(next.workspace);
      show();
    },
    /** Opens a fold of the controls where a person sees it. */
    reveal({ element }: Fold) {
      if (aside.hidden) go(workspaces.find(({ controls }) => controls)!.name);
      element.open = true;
      element.scrollIntoView({ block: "nearest" });
    },
    destroy: () => band.destroy(),
  };
}
