/** What a widget says while it has no more than its first script, which is saved with each notebook. */
export const bootstrap = {
  noKernel: "there is no kernel to ask. Run the cell again",
  kernelGone: "the kernel is gone",
  waiting: "VAE Playground is waiting for its kernel. If the kernel is gone, run this cell again.",
  failed: (why: string) => `VAE Playground could not start: ${why}.`,
  elsewhere: "Shown in another place of this page. Show it here",
};
