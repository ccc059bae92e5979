type Attributes = Record<string, string | number | boolean | undefined>;

function assign(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** An HTML element with attributes and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  assign(element, attributes);
  element.append(...children);
  return element;
}

let made = 0;

/** An id that no other instance on the page has, for `aria-describedby` and the like. */
export function uniqueId(prefix: string): string {
  made += 1;
  return `${prefix}-${made}`;
}

/** Tells which files a person chose, even where they are the same as before. */
export function whenChosen(input: HTMLInputElement, signal: AbortSignal, use: (files: File[]) => void): void {
  input.addEventListener(
    "change",
    () => {
      const files = Array.from(input.files!);
      // So that choosing the same file again is a change.
      input.value = "";
      if (files.length > 0) use(files);
    },
    { signal },
  );
}

/**
 * Copies what a field holds. Where the browser lets nothing be copied (a page without https, or a person who has refused), it
 * is selected, and false is returned.
 */
export async function copyFrom(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

/** Writes text only where it changed, so that live regions and layout stay quiet. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
