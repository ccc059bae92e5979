import { text } from "../text/later";
import { isRight, type Answer } from "./answers";
import type { Examined } from "./examine";

const words = text.selfCheck;

/** How an answer is told: the question, how far off it is, how far it may be, and whether it is right. */
export const told = (answer: Answer): [string, string, string, string] => [
  words.checks[answer.check],
  words.number(answer.difference),
  words.most(answer.most),
  isRight(answer) ? words.right : words.wrong,
];

export const nameOf = ({ kind, device, took }: Examined): string =>
  device ? words.device(words.devices[kind], device.adapter, took / 1000) : words.devices[kind];

/** For a bug report: what was asked where, and what came out. */
export function reportOf(all: readonly Examined[], when: Date): string {
  const { lines } = words;
  const devices = all.flatMap((one) => [
    nameOf(one),
    ...(one.device ? [`  ${one.device.reason}`] : []),
    ...one.answers.map((answer) => lines.answer(...told(answer))),
    ...(one.failed === null ? [] : [`  ${one.failed}`]),
  ]);
  return [
    lines.heading(when.toISOString()),
    lines.browser(navigator.userAgent),
    lines.page(navigator.hardwareConcurrency, globalThis.crossOriginIsolated),
    ...devices,
  ].join("\n");
}
