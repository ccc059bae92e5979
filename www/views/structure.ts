import { h } from "../dom";
import { sceneSvg, type Scene } from "./scene";
import { structureScene, type StructureNode } from "./structure-scene";
import { onThemeChange, readColors, type Colors } from "./theme";

/** A model's parts as a drawing, which goes sideways where it has more of them than fit. */
export function mountStructure(host: HTMLElement, name: string) {
  const stage = h("div", { class: "structure-stage", role: "group", tabindex: 0, "aria-label": name });
  host.append(stage);
  let nodes: readonly StructureNode[] = [];
  let label = "";
  let colors: Colors = readColors(stage);
  let width = 0;

  const scene = (): Scene => structureScene(nodes, width);
  function draw(): void {
    if (width === 0) return;
    const svg = sceneSvg(scene(), colors);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    stage.replaceChildren(svg);
  }
  const resize = new ResizeObserver(() => {
    if (stage.clientWidth === width) return;
    width = stage.clientWidth;
    draw();
  });
  resize.observe(stage);
  const offTheme = onThemeChange(stage, () => {
    colors = readColors(stage);
    draw();
  });

  return {
    update(next: readonly StructureNode[], nextLabel: string) {
      [nodes, label] = [next, nextLabel];
      draw();
    },
    /** What is drawn, and in which colours. */
    drawn: () => ({ scene: scene(), colors }),
    destroy() {
      resize.disconnect();
      offTheme();
      stage.remove();
    },
  };
}
