import { h, setText, uniqueId } from "../../dom";
import { text as words } from "../../text";

export interface Field {
  element: HTMLElement;
  control: HTMLElement;
  /** What is wrong with it, as it is shown; empty where nothing is. */
  readonly error: string;
  /** Shows a sentence under the field, or none. */
  setError(message: string | undefined): void;
}

/** A labelled control with a `?` that unfolds a short explanation, by pointer, touch or keyboard. */
export function createField(
  label: string,
  help: string,
  control: HTMLElement,
  signal: AbortSignal,
  extra?: Node,
): Field {
  const [controlId, helpId, errorId] = [uniqueId("field"), uniqueId("help"), uniqueId("error")];
  const labelled = control instanceof HTMLInputElement || control instanceof HTMLSelectElement;
  if (labelled) control.id = controlId;
  else control.setAttribute("aria-label", label);
  const text = h("p", { class: "help", id: helpId, hidden: true }, help);
  // Its mark is drawn by the styles: a text of its own would be another name than this.
  const question = h("button", {
    type: "button",
    class: "question",
    "aria-label": words.settings.kit.about(label),
    "aria-expanded": "false",
    "aria-controls": helpId,
  });
  question.addEventListener(
    "click",
    () => {
      text.hidden = !text.hidden;
      question.setAttribute("aria-expanded", String(!text.hidden));
    },
    { signal },
  );
  const error = h("p", { class: "field-error", id: errorId, role: "alert" });
  const name = labelled ? h("label", { for: controlId }, label) : h("span", { class: "label" }, label);
  const element = h(
    "div",
    { class: "field" },
    h("div", { class: "field-name" }, name, question),
    h("div", { class: "field-control" }, control),
    ...(extra ? [h("div", { class: "field-extra" }, extra)] : []),
    error,
    text,
  );
  return {
    element,
    control,
    get error() {
      return error.textContent;
    },
    setError(message) {
      setText(error, message ?? "");
      control.setAttribute("aria-invalid", String(!!message));
      if (message) control.setAttribute("aria-describedby", errorId);
      else control.removeAttribute("aria-describedby");
    },
  };
}

/** A row of choices of which one is taken; native radios, so arrow keys work. */
export function createChoices<T extends string>(
  choices: Record<T, string>,
  signal: AbortSignal,
  onChange: () => void,
) {
  const name = uniqueId("choice");
  const named = Object.entries<string>(choices);
  const inputs = named.map(([value]) => h("input", { type: "radio", name, value, class: "visually-hidden" }));
  const element = h(
    "div",
    { class: "choices", role: "radiogroup" },
    ...named.map(([, text], i) => h("label", {}, inputs[i]!, h("span", {}, text))),
  );
  element.addEventListener("change", onChange, { signal });
  return {
    element,
    get value(): T {
      return inputs.find((input) => input.checked)?.value as T;
    },
    set value(value: T) {
      for (const input of inputs) input.checked = input.value === value;
    },
  };
}
