import type { Edit } from "../engine/protocol";

type Target = Pick<Edit, "block" | "unit" | "place">;

/** Whether all that one holds, the other holds as well. */
const within = (edit: Target, { block, unit, place }: Target) =>
  edit.block === block && edit.unit === unit && (place === null || edit.place === place);

/** The same edits without those of a unit, or of one place of it. */
export const released = (edits: readonly Edit[], target: Target): Edit[] =>
  edits.filter((edit) => !within(edit, target));

/** The same edits with one more, in place of those that it covers. */
export const held = (edits: readonly Edit[], edit: Edit): Edit[] => [...released(edits, edit), edit];

/** The edit in force at a unit's place, the latest where there are more. */
export const inForce = (edits: readonly Edit[], target: Target): Edit | null =>
  edits.findLast((edit) => within(target, edit)) ?? null;
