import type { Spacing } from "../../walks/places";

/** Images that go by one name: a class, or what was selected on the map. */
export interface NamedRows {
  name: string;
  rows: Uint32Array;
}

/** An attribute: what images of one kind have beyond those of another. */
export interface Attribute {
  from: NamedRows;
  to: NamedRows;
}

export interface WalksState {
  gridSpacing: Spacing;
  /** Where the dimensions are held that the grid does not run over. */
  gridOthers: "zero" | "marked";
  /** What is walked around in every dimension: the picked image A, or the marked place. */
  traversedAround: "image" | "marked";
  traversalSpacing: Spacing;
  /** Which dimensions are shown, where there are more than fit. */
  traversalPage: number;
  /** The two ends of the attribute in use; null where one is not chosen yet. */
  attributeFrom: NamedRows | null;
  attributeTo: NamedRows | null;
  /** How often it is added to the picked image's code. */
  attributeStrength: number;
  savedAttributes: readonly Attribute[];
}

const none = () => ({ attributeFrom: null, attributeTo: null, savedAttributes: [], traversalPage: 0 });

export const walks = {
  initial: (): WalksState => ({
    gridSpacing: "even",
    gridOthers: "zero",
    traversedAround: "image",
    traversalSpacing: "even",
    attributeStrength: 1,
    ...none(),
  }),
  /** Other images: what was said of those before says nothing of them. */
  reset: (): Partial<WalksState> => none(),
};
