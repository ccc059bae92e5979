import { h, setText } from "../../dom";
import type { ModelOptions, Structure } from "../../engine/protocol";
import { sceneFile, scenePicture } from "../../export/scene";
import { blockFacts } from "../../inside/structure";
import { text } from "../../text/later";
import { number } from "../../text/format";
import { mountStructure } from "../../views/structure";
import type { Panel } from "../panel";
import { mountEditing } from "./editing";
import { fieldsOf } from "./fields";
import { memory, nodesOf } from "./nodes";
import { structureTable } from "./table";

const words = text.structure;

/** A model of the settings, or why there is none. */
interface StructureAnswer {
  of: ModelOptions;
  found: Structure | { problem: string };
}

/** Whether two settings are of the same model, whatever the order of their members. */
export function sameModel(one: ModelOptions, other: ModelOptions): boolean {
  const names = Object.keys(one) as (keyof ModelOptions)[];
  const written = (value: unknown) => JSON.stringify(value, Object.keys(value as object).sort());
  return names.every((name) => {
    const [a, b] = [one[name], other[name]];
    const plain = typeof a !== "object" || Array.isArray(a);
    return plain ? JSON.stringify(a) === JSON.stringify(b) : written(a) === written(b);
  });
}

/** The model that the settings ask for, in force or not: its blocks, their shapes and costs, and fields to change it. */
export const structure: Panel<StructureAnswer> = {
  name: "structure",
  kind: "structure",
  title: () => words.title,
  caption: () => words.caption,
  question({ typed, answers }) {
    const known = answers["structure"] as StructureAnswer | undefined;
    // It is the same at every step.
    if (!typed || known?.of === typed) return null;
    return {
      key: [typed],
      async ask(vae) {
        // What does not fit the images is said here, where it is typed.
        const found = await vae
          .structure({ model: typed })
          .catch(({ message }: Error) => ({ problem: message }));
        return { of: typed, found };
      },
    };
  },
  shows: ["typed", "options"],
  mount(host, { store }) {
    const said = h("p", { role: "status" });
    const drawing = h("div", {});
    const table = h("details", { class: "numbers" }, h("summary", {}, words.table));
    host.append(said, drawing);
    const view = mountStructure(drawing, words.title, (part) => {
      const { typed } = store.state;
      const field = shown && typed && fieldsOf(shown.plan, typed)[part];
      if (field) editing.focus(field);
    });
    const editing = mountEditing(host, (typed) => store.set({ typed }));
    host.append(table);
    let shown: Structure | null = null;

    function show(structure: Structure): void {
      if (structure === shown) return;
      shown = structure;
      const nodes = nodesOf(structure);
      view.update(nodes, words.about(nodes.map(({ title, shape }) => `${title} ${shape}`).join(", ")));
      table.replaceChildren(table.firstElementChild!, structureTable(structure));
    }

    function totals(structure: Structure): string {
      const products = blockFacts(structure).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
      return words.totals(number(structure.parameters), number(products), memory(structure.trainingBytes));
    }

    return {
      update(answer, { typed, options }) {
        if (typed) editing.update(typed);
        if (!typed) return setText(said, words.unreadable);
        if (!answer) return;
        const { found } = answer;
        if ("problem" in found) return setText(said, found.problem);
        show(found);
        const state = sameModel(options.model, answer.of) ? words.inForce : words.pending;
        setText(said, `${state} ${totals(found)}`);
      },
      files: () =>
        shown
          ? [
              {
                label: words.save.svg,
                ending: "svg",
                make: () => sceneFile(view.drawn().scene, view.drawn().colors),
              },
              {
                label: words.save.png,
                ending: "png",
                make: () => scenePicture(view.drawn().scene, view.drawn().colors),
              },
            ]
          : [],
      destroy() {
        view.destroy();
        editing.destroy();
      },
    };
  },
};
