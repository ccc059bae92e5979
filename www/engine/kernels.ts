/**
 * Calls back whenever the engine asks the browser to compile a kernel, a compute pipeline. Neither tells by itself,
 * so this steps in between, in the worker alone.
 */
export function onKernel(listener: () => void): void {
  const { createComputePipeline } = GPUDevice.prototype;
  GPUDevice.prototype.createComputePipeline = function (descriptor) {
    listener();
    return createComputePipeline.call(this, descriptor);
  };
}
