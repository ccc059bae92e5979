import { counted, fixed, number } from "../format";

const bytes = (size: number) => {
  const mebibytes = size / 2 ** 20;
  return mebibytes < 1
    ? `${number(Math.ceil(size / 1024))} KiB`
    : `${fixed(mebibytes, mebibytes < 10 ? 1 : 0)} MiB`;
};

/** What is said of models that are kept in this browser. */
export const keep = {
  visit: {
    ended: (set: string, epoch: string, when: string) => `From ${when}: ${set}, epoch ${epoch}.`,
    goOn: "Go on where you were",
    anew: "Start anew",
    dismiss: "Dismiss",
  },
  nothing: (why: string) =>
    `This browser keeps nothing for this page (${why}). Before you leave, save the model as a file.`,
  full: "There is no more room to keep the model in this browser. Training goes on; delete kept models, or save it as a file.",
  failed: (why: string) =>
    `The model could not be kept in this browser (${why}). Training goes on; save it as a file.`,
  models: "Models",
  drawer: {
    title: "Models kept in this browser",
    close: "Close",
    name: "Name",
    keep: "Keep the model as it is",
    keepHelp: "A copy under a name of its own, which nothing takes the place of.",
    kept: (name: string) => `Kept as ${name}.`,
    nothingToKeep: "There is nothing to keep yet: train first.",
    empty: "Nothing is kept yet. A model that trains is, by itself.",
    itself: "Kept by itself",
    here: "Kept by itself, of this page",
    facts: (set: string, settings: string, epoch: string) => `${set}, ${settings}, epoch ${epoch}`,
    settings: (latent: number, widths: readonly number[]) =>
      `${counted(latent, "dimension")}, widths ${widths.join(", ") || "none"}`,
    loss: (nats: string) => `${nats} nats`,
    more: (loss: string | null, when: string, size: number) =>
      [...(loss ? [loss] : []), when, bytes(size)].join(" · "),
    list: "Kept models",
    open: "Open",
    export: "Export",
    rename: "Rename",
    save: "Save name",
    cancel: "Cancel",
    remove: "Delete",
    removeForGood: (name: string) => `Delete ${name} for good?`,
    removed: (name: string) => `${name} is deleted.`,
    about: (action: string, name: string) => `${action}: ${name}`,
    exported: (file: string) => `Exported as ${file}.`,
    opened: (name: string) => `${name} is open.`,
    untitled: (set: string, epoch: string) => `${set}, epoch ${epoch}`,
  },
  gone: "It is gone: another tab has deleted it.",
  elsewhere: "Another tab has gone on with it.",
  tooLarge: (set: string, most: number) =>
    `The model is kept in this browser; the images of ${set} are not, for they take more than ${bytes(most)}. On your next ` +
    "visit the model comes back once you have opened them again.",
  bring: (set: string) =>
    `The images of ${set} were too large to keep. Open them again under Data, then go on.`,
};
