use super::header::{Header, MAGIC};
use super::layout::Layout;
use super::scale::{SCALES_IN_WORDS, scale};
use crate::error::{Error, Place, Result, shortened};
use crate::images::Images;
use crate::labels::{Labels, LabelsBuilder};
use crate::limits::Limits;
use crate::prepare::{Builder, Preparation, Value};

pub(crate) fn is_npy(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The types read, by the letter and the bytes of NumPy's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Unsigned,
    Signed,
    Float,
}

/// An array within the bytes of a file.
pub(crate) struct Array<'a> {
    file: &'a str,
    kind: Kind,
    /// Bytes a value.
    width: usize,
    big_endian: bool,
    fortran: bool,
    shape: Vec<usize>,
    values: &'a [u8],
}

impl<'a> Array<'a> {
    pub fn parse(file: &'a str, bytes: &'a [u8]) -> Result<Self> {
        let header = Header::parse(file, bytes)?;
        let (kind, width, big_endian) = match header.descr.as_str() {
            "|b1" | "?" => (Kind::Bool, 1, false),
            descr => match descr.as_bytes() {
                [b'|' | b'<' | b'>' | b'=', b'u', size @ b'1'..=b'8'] => {
                    (Kind::Unsigned, size - b'0', descr.starts_with('>'))
                }
                [b'|' | b'<' | b'>' | b'=', b'i', size @ b'1'..=b'8'] => {
                    (Kind::Signed, size - b'0', descr.starts_with('>'))
                }
                [b'<' | b'>' | b'=', b'f', size @ (b'4' | b'8')] => {
                    (Kind::Float, size - b'0', descr.starts_with('>'))
                }
                _ => (Kind::Float, 0, false),
            },
        };
        if !matches!(width, 1 | 2 | 4 | 8) {
            let problem = format!(
                "the values' type is \"{}\"; booleans, whole numbers of 8 to 64 bits, float32 and \
                 float64 are read. Convert it with NumPy's astype.",
                shortened(&header.descr)
            );
            return Err(Error::malformed(file, Place::Content, problem));
        }
        let width = usize::from(width);
        let values = &bytes[header.end..];
        let mut sizes = header.shape.iter();
        let promised = sizes.try_fold(width, |bytes, &size| bytes.checked_mul(size));
        if promised != Some(values.len()) {
            let shape = &header.shape;
            let more = promised.is_some_and(|promised| promised < values.len());
            let at = header.end + if more { promised.unwrap_or(0) } else { values.len() };
            let problem = format!(
                "the header promises {shape:?} values of {width} bytes, {} than the {} bytes that \
                 follow it.",
                if more { "less" } else { "more" },
                values.len()
            );
            return Err(Error::malformed(file, Place::Byte(at), problem));
        }
        let Header { fortran, shape, .. } = header;
        Ok(Self { file, kind, width, big_endian, fortran, shape, values })
    }

    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    pub fn layout(&self, row_shape: Option<(usize, usize)>) -> Result<Layout> {
        Layout::new(self.file, &self.shape, self.fortran, row_shape)
    }

    /// Whole numbers over 2^53 lose their last digits, which no image and no class has.
    fn number(&self, at: usize) -> f64 {
        let bytes = &self.values[at * self.width..][..self.width];
        let mut little = [0; 8];
        little[..self.width].copy_from_slice(bytes);
        if self.big_endian {
            little[..self.width].reverse();
        }
        let bits = u64::from_le_bytes(little);
        let unused = 64 - 8 * self.width as u32;
        match (self.kind, self.width) {
            (Kind::Bool, _) => f64::from(u8::from(bits != 0)),
            (Kind::Unsigned, _) => bits as f64,
            (Kind::Signed, _) => ((bits << unused) as i64 >> unused) as f64,
            (Kind::Float, 4) => f64::from(f32::from_bits(bits as u32)),
            (Kind::Float, _) => f64::from_bits(bits),
        }
    }

    pub fn images(&self, preparation: &Preparation, limits: &Limits) -> Result<Images> {
        let layout = self.layout(preparation.row_shape)?;
        if self.kind == Kind::Float {
            self.collected::<f32>(&layout, preparation, limits)
        } else {
            self.collected::<u8>(&layout, preparation, limits)
        }
    }

    fn collected<T: Value>(
        &self,
        layout: &Layout,
        preparation: &Preparation,
        limits: &Limits,
    ) -> Result<Images> {
        let mut builder = Builder::new(self.file, layout.count, layout.size, preparation, limits)?;
        let white = self.white(layout)?;
        let mut image: Vec<T> = Vec::with_capacity(layout.size.values());
        for index in 0..layout.count {
            image.clear();
            let values = layout.image(index).map(|at| self.number(at) / white);
            image.extend(values.map(|value| T::from_unit(value as f32)));
            builder.push(&image, layout.size);
        }
        Ok(builder.finish())
    }

    /// The value that stands for white.
    fn white(&self, layout: &Layout) -> Result<f64> {
        let mut max = 0.0;
        let mut max_place = Place::Content;
        for image in 0..layout.count {
            for (value, at) in layout.image(image).enumerate() {
                let number = self.number(at);
                // Not a number is neither.
                if !(number >= 0.0 && number.is_finite()) {
                    let problem = format!("the value is {number}. {SCALES_IN_WORDS}.");
                    return Err(Error::malformed(self.file, layout.place(image, value), problem));
                }
                if number > max {
                    (max, max_place) = (number, layout.place(image, value));
                }
            }
        }
        scale(max).ok_or_else(|| {
            let problem = format!("the value is {max}. {SCALES_IN_WORDS}.");
            Error::malformed(self.file, max_place, problem)
        })
    }

    /// Labels: whole numbers, of shape (count) or (count, 1).
    pub fn labels(&self, limits: &Limits) -> Result<Labels> {
        let (&[count] | &[count, 1]) = self.shape.as_slice() else {
            let problem = format!("the labels have the shape {:?}; it must be (n,).", self.shape);
            return Err(Error::malformed(self.file, Place::Content, problem));
        };
        crate::limits::checked_count(self.file, "number of labels", count, limits.max_images)?;
        let mut labels = LabelsBuilder::default();
        for at in 0..count {
            let number = self.number(at);
            let wrong = |problem| Error::malformed(self.file, Place::Label(at), problem);
            if number.fract() != 0.0 || number.abs() > 1e15 {
                return Err(wrong(format!("the label is {number}; labels are whole numbers.")));
            }
            labels.push(&(number as i64).to_string()).map_err(wrong)?;
        }
        Ok(labels.finish())
    }
}

/// The images of an NPY file. Whole numbers become bytes, floats stay floats; both are divided by the
/// smallest of 1, 16, 255 and 65535 that holds the largest value of the set.
pub(crate) fn images(
    file: &str,
    bytes: &[u8],
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    Array::parse(file, bytes)?.images(preparation, limits)
}

pub(crate) fn labels(file: &str, bytes: &[u8], limits: &Limits) -> Result<Labels> {
    Array::parse(file, bytes)?.labels(limits)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::images::Pixels;

    pub fn npy(descr: &str, fortran: bool, shape: &[usize], values: &[u8]) -> Vec<u8> {
        let sizes: String = shape.iter().map(|size| format!("{size},")).collect();
        let fortran = if fortran { "True" } else { "False" };
        let text =
            format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': ({sizes})}}\n");
        let length = (text.len() as u16).to_le_bytes();
        [MAGIC, &[1, 0], &length, text.as_bytes(), values].concat()
    }

    fn read(bytes: &[u8]) -> Result<Images> {
        images("a.npy", bytes, &Preparation::default(), &Limits::default())
    }

    fn message(bytes: &[u8]) -> String {
        read(bytes).unwrap_err().to_string()
    }

    #[test]
    fn bytes_and_masks() {
        let bytes = read(&npy("|u1", false, &[1, 2, 2], &[0, 1, 2, 255])).unwrap();
        assert_eq!(bytes.pixels, Pixels::U8(vec![0, 1, 2, 255]));
        let mask = read(&npy("|b1", false, &[1, 4], &[0, 1, 1, 0])).unwrap();
        assert_eq!(mask.pixels, Pixels::U8(vec![0, 255, 255, 0]));
        let digits = read(&npy("<i2", false, &[1, 1, 2], &[0, 0, 16, 0])).unwrap();
        assert_eq!(digits.pixels, Pixels::U8(vec![0, 255]));
        let deep = read(&npy(">u2", false, &[1, 1, 2], &[255, 255, 1, 1])).unwrap();
        assert_eq!(deep.pixels, Pixels::U8(vec![255, 1]));
    }

    #[test]
    fn floats_in_either_endianness() {
        let little: Vec<u8> = [0.25f32, 1.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        let pixels = read(&npy("<f4", false, &[1, 1, 2], &little)).unwrap().pixels;
        assert_eq!(pixels, Pixels::F32(vec![0.25, 1.0]));
        let big: Vec<u8> = [51.0f64, 255.0].iter().flat_map(|v| v.to_be_bytes()).collect();
        let pixels = read(&npy(">f8", true, &[1, 1, 2], &big)).unwrap().pixels;
        assert_eq!(pixels, Pixels::F32(vec![0.2, 1.0]));
    }

    #[test]
    fn values_refused_are_placed() {
        let nan: Vec<u8> = [0.0, 0.0, 0.0, f32::NAN].iter().flat_map(|v| v.to_le_bytes()).collect();
        let text = message(&npy("<f4", false, &[1, 2, 2], &nan));
        assert!(text.starts_with("a.npy, image 0, row 1, column 1: the value is NaN."), "{text}");
        let text = message(&npy("|i1", false, &[2, 1, 1], &[0, 0xff]));
        assert!(text.starts_with("a.npy, image 1, row 0, column 0: the value is -1."), "{text}");
        let text = message(&npy("<u4", false, &[1, 1, 2], &[0, 0, 0, 0, 0, 0, 1, 0]));
        assert!(text.contains("column 1: the value is 65536."), "{text}");
    }

    #[test]
    fn headers_that_promise_too_much() {
        let text = message(&npy("|u1", false, &[100_000, 1000, 1000], &[0; 10]));
        assert!(text.contains("more than the 10 bytes"), "{text}");
        let text = message(&npy("<f8", false, &[usize::MAX, usize::MAX], &[0; 10]));
        assert!(text.contains("more than the 10 bytes"), "{text}");
        let text = message(&npy("|u1", false, &[1, 2, 2], &[0; 10]));
        assert!(text.contains("less than the 10 bytes"), "{text}");
        assert!(message(&npy("<f2", false, &[1, 1, 1], &[0; 2])).contains("type is \"<f2\""));
        assert!(message(&npy("<c8", false, &[1, 1, 1], &[0; 8])).contains("astype"));
    }

    #[test]
    fn whole_numbers_are_labels() {
        let limits = Limits::default();
        let read = |bytes: &[u8]| labels("y.npy", bytes, &limits);
        let values: Vec<u8> = [5i64, -2, 5].iter().flat_map(|v| v.to_le_bytes()).collect();
        let labels = read(&npy("<i8", false, &[3, 1], &values)).unwrap();
        assert_eq!((labels.values, labels.names), (vec![1, 0, 1], vec!["-2".into(), "5".into()]));
        let half: Vec<u8> = 0.5f32.to_le_bytes().into();
        let text = read(&npy("<f4", false, &[1], &half)).unwrap_err().to_string();
        assert_eq!(text, "y.npy, label 0: the label is 0.5; labels are whole numbers.");
    }
}
