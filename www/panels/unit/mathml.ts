type Content = Element | string;

/** A MathML element, which every current browser draws by itself. */
function m(tag: string, ...children: Content[]): Element {
  const element = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  element.append(...children);
  return element;
}

/** Letters are names, digits numbers, all else operators. */
function token(written: string): Element {
  if (/^[−-]?[\d.]/.test(written)) return m("mn", written);
  return m(/^\p{L}/u.test(written) ? "mi" : "mo", written);
}

const node = (content: Content): Element => (typeof content === "string" ? token(content) : content);

/** Side by side. */
export const row = (...children: Content[]): Element => m("mrow", ...children.map(node));
export const sub = (base: Content, below: Content): Element => m("msub", node(base), node(below));
export const sup = (base: Content, above: Content): Element => m("msup", node(base), node(above));
export const fraction = (above: Content, below: Content): Element => m("mfrac", node(above), node(below));
export const root = (...children: Content[]): Element => m("msqrt", ...children.map(node));
export const sumOver = (index: Content): Element => m("munder", token("∑"), node(index));
export const bracketed = (...children: Content[]): Element => row("(", ...children, ")");

/** A function that has a name, with a little room before what it is of. */
export function of(name: string, argument: Content): Element {
  const space = m("mspace");
  space.setAttribute("width", "0.17em");
  return row(name, space, argument);
}
/** A number, in brackets where it is below zero. */
export const operand = (written: string): Element =>
  written.startsWith("−") ? bracketed(written) : token(written);

export function formula(...children: Content[]): Element {
  const math = m("math", ...children.map(node));
  math.setAttribute("display", "block");
  return math;
}
