use burn::tensor::Tensor;
use burn::tensor::activation::{log_sigmoid, sigmoid};

/// Logits lie within plus and minus this, as SPACE has them (Lin et al. 2020).
const LARGEST_LOGIT: f32 = 8.8;

/// Whether something is there: a Bernoulli variable, relaxed where it is drawn (Maddison et al. 2017; Jang et al. 2017).
#[derive(Debug, Clone)]
pub struct Presence {
    logits: Tensor<2>,
}

impl Presence {
    /// # Shapes
    /// - raw: `[images, cells]`, any value
    pub fn new(raw: Tensor<2>) -> Self {
        Self { logits: raw.tanh() * LARGEST_LOGIT }
    }

    /// The same, from which nothing is learned.
    pub fn fixed(self) -> Self {
        Self { logits: self.logits.detach() }
    }

    /// `[images, cells]`, each in (0, 1).
    pub fn probability(&self) -> Tensor<2> {
        sigmoid(self.logits.clone())
    }

    /// `sigmoid((logit + noise) / temperature)`, nearer to 0 and 1 the lower the temperature.
    ///
    /// # Shapes
    /// - noise: `[images, cells]`, standard logistic: `log u - log(1 - u)`
    pub fn sample(&self, noise: Tensor<2>, temperature: f64) -> Tensor<2> {
        sigmoid((self.logits.clone() + noise) / temperature)
    }

    /// KL divergence of each Bernoulli variable, not of its relaxation, from that of probability `prior`, in nats:
    /// `p log(p / prior) + (1 - p) log((1 - p) / (1 - prior))`.
    ///
    /// # Shapes
    /// - output: `[images, cells]`
    pub fn kl(&self, prior: f64) -> Tensor<2> {
        let p = self.probability();
        // log p - log(1 - p) is the logit.
        let absent = log_sigmoid(-self.logits.clone());
        let odds = (prior / (1.0 - prior)).ln();
        p * (self.logits.clone() - odds) + absent - (1.0 - prior).ln()
    }

    /// `-log p(known)`, in nats, where of what is there a share is known to be there, and of the rest nothing is known:
    /// `p(known) = share p(there)` (Elkan & Noto 2008).
    ///
    /// # Shapes
    /// - known, output: `[images, cells]`, 0 or 1
    pub fn loss_of_known(&self, known: Tensor<2>, share: f64) -> Tensor<2> {
        let unknown = (-(self.probability() * share) + 1.0).log();
        let of_known = log_sigmoid(self.logits.clone()) + share.ln();
        -(known.clone() * of_known + (-known + 1.0) * unknown)
    }
}
