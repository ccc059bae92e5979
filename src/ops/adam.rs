use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, Dispatch, backend_extension};
use burn::optim::{AdamState, AdaptiveMomentumState, LearningRate, Optimizer};
use burn::tensor::{Device, Tensor};

/// The scalars of one update, both bias corrections within.
#[derive(Debug, Clone, Copy)]
pub struct UpdateConstants {
    pub beta1: f32,
    pub beta2: f32,
    pub rate: f32,
    pub epsilon: f32,
}

/// One update of a parameter and its two moments.
#[backend_extension(Flex: cfg(feature = "cpu"), Cube: cfg(feature = "webgpu"), Fusion: cfg(feature = "webgpu"))]
pub trait AdamOps: Backend {
    /// `m <- beta1 m + (1 - beta1) g`, `v <- beta2 v + (1 - beta2) g^2`, `p <- p - rate m / (sqrt v + epsilon)`;
    /// all four of one shape. Returns the new `(p, m, v)`.
    #[fusion(meta = |parameter, _gradient, first, second, _constants| {
        (parameter.clone(), first.clone(), second.clone())
    })]
    fn adam_update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: FloatTensor<Self>,
        second: FloatTensor<Self>,
        constants: UpdateConstants,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let UpdateConstants { beta1, beta2, rate, epsilon } = constants;
        let blend = |old, new, beta: f32| {
            let old = Self::float_mul_scalar(old, beta.into());
            Self::float_add(old, Self::float_mul_scalar(new, (1.0 - beta).into()))
        };
        let square = Self::float_mul(gradient.clone(), gradient.clone());
        let first = blend(first, gradient, beta1);
        let second = blend(second, square, beta2);
        let scale = Self::float_add_scalar(Self::float_sqrt(second.clone()), epsilon.into());
        let update = Self::float_mul_scalar(Self::float_div(first.clone(), scale), rate.into());
        (Self::float_sub(parameter, update), first, second)
    }
}

#[cfg(feature = "cpu")]
impl AdamOps for burn::backend::Flex {
    fn adam_update(
        parameter: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        first: FloatTensor<Self>,
        second: FloatTensor<Self>,
        constants: UpdateConstants,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let UpdateConstants { beta1, beta2, rate, epsilon } = constants;
        let gradient = gradient.to_contiguous();
        let [mut parameter, mut first, mut second] = [parameter, first, second].map(dense);
        let g = gradient.as_slice::<f32>().expect("the gradient is dense f32");
        let p = parameter.storage_mut::<f32>();
        let (m, v) = (first.storage_mut::<f32>(), second.storage_mut::<f32>());
        for (((p, &g), m), v) in p.iter_mut().zip(g).zip(m).zip(v) {
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * (g * g);
            *p -= rate * *m / (v.sqrt() + epsilon);
        }
        (parameter, first, second)
    }
}

/// The tensor with storage that holds its elements in order and nothing else; copied only if it must be.
#[cfg(feature = "cpu")]
fn dense(tensor: burn_flex::FlexTensor) -> burn_flex::FlexTensor {
    let whole = tensor.layout().shape().num_elements() * size_of::<f32>() == tensor.bytes().len();
    if tensor.is_contiguous() && whole { tensor } else { tensor.to_contiguous() }
}

/// Adam's constants (Kingma & Ba 2014).
#[derive(Debug, Clone, Copy)]
pub struct AdamConstants {
    pub beta1: f32,
    pub beta2: f32,
    pub epsilon: f32,
}

/// Adam (Kingma & Ba 2014) in one pass over each parameter.
#[derive(Debug, Clone)]
pub struct Adam(pub AdamConstants);

impl Optimizer for Adam {
    type State<const D: usize> = AdamState<D>;

    fn step<const D: usize>(
        &self,
        learning_rate: LearningRate,
        parameter: Tensor<D>,
        gradient: Tensor<D>,
        state: Option<Self::State<D>>,
    ) -> (Tensor<D>, Option<Self::State<D>>) {
        let AdamConstants { beta1, beta2, epsilon } = self.0;
        let (time, first, second) = match state {
            Some(AdamState { momentum }) => {
                (momentum.time + 1, momentum.moment_1, momentum.moment_2)
            }
            None => (1, parameter.zeros_like(), parameter.zeros_like()),
        };
        // Both bias corrections, moved from the moments to the two scalars (the paper's section 2).
        let correction1 = 1.0 - f64::from(beta1).powi(time as i32);
        let correction2 = (1.0 - f64::from(beta2).powi(time as i32)).sqrt();
        let constants = UpdateConstants {
            beta1,
            beta2,
            rate: (learning_rate * correction2 / correction1) as f32,
            epsilon: (f64::from(epsilon) * correction2) as f32,
        };
        let (parameter, first, second) = Dispatch::adam_update(
            parameter.into_dispatch(),
            gradient.into_dispatch(),
            first.into_dispatch(),
            second.into_dispatch(),
            constants,
        );
        let [parameter, first, second] = [parameter, first, second].map(Tensor::from_dispatch);
        let momentum = AdaptiveMomentumState::new(time, first, second);
        (parameter, Some(AdamState { momentum }))
    }

    fn to_device<const D: usize>(state: Self::State<D>, device: &Device) -> Self::State<D> {
        AdamState { momentum: state.momentum.to_device(device) }
    }
}
