//! Things found by their classes' mean images alone: what a model is compared with.

mod correlation;
mod scaled;

pub use correlation::{TemplateOptions, match_templates};
pub use scaled::Template;
