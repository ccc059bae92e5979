/**
 * Calls back when a GPU device of this worker is lost. The engine learns of it only by asking for something, so this
 * steps in between, in the worker alone.
 */
export function onDeviceLoss(listener: (info: GPUDeviceLostInfo) => void): void {
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await requestDevice.call(this, descriptor);
    void device.lost.then(listener);
    return device;
  };
}
