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
/// The device's name as people see it.
#[cfg(feature = "webgpu")]
pub const NAME: &str = "WebGPU";

/// A device, and what it can take.
#[derive(Debug, Clone)]
pub struct Opened {
    #[allow(missing_docs, reason = "its type says it")]
    pub device: Device,
    /// What the driver calls the hardware; empty where it does not tell.
    pub adapter: String,
    /// Most bytes of one tensor.
    pub largest_buffer: u64,
}

/// Opens this build's device; the runtime is registered once, later calls return it again.
///
/// # Errors
/// [`Error::Device`] when the browser or the driver refuses an adapter or a device.
pub async fn open() -> Result<Opened> {
    #[cfg(feature = "cpu")]
    let opened = Opened {
        device: Device::flex(),
        adapter: String::new(),
        // What one allocation of a 32-bit machine may have.
        largest_buffer: i32::MAX as u64,
    };
    #[cfg(feature = "webgpu")]
    let opened = webgpu().await?;
    Ok(opened)
}

/// Kernels a submission to the GPU's queue, a few training steps' worth: each submission has a price, and
/// the GPU has nothing to do before the first.
#[cfg(feature = "webgpu")]
const TASKS: usize = 256;

#[cfg(feature = "webgpu")]
async fn webgpu() -> Result<Opened> {
    use std::sync::OnceLock;

    use burn_wgpu::WgpuSetup;

    static OPENED: OnceLock<Opened> = OnceLock::new();

    if let Some(opened) = OPENED.get() {
        return Ok(opened.clone());
    }
    let (device, setup): (Device, WgpuSetup) = Device::wgpu_options()
        .tasks_max(TASKS)
        .init_with_setup_async()
        .await
        .map_err(|error| Error::Device { device: NAME, reason: error.to_string() })?;
    let limits = setup.device.limits();
    let opened = Opened {
        device,
        adapter: setup.adapter.get_info().name,
        largest_buffer: limits.max_buffer_size.min(limits.max_storage_buffer_binding_size),
    };
    Ok(OPENED.get_or_init(|| opened).clone())
}

impl From<ExecutionError> for Error {
    fn from(error: ExecutionError) -> Self {
        match error {
            ExecutionError::DevicePoisoned { reason } => Self::DeviceLost { device: NAME, reason },
            error => Self::Device { device: NAME, reason: error.to_string() },
        }
    }
}
