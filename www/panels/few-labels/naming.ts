import { h, setText } from "../../dom";
import { text } from "../../text/later";
import { isolated } from "../../text/isolate";
import { mountImageButtons } from "../../views/image-buttons";
import { takeRows, type ImageStack } from "../../views/raster";
import { createThumbnail } from "../../views/thumbnail";
import type { Names } from "./names";

const words = text.classify.fewLabels;

/** As many names have a button; others are typed. */
const mostButtons = 40;

/** The image to be named, the names it can be given, and images that are worth a name. */
export function mountNaming(
  host: HTMLElement,
  { names, stack, onChange }: { names: Names; stack: ImageStack; onChange(): void },
) {
  const released = new AbortController();
  const { signal } = released;
  /** The image to be named. */
  let current = 0;
  let proposed: number[] = [];

  const picture = h("div", { class: "to-name" });
  const which = h("p");
  const buttons = h("div", { class: "buttons", role: "group", "aria-label": words.names });
  const typed = h("input", {
    type: "text",
    autocomplete: "off",
    "aria-label": words.another,
    placeholder: words.another,
  });
  const add = h("button", { type: "submit" }, words.add);
  const form = h("form", { class: "buttons" }, typed, add);
  host.append(h("div", { class: "naming" }, picture, h("div", {}, which, buttons, form)));
  const thumbnail = createThumbnail(picture);
  const strip = mountImageButtons(host, stack, (row) => look(row));

  function look(row: number): void {
    current = row;
    draw();
  }

  function give(name: number): void {
    if (names.of(current) === name) names.take(current);
    else names.give(current, name);
    const next = proposed.find((row) => names.of(row) === undefined);
    if (proposed.includes(current) && names.of(current) !== undefined && next !== undefined) current = next;
    onChange();
    draw();
  }

  function draw(): void {
    thumbnail.show(takeRows(stack, [current]));
    const given = names.of(current);
    setText(which, given === undefined ? words.unnamed(current) : words.named(current, names.all[given]!));
    const shown = names.all.slice(0, mostButtons);
    // Kept while they are the same, and with them the focus.
    while (buttons.children.length > shown.length) buttons.lastElementChild!.remove();
    shown.forEach((name, i) => {
      if (!buttons.children[i]) buttons.append(h("button", { type: "button", "data-name": i }));
      const button = buttons.children[i]!;
      setText(button, isolated(name));
      button.setAttribute("aria-pressed", String(given === i));
    });
    strip.update(
      proposed.map((row) => {
        const name = names.of(row);
        return {
          row,
          label: name === undefined ? words.unnamed(row) : words.named(row, names.all[name]!),
          caption: name === undefined ? "?" : names.all[name]!,
          pressed: row === current,
        };
      }),
      words.proposed,
    );
  }

  buttons.addEventListener(
    "click",
    ({ target }) => {
      const button = (target as Element).closest("button");
      if (button) give(Number(button.dataset["name"]));
    },
    { signal },
  );
  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const name = typed.value.trim();
      if (name === "") return typed.focus();
      typed.value = "";
      const at = names.add(name);
      if (names.of(current) !== at) give(at);
    },
    { signal },
  );

  return {
    look,
    draw,
    /** Images that are worth a name; the first without one is looked at. */
    propose(rows: number[]) {
      proposed = rows;
      look(rows.find((row) => names.of(row) === undefined) ?? current);
    },
    destroy() {
      released.abort();
      thumbnail.destroy();
      strip.destroy();
    },
  };
}
