import { h } from "../../dom";
import type { BlockMeasure } from "../../inside/blocks";
import { text } from "../../text/later";
import { exact, fixed, significant } from "../../text/format";
import { blockStyles } from "../../views/block-styles";
import type { Run } from "./ways";

const words = text.dynamics;

function table(title: string, names: readonly string[], rows: HTMLTableRowElement[]): HTMLElement {
  const head = h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)));
  const made = h("table", { class: "figures-table" }, h("caption", {}, title), h("thead", {}, head));
  made.append(h("tbody", {}, ...rows));
  return h("div", { class: "table-scroll" }, made);
}

const row = (name: (Node | string)[], values: readonly string[]) =>
  h("tr", {}, h("th", { scope: "row" }, ...name), ...values.map((value) => h("td", {}, value)));

/** The numbers behind the curves at the latest step that was looked at; its lines say which curve is which. */
export function blockTable(
  step: string,
  blocks: readonly BlockMeasure[],
  names: readonly string[],
): HTMLElement {
  const { columns, title } = words.blocks;
  const styles = blockStyles(blocks.length, blocks.filter(({ name }) => name.startsWith("encoder.")).length);
  const rows = blocks.map(({ gradient, weight, change, ratio }, i) => {
    const { colour, dash } = styles[i]!;
    const key = h("span", { class: dash ? "line-key broken" : "line-key" });
    key.style.setProperty("--swatch", `var(--class-${colour})`);
    const values = [gradient, change, weight, ratio].map((value) => significant(value, 3));
    return row([key, names[i]!], values);
  });
  return table(title(step), columns, rows);
}

/** Where runs ended in the plane, the latest first. */
export function runTable(now: Run, earlier: readonly Run[]): HTMLElement {
  const { columns, title, now: nowName, earlier: name } = words.runs;
  const rows = [...earlier, now].map(({ way, epoch, beta, latent }, i) => {
    const [kl, reconstruction] = way.at(-1) ?? [NaN, NaN];
    const nats = (value: number) => (Number.isNaN(value) ? "–" : fixed(value, 2));
    return row(
      [i === earlier.length ? nowName : name(i + 1)],
      [
        exact(beta),
        exact(latent),
        fixed(epoch, 0),
        nats(kl),
        nats(reconstruction),
        nats(kl + reconstruction),
      ],
    );
  });
  return table(title, columns, rows.reverse());
}
