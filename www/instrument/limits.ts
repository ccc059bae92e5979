import written from "./limits.json" with { type: "json" };

/** How far each setting of the instrument may go, and what the mixture's are unless told. */
export const { limits, defaults } = written;
