export const hosts = {
  attributes: {
    names: (names: readonly string[]) => names.map((name) => `“${name}”`).join(", "),
    unknown: (attribute: string, value: string, choices: string) =>
      `The attribute ${attribute}="${value}" names nothing here. Take one of ${choices}.`,
    notWhole: (attribute: string, value: string, least: string, most: string) =>
      `The attribute ${attribute}="${value}" must be a whole number from ${least} to ${most}.`,
    noFolder: (set: string) =>
      `${set} lies in files, and the playground was not told where: set its attribute “data”.`,
    unknownView: (value: string, view: string, views: string) =>
      `The attribute view="${value}" names a view that there is not: “${view}”. Take “all”, or some of ${views}.`,
  },
  notebook: {
    noModel: "The model is gone. Restart it in the widget.",
    closed: "The widget was closed.",
    modelFile: "The model from Python",
    elsewhere: "This widget now runs in another page, which was opened later. Here it is as it was.",
    kernelGone:
      "The kernel of this widget is gone. Its model stays here until the page is loaded anew: you can go on " +
      "training, and save it. For Python, run the cell again.",
  },
  newVersion: {
    message:
      "A new version of this page is here. This one works on as it is, but what it has not loaded yet may be gone from the " +
      "server. Loading the new one opens the page anew.",
    load: "Load it",
  },
  pageTitle: (workspace: string) => `${workspace} – VAE Playground`,
};
