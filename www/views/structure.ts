import { h } from "../dom";
import { sceneSvg, type Scene } from "./scene";
import { partAt, structureScene, type StructureNode } from "./structure-scene";
import { onThemeChange, readColors, type Colors } from "./theme";

/**
 * A model's parts as a drawing, which goes sideways where it has more of them than fit. `onPress` is told which part was
 * pressed, counted from 0: what it leads to has to be reached by keys in another way.
 */
export function mountStructure(host: HTMLElement, name: string, onPress: (part: number) => void) {
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
  stage.addEventListener("click", ({ target, clientX, clientY }) => {
    const svg = (target as Element).closest("svg");
    if (!svg || nodes.length === 0) return;
    const { left, top } = svg.getBoundingClientRect();
    onPress(partAt(nodes.length, width, clientX - left, clientY - top));
  });
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
