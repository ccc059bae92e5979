//! Operations that are differentiable by one tensor, for burn's autodiff.

use std::fmt::Debug;

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::CheckpointStrategy;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend};

/// The loss's derivative by the input, from that by the output and what the operation kept.
type Rule<B, K> = fn(FloatTensor<B>, K) -> FloatTensor<B>;

#[derive(Debug)]
struct ByRule<B: Backend, K>(Rule<B, K>);

impl<B: Backend, K: Clone + Debug + Send + 'static> Backward<B, 1> for ByRule<B, K> {
    type State = K;

    fn backward(
        self,
        ops: Ops<Self::State, 1>,
        gradients: &mut Gradients,
        _checkpointer: &mut Checkpointer,
    ) {
        unary::<B, _>(ops.parents, ops.node, gradients, |outer| (self.0)(outer, ops.state));
    }
}

/// What `forward` makes of the input; beside it, `forward` gives what `backward` will need.
pub fn differentiable<B: Backend, C: CheckpointStrategy, K: Clone + Debug + Send + 'static>(
    input: FloatTensor<Autodiff<B, C>>,
    forward: impl FnOnce(FloatTensor<B>) -> (FloatTensor<B>, K),
    backward: Rule<B, K>,
) -> FloatTensor<Autodiff<B, C>> {
    match ByRule::<B, K>(backward).prepare::<C>([input.node()]).compute_bound().stateful() {
        OpsKind::Tracked(prepared) => {
            let (output, kept) = forward(input.into_primitive());
            prepared.finish(kept, output)
        }
        OpsKind::UnTracked(prepared) => prepared.finish(forward(input.into_primitive()).0),
    }
}
