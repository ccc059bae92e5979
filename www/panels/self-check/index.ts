import { copyFrom, h, setText } from "../../dom";
import { isRight } from "../../self-check/answers";
import { examine, inAll, type Examined } from "../../self-check/examine";
import { nameOf, reportOf, told } from "../../self-check/report";
import { text } from "../../text/later";
import type { Panel } from "../panel";
import { createWork } from "../work";

const words = text.selfCheck;

const tableOf = (one: Examined) =>
  h(
    "table",
    {},
    h("caption", {}, nameOf(one)),
    h("thead", {}, h("tr", {}, ...words.table.head.map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      ...one.answers.map((answer) => {
        const [question, ...cells] = told(answer);
        const row = [h("th", { scope: "row" }, question), ...cells.map((cell) => h("td", {}, cell))];
        return h("tr", { class: isRight(answer) ? "right" : "wrong" }, ...row);
      }),
    ),
  );

/** Known answers, asked of the devices of whoever looks. */
export const selfCheck: Panel<never> = {
  name: "self-check",
  kind: "self-check",
  title: () => words.title,
  caption: () => words.caption,
  shows: [],
  mount(host) {
    const tables = h("div", { class: "answers" });
    const note = h("p", { class: "help", hidden: true }, words.table.caption);
    const report = h("textarea", { readonly: true, rows: 8, "aria-label": words.report });
    const copy = h("button", { type: "button" }, words.copy);
    const copied = h("span", { class: "help", role: "status" });
    const saving = h("div", { class: "report", hidden: true }, report, h("div", {}, copy, copied));
    let all: readonly Examined[] = [];

    const work = createWork(
      words.work,
      async ({ signal, onProgress, onTell }) => {
        all = [];
        for await (all of examine(signal)) {
          onProgress(all.flatMap(({ answers }) => answers).length / inAll);
          onTell(words.under(words.devices[all.at(-1)!.kind]));
          draw();
        }
      },
      () => draw(),
    );
    const form = h("form", {}, work.buttons);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      work.begin();
    });
    async function copyNow(): Promise<void> {
      setText(copied, (await copyFrom(report)) ? words.copied : words.notCopied);
    }
    copy.addEventListener("click", () => void copyNow());
    host.append(form, work.bar, work.said, note, tables, saving);

    function draw(): void {
      const failures = all.filter(({ failed }) => failed !== null);
      const answers = all.flatMap((one) => one.answers);
      const right = answers.filter(isRight).length;
      work.show(all.length && !work.busy ? words.summary(right, answers.length, failures.length) : "", true);
      note.hidden = answers.length === 0;
      tables.replaceChildren(
        ...all.flatMap((one) => [
          ...(one.answers.length ? [tableOf(one)] : []),
          ...(one.failed === null ? [] : [h("p", {}, words.failed(words.devices[one.kind], one.failed))]),
        ]),
      );
      saving.hidden = all.length === 0 || work.busy;
      if (!saving.hidden) report.value = reportOf(all, new Date());
      setText(copied, "");
    }
    draw();

    return {
      update: () => {},
      destroy: () => work.end(),
    };
  },
};
