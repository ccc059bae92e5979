/** What a widget says while it has no more than its first script, which is saved with each notebook. */
export const bootstrap = {
  noKernel: "there is no kernel to ask. Run the cell again",
  kernelGone: "the kernel is gone",
};
