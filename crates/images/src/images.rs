/// The size of a set of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Images.
    pub count: usize,
    /// Rows of pixels.
    pub height: usize,
    /// Columns of pixels.
    pub width: usize,
    /// 1 (grey) or 3 (RGB).
    pub channels: usize,
}

impl Shape {
    /// Values an image.
    pub fn pixels(&self) -> usize {
        self.height * self.width * self.channels
    }
}

/// Pixel values, row-major, `count * height * width * channels` of them.
#[derive(Debug, Clone, PartialEq)]
pub enum Pixels {
    /// The pixel's value is this over 255.
    U8(Vec<u8>),
    /// In [0, 1].
    F32(Vec<f32>),
}

/// A set of images as read, with its labels where there are any.
#[derive(Debug, Clone, PartialEq)]
pub struct Images {
    /// All images, one after another.
    pub pixels: Pixels,
    /// After preparation.
    pub shape: Shape,
    /// In the order of the images.
    pub labels: Option<crate::labels::Labels>,
    /// What reading found, and what it left out.
    pub receipt: crate::receipt::Receipt,
}
