/** Why a file of the build can't be had, inside the sentence that says so. */
export const assets = {
  damaged: "what came is damaged, also when asked for again",
  notBuilt: "it is not built yet, and the page says when it is",
};
