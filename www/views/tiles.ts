import { h, setText } from "../dom";
import { text } from "../text/later";
import { rough } from "../text/format";
import { colorTable } from "./signed";
import { createSheet, type Maps } from "./sheet";
import { cornerOf, layOut, tileAt } from "./tile-layout";
import { mountTilePages } from "./tile-pages";
import { mountValueTable, type Table } from "./value-table";

const words = text.inside.tiles;

export interface TilesOptions {
  /** What the picture is called. */
  name: string;
  /** Told which map, and where in it, was pressed or entered. */
  onPick(unit: number, place: number): void;
  /** Keys go beyond the first row of maps, -1, or the last, 1. */
  onLeave?(direction: -1 | 1): void;
  /** Escape was pressed. */
  onEscape?(): void;
}

/** Maps, and what is shown of them. */
export interface Tiles extends Maps {
  name?: string;
  /** From where on a colour is the strongest: for all maps, or for each. */
  scale: number | ArrayLike<number>;
  /** Whether values below zero have a colour of their own, or are none. */
  signed: boolean;
  selected: { unit: number; place: number | null } | null;
  /** The maps that are shown, in this order; all in their own unless told. Kept while they are pointed at. */
  order?: readonly number[];
  /** What a map is called, where that is not its number. */
  unitName?(unit: number): string;
  /** Of a map's longer side, in CSS pixels, where its size does not say. */
  side?: number;
}

/** Shown at first: maps, and single values. */
const few = (places: number) => (places === 1 ? 256 : 16);

/** A sheet of maps, or a strip of single values, with the value under the cursor. */
export function mountTiles(host: HTMLElement, { name, onPick, onLeave, onEscape }: TilesOptions) {
  const stage = h("div", { class: "tiles-stage" });
  const readout = h("p", { class: "readout", role: "status" });
  const count = h("span", {});
  const more = h("button", { type: "button", class: "link" });
  const some = h("div", { class: "tiles-some" }, count, more);
  const foot = h("div", { class: "tiles-foot" }, readout, some);
  const element = h("div", { class: "tiles" }, stage, foot);
  host.append(element);
  const table = mountValueTable(foot, words.table);
  const released = new AbortController();
  const { signal } = released;
  const drawSheet = createSheet();

  let tiles: Tiles | null = null;
  /** The maps in the order in which they are drawn. */
  let order: readonly number[] = [];
  let all = false;
  /** What is pointed at, by pointer or keys: its place in the order, and in the map. */
  let cursor: { index: number; place: number } | null = null;
  let inside = false;

  const shown = (): number => (all ? order.length : Math.min(order.length, few(placesOf(tiles!))));
  const placesOf = ({ height, width }: Tiles) => height * width;
  const valueOf = ({ values, channels }: Tiles, unit: number, place: number) =>
    values[place * channels + unit]!;
  const layout = () => layOut(wide || stage.clientWidth, shown(), tiles!, tiles!.side);
  const nameOf = (unit: number) => tiles!.unitName?.(unit) ?? words.name(unit + 1);

  /** How wide the sheet is. To ask the page would make it lay itself out each time. */
  let wide = 0;

  const pages = mountTilePages(stage, ({ context, colors }, { from, to }) => {
    if (!tiles || order.length === 0) return;
    const { height, width, scale, signed, selected } = tiles;
    const lay = layout();
    const first = from * lay.columns;
    const some = order.slice(first, Math.min(shown(), to * lay.columns));
    const color = colorTable(signed, colors);
    const most = (unit: number) => (typeof scale === "number" ? scale : scale[unit]!);
    drawSheet(context, tiles, some, lay, (value, unit) => color(value, most(unit)));
    // Zero is paper, and maps are told apart all the same.
    context.strokeStyle = colors.line;
    context.lineWidth = 1;
    some.forEach((_, index) => {
      const [x, y] = cornerOf(lay, index);
      context.strokeRect(x + 0.5, y + 0.5, lay.width - 1, lay.height - 1);
    });
    /** A frame around a map, and around a place in it. */
    const frame = (index: number, place: number | null, color: string) => {
      if (index < 0 || index >= some.length) return;
      const [x, y] = cornerOf(lay, index);
      const [w, h] = [lay.width / width, lay.height / height];
      for (const [line, style] of [
        [4, colors.surface],
        [2, color],
      ] as const) {
        context.strokeStyle = style;
        context.lineWidth = line;
        context.strokeRect(x + 1, y + 1, lay.width - 2, lay.height - 2);
        if (place === null || height * width === 1) continue;
        context.lineWidth = line / 2;
        context.strokeRect(x + (place % width) * w, y + Math.floor(place / width) * h, w, h);
      }
    };
    if (selected) frame(some.indexOf(selected.unit), selected.place, colors.accent);
    if (cursor) frame(cursor.index - first, cursor.place, colors.text);
  });
  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.setAttribute("aria-label", words.none(name));

  const resize = new ResizeObserver(() => {
    if (wide === stage.clientWidth) return;
    wide = stage.clientWidth;
    if (wide > 0) arrange();
  });
  resize.observe(stage);

  /** What is pointed at, in words. */
  function say(): void {
    if (!tiles || !cursor) return setText(readout, "");
    const [unit, { place }] = [order[cursor.index]!, cursor];
    const value = rough(valueOf(tiles, unit, place));
    const { width } = tiles;
    setText(
      readout,
      placesOf(tiles) === 1
        ? words.unit(nameOf(unit), value)
        : words.place(nameOf(unit), Math.floor(place / width) + 1, (place % width) + 1, value),
    );
  }

  function point(next: typeof cursor): void {
    const before = cursor;
    cursor = next;
    say();
    if (!tiles) return;
    const { columns } = layout();
    const rows = [before, next].flatMap((at) => (at ? [Math.floor(at.index / columns)] : []));
    for (const row of new Set(rows)) pages.redraw(row);
  }

  function at(event: MouseEvent): typeof cursor {
    if (!tiles) return null;
    const { left, top } = stage.getBoundingClientRect();
    const found = tileAt(layout(), shown(), event.clientX - left, event.clientY - top);
    if (!found) return null;
    const { height, width } = tiles;
    const place = Math.floor(found.down * height) * width + Math.floor(found.across * width);
    return { index: found.index, place };
  }

  /** The place of a map whose value is largest, whatever its sign. */
  function strongest(unit: number): number {
    let best = 0;
    for (let place = 1; place < placesOf(tiles!); place++) {
      if (Math.abs(valueOf(tiles!, unit, place)) > Math.abs(valueOf(tiles!, unit, best))) best = place;
    }
    return best;
  }

  function go(index: number): void {
    point({ index, place: strongest(order[index]!) });
  }

  function pick(): void {
    if (cursor) onPick(order[cursor.index]!, cursor.place);
  }

  stage.addEventListener("pointerenter", () => (inside = true), { signal });
  stage.addEventListener("pointermove", (event) => point(at(event)), { signal });
  stage.addEventListener(
    "pointerleave",
    () => {
      inside = false;
      point(null);
      arrange();
    },
    { signal },
  );
  stage.addEventListener(
    "click",
    (event) => {
      point(at(event));
      pick();
    },
    { signal },
  );
  stage.addEventListener(
    "blur",
    () => {
      point(null);
      arrange();
    },
    { signal },
  );

  /** Within the map that is pointed at. */
  function step(x: number, y: number): void {
    const { width, height } = tiles!;
    if (!cursor) return;
    const column = Math.min(width - 1, Math.max(0, (cursor.place % width) + x));
    const row = Math.min(height - 1, Math.max(0, Math.floor(cursor.place / width) + y));
    point({ ...cursor, place: row * width + column });
  }

  function move(by: number, row: -1 | 0 | 1): void {
    if (!cursor) return go(row < 0 ? shown() - 1 : 0);
    const next = cursor.index + by;
    if (next >= 0 && next < shown()) go(next);
    else if (row !== 0) onLeave?.(row);
  }

  stage.addEventListener(
    "keydown",
    (event) => {
      if (!tiles || shown() === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const { columns } = layout();
      const actions: Record<string, () => void> = event.shiftKey
        ? {
            ArrowLeft: () => step(-1, 0),
            ArrowRight: () => step(1, 0),
            ArrowUp: () => step(0, -1),
            ArrowDown: () => step(0, 1),
          }
        : {
            ArrowLeft: () => move(-1, 0),
            ArrowRight: () => move(1, 0),
            ArrowUp: () => move(-columns, -1),
            ArrowDown: () => move(columns, 1),
            Home: () => go(0),
            End: () => go(shown() - 1),
            Enter: pick,
            Escape: () => onEscape?.(),
          };
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    },
    { signal },
  );
  more.addEventListener(
    "click",
    () => {
      all = !all;
      point(null);
      arrange();
    },
    { signal },
  );

  /** Takes the order that was last given, where no one points at what would move. */
  function arrange(): void {
    if (!tiles) return;
    const { channels, order: given } = tiles;
    const wanted = given ?? Array.from({ length: channels }, (_, unit) => unit);
    const kept =
      (inside || cursor) && order.length === wanted.length && order.every((unit) => unit < channels);
    if (!kept) order = wanted;
    const most = few(placesOf(tiles));
    if (cursor && (cursor.index >= shown() || cursor.place >= placesOf(tiles))) cursor = null;
    some.hidden = order.length <= most;
    setText(count, words.some(shown(), order.length));
    setText(more, all ? words.showFewer : words.showAll(order.length));
    const lay = layout();
    stage.style.height = `${Math.ceil(lay.whole)}px`;
    pages.update(Math.ceil(shown() / lay.columns), lay.height + lay.gap);
  }

  function tableOf(): Table {
    const { channels } = tiles!;
    const [places, { head }] = [placesOf(tiles!), words];
    const caption = words.tableOf(tiles!.name ?? name);
    const units = Array.from({ length: channels }, (_, unit) =>
      Array.from({ length: places }, (_, place) => valueOf(tiles!, unit, place)),
    );
    if (places === 1) {
      const rows = units.map(([value], unit) => [nameOf(unit), rough(value!)]);
      return { caption, head: [head.unit, head.value], rows };
    }
    const rows = units.map((map, unit) => [
      nameOf(unit),
      rough(Math.min(...map)),
      rough(map.reduce((sum, value) => sum + value, 0) / places),
      rough(Math.max(...map)),
    ]);
    return { caption, head: [head.unit, head.least, head.mean, head.most], rows };
  }

  return {
    update(next: Tiles) {
      tiles = next;
      const { channels, height, width } = next;
      const called = next.name ?? name;
      stage.setAttribute(
        "aria-label",
        height * width === 1
          ? words.about(called, channels)
          : words.aboutMaps(called, channels, height, width),
      );
      arrange();
      say();
      table.update(tableOf);
    },
    /** At the first row, or the last. */
    focus(from: "first" | "last" = "first") {
      stage.focus();
      if (tiles && shown() > 0) go(from === "first" ? 0 : shown() - 1);
    },
    destroy() {
      released.abort();
      resize.disconnect();
      pages.destroy();
      table.destroy();
      element.remove();
    },
  };
}
