/** Everything in one file, for a page that can or will load no other: built with the condition `inlined`. */
export * from "./api";
export { VaePlaygroundElement } from "./hosts/element/define";
