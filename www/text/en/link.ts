import { given, number } from "../format";

const all = (choices: readonly string[]) => choices.join(", ");

/** Links to a set-up: sharing one, and what is said of one that no longer fits. */
export const link = {
  button: "Share",
  title: "Share this set-up",
  close: "Close",
  about:
    "Whoever opens the link gets the same images, model, settings and seed, and trains it anew: trained weights are in a saved model, not in a link.",
  own: "Your own images are not in the link. Whoever opens it is asked to open images of their own.",
  field: "Link",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "The browser lets no page copy. The link is selected: press Ctrl or ⌘ and C.",
  code: "Show as a QR code",
  hideCode: "Hide the QR code",
  codeLabel: "The link as a QR code",
  noCode: (why: string) => `There is no QR code of this link (${why}).`,
  hide: "For a class: hide controls",
  hideHelp: "A button that shows all of them again stays.",
  hideable: {
    data: "Data",
    settings: "Settings",
    figures: "Figures",
    files: "Model files",
    workspaces: "The model’s parts, which lead to other views",
    lessons: "Lessons",
    share: "Share",
  },
  showAll: "Show all controls",
  hiddenDrop: "Files can’t be opened here: this link hides it. Show all controls first.",
  opened: (misfits: readonly string[]) => `The link is open as far as it goes. ${misfits.join(" ")}`,
  failed: (why: string) => `The link could not be opened: ${why} What was there stays.`,
  misfits: {
    newer: (version: string) =>
      `It was made by a newer version of this page (${version}): reload, or take what is understood.`,
    noVersion: (version: string) => `Its version, “${version}”, is none.`,
    workspace: (name: string) => `There is no view “${name}”.`,
    unknown: (key: string) => `“${key}” is not known here, or does not go with the rest.`,
    choice: (key: string, value: string, choices: readonly string[]) =>
      `“${key}” can’t be “${value}”, but one of ${all(choices)}.`,
    number: (key: string, value: string, least: number, most: number, whole: boolean) =>
      `“${key}” can’t be “${value}”, but a ${whole ? "whole number" : "number"} from ${given(least)} to ${given(most)}.`,
    numbers: (key: string, value: string, fewest: number, longest: number, least: number, most: number) =>
      `“${key}” can’t be “${value}”, but ${fewest === longest ? number(fewest) : `${number(fewest)} to ${number(longest)}`} numbers from ${given(least)} to ${given(most)}, with commas between.`,
    labels: (columns: number) => `These images have ${number(columns)} label columns.`,
    row: (name: string, row: number, count: number) =>
      `Image ${name} can’t be number ${number(row)} of ${number(count)}.`,
    axes: (axes: readonly number[], latent: number) =>
      `The map’s axes can’t be dimensions ${axes.join(" and ")}: the model has ${number(latent)}.`,
    place: (values: number, latent: number) =>
      `The marked place has ${number(values)} values, the model ${number(latent)} dimensions.`,
    components: (latent: number) =>
      `Principal components need more than two dimensions: the model has ${number(latent)}.`,
    map: (key: string) =>
      `“${key}” is the middle of what is seen and how far that reaches, which is more than 0.`,
    own: "It was made with a person’s own images, which are in no link: open yours under Data. The settings are the link’s.",
    device: (device: string) =>
      `It asks for the device “${device}”, which can’t be had here: the model is where it was.`,
    noUnit: "The value that it opens in the encoder or the decoder is none of this model’s.",
    noImages: "There are no images.",
    notSet: "The model could not be set up so.",
  },
};
