import { h } from "../dom";

/** One of a few, with its label before it; small enough to stand beside a title. */
export function createChoice<T extends string>(
  label: string,
  names: Record<T, string>,
  signal: AbortSignal,
  onChange: (value: T) => void,
) {
  const options = Object.entries<string>(names);
  const select = h(
    "select",
    { "aria-label": label },
    ...options.map(([value, name]) => h("option", { value }, name)),
  );
  select.addEventListener("change", () => onChange(select.value as T), { signal });
  const element = h("label", { class: "choice-line" }, h("span", {}, label), select);
  return {
    element,
    select,
    show(value: T) {
      if (select.value !== value) select.value = value;
    },
  };
}
