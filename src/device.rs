//! The device that tensors live on: Flex on the CPU, or WebGPU. A build has one of them.

use burn::tensor::{Device, ExecutionError};

use crate::error::{Error, Result};

#[cfg(all(feature = "cpu", feature = "webgpu"))]
compile_error!("a module has one device: build with either `cpu` or `webgpu`");
#[cfg(not(any(feature = "cpu", feature = "webgpu")))]
compile_error!("name a device: build with the feature `cpu` or `webgpu`");

/// The device's name as people see it.
#[cfg(feature = "cpu")]
pub const NAME: &str = "CPU";
#[cfg(feature = "webgpu")]
pub const NAME: &str = "WebGPU";

/// Opens this build's device; the runtime is registered once, later calls return it again.
///
/// # Errors
/// [`crate::error::Error::Device`] when the browser or the driver refuses an adapter or a device.
pub async fn open() -> Result<Device> {
    #[cfg(feature = "cpu")]
    let device = Device::flex();
    #[cfg(feature = "webgpu")]
    let device = webgpu().await?;
    Ok(device)
}

/// Kernels a submission to the GPU's queue, a few training steps' worth: each submission has a price, and
/// the GPU has nothing to do before the first.
#[cfg(feature = "webgpu")]
const TASKS: usize = 256;

#[cfg(feature = "webgpu")]
async fn webgpu() -> Result<Device> {
    use std::sync::OnceLock;

    static DEVICE: OnceLock<Device> = OnceLock::new();

    if let Some(device) = DEVICE.get() {
        return Ok(device.clone());
    }
    let device = Device::wgpu_options()
        .tasks_max(TASKS)
        .init_async()
        .await
        .map_err(|error| Error::Device { device: NAME, reason: error.to_string() })?;
    Ok(DEVICE.get_or_init(|| device).clone())
}

impl From<ExecutionError> for Error {
    fn from(error: ExecutionError) -> Self {
        Self::Device { device: NAME, reason: error.to_string() }
    }
}
