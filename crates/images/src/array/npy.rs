use half::f16;

use super::header::{Header, MAGIC};
use super::layout::Layout;
use super::scale::{Extent, SCALES_IN_WORDS, Scale};
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
    /// Texts of one length, padded with zeros.
    Bytes,
    /// The same, of 32-bit characters.
    Unicode,
}

/// An array within the bytes of a file.
pub(crate) struct Array<'a> {
    file: &'a str,
    kind: Kind,
    /// Bytes a value.
    width: usize,
    big_endian: bool,
    header: Header,
    values: &'a [u8],
}

/// Whether the values are fractions.
pub(crate) fn is_float(header: &Header) -> bool {
    matches!(kind(&header.descr), Some((Kind::Float, _)))
}

/// Where the images of an array lie.
///
/// # Errors
/// [`Error::Malformed`] where the values are texts, or the shape isn't that of images.
pub(crate) fn layout(
    file: &str,
    header: &Header,
    row_shape: Option<(usize, usize)>,
) -> Result<Layout> {
    if matches!(kind(&header.descr), Some((Kind::Bytes | Kind::Unicode, _))) {
        let problem = "the values are texts; images are numbers.";
        return Err(Error::malformed(file, Place::Content, problem));
    }
    Layout::new(file, &header.shape, header.fortran, row_shape)
}

/// The type of a NumPy name, and its bytes a value.
fn kind(descr: &str) -> Option<(Kind, usize)> {
    if descr == "?" {
        return Some((Kind::Bool, 1));
    }
    let name = descr.strip_prefix(['|', '<', '>', '='])?;
    let size: usize = name.get(1..)?.parse().ok()?;
    match (name.as_bytes()[0], size) {
        (b'b', 1) => Some((Kind::Bool, 1)),
        (b'u', 1 | 2 | 4 | 8) => Some((Kind::Unsigned, size)),
        (b'i', 1 | 2 | 4 | 8) => Some((Kind::Signed, size)),
        (b'f', 2 | 4 | 8) => Some((Kind::Float, size)),
        (b'S', 1..) => Some((Kind::Bytes, size)),
        (b'U', 1..) => Some((Kind::Unicode, size.checked_mul(4)?)),
        _ => None,
    }
}

impl<'a> Array<'a> {
    pub fn parse(file: &'a str, bytes: &'a [u8]) -> Result<Self> {
        let header = Header::parse(file, bytes)?;
        let Some((kind, width)) = kind(&header.descr) else {
            let problem = format!(
                "the values' type is \"{}\"; booleans, whole numbers of 8 to 64 bits and floats of 16 to \
                 64 bits are read, and texts as labels. Convert it with NumPy's astype.",
                shortened(&header.descr)
            );
            return Err(Error::malformed(file, Place::Content, problem));
        };
        let big_endian = header.descr.starts_with('>');
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
        Ok(Self { file, kind, width, big_endian, header, values })
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
            (Kind::Float, 2) => f16::from_bits(bits as u16).to_f64(),
            (Kind::Float, 4) => f64::from(f32::from_bits(bits as u32)),
            (Kind::Float, _) => f64::from_bits(bits),
            (Kind::Bytes | Kind::Unicode, _) => f64::NAN,
        }
    }

    /// The least and the largest value.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the place of a value that is not finite.
    pub fn extent(&self, layout: &Layout) -> Result<Extent> {
        let mut extent = Extent::new(self.file);
        for image in 0..layout.count {
            for (value, at) in layout.image(image).enumerate() {
                let number = self.number(at);
                if !number.is_finite() {
                    let problem = format!("the value is {number}. {SCALES_IN_WORDS}.");
                    return Err(Error::malformed(self.file, layout.place(image, value), problem));
                }
                extent.add(number, || layout.place(image, value));
            }
        }
        Ok(extent)
    }

    /// Adds the images to a set.
    pub fn push_images<T: Value>(&self, layout: &Layout, scale: Scale, set: &mut Builder<T>) {
        let mut image: Vec<T> = Vec::with_capacity(layout.size.values());
        for index in 0..layout.count {
            image.clear();
            let values = layout.image(index).map(|at| scale.unit(self.number(at)));
            image.extend(values.map(T::from_unit));
            set.push(&image, layout.size);
        }
    }

    /// Adds labels, whole numbers or texts, of shape (count) or (count, 1).
    pub fn push_labels(&self, labels: &mut LabelsBuilder, limits: &Limits) -> Result<()> {
        let shape = &self.header.shape;
        let (&[count] | &[count, 1]) = shape.as_slice() else {
            let problem = format!("the labels have the shape {shape:?}; it must be (n,).");
            return Err(Error::malformed(self.file, Place::Content, problem));
        };
        crate::limits::checked_count(self.file, "number of labels", count, limits.max_images)?;
        for at in 0..count {
            let label = self.label(at).and_then(|label| labels.push(&label));
            label.map_err(|problem| Error::malformed(self.file, Place::Label(at), problem))?;
        }
        Ok(())
    }

    fn label(&self, at: usize) -> std::result::Result<String, String> {
        let bytes = &self.values[at * self.width..][..self.width];
        match self.kind {
            Kind::Bytes => {
                let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
                Ok(String::from_utf8_lossy(&bytes[..end]).trim().to_owned())
            }
            Kind::Unicode => {
                let code = if self.big_endian { u32::from_be_bytes } else { u32::from_le_bytes };
                let codes = bytes.as_chunks().0.iter().map(|&four| code(four));
                let text: Option<String> =
                    codes.take_while(|&code| code != 0).map(char::from_u32).collect();
                let text = text.ok_or("the label holds what is no character.")?;
                Ok(text.trim().to_owned())
            }
            _ => {
                let number = self.number(at);
                if number.fract() != 0.0 || number.abs() > 1e15 {
                    return Err(format!(
                        "the label is {number}; labels are whole numbers or texts."
                    ));
                }
                Ok((number as i64).to_string())
            }
        }
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
    let array = Array::parse(file, bytes)?;
    if is_float(&array.header) {
        collected::<f32>(file, &array, preparation, limits)
    } else {
        collected::<u8>(file, &array, preparation, limits)
    }
}

fn collected<T: Value>(
    file: &str,
    array: &Array,
    preparation: &Preparation,
    limits: &Limits,
) -> Result<Images> {
    let layout = layout(file, &array.header, preparation.row_shape)?;
    let mut set = Builder::<T>::new(file, layout.count, layout.size, preparation, limits)?;
    let scale = Scale::new(&[array.extent(&layout)?], preparation.range)?;
    array.push_images(&layout, scale, &mut set);
    Ok(set.finish())
}

/// The labels of an NPY file.
pub(crate) fn labels(file: &str, bytes: &[u8], limits: &Limits) -> Result<Labels> {
    let mut labels = LabelsBuilder::default();
    Array::parse(file, bytes)?.push_labels(&mut labels, limits)?;
    Ok(labels.finish())
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
    fn half_floats() {
        // 0.5, 1, 0.25 and the smallest that is not zero, 2^-24.
        let halves: Vec<u8> =
            [0x3800u16, 0x3c00, 0x3400, 1].iter().flat_map(|v| v.to_le_bytes()).collect();
        let pixels = read(&npy("<f2", false, &[1, 2, 2], &halves)).unwrap().pixels;
        assert_eq!(pixels, Pixels::F32(vec![0.5, 1.0, 0.25, 2.0f32.powi(-24)]));
    }

    #[test]
    fn a_chosen_range_takes_other_values() {
        let signed: Vec<u8> = [-1.0f32, 0.0].iter().flat_map(|v| v.to_le_bytes()).collect();
        let bytes = npy("<f4", false, &[1, 1, 2], &signed);
        assert_eq!(read(&bytes).unwrap_err().range(), Some((-1.0, 1.0)));
        let preparation = Preparation { range: Some((-1.0, 1.0)), ..Default::default() };
        let images = images("a.npy", &bytes, &preparation, &Limits::default()).unwrap();
        assert_eq!(images.pixels, Pixels::F32(vec![0.0, 0.5]));
    }

    #[test]
    fn texts_are_labels() {
        let read = |descr, width: usize, bytes: &[u8]| {
            let bytes = npy(descr, false, &[bytes.len() / width], bytes);
            labels("y.npy", &bytes, &Limits::default())
        };
        let found = read("|S3", 3, b"cat\0\0\0ox\0").unwrap();
        assert_eq!((found.values, found.names.join(",")), (vec![1, 0, 2], ",cat,ox".to_owned()));
        for (descr, bytes_of) in
            [("<U2", u32::to_le_bytes as fn(u32) -> [u8; 4]), (">U2", u32::to_be_bytes)]
        {
            let bytes: Vec<u8> = "猫\0犬x".chars().flat_map(|c| bytes_of(u32::from(c))).collect();
            assert_eq!(read(descr, 8, &bytes).unwrap().names, ["犬x", "猫"], "{descr}");
        }
        let wrong = read("<U1", 4, &[0xff; 4]).unwrap_err().to_string();
        assert!(wrong.starts_with("y.npy, label 0: the label holds"), "{wrong}");
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
        assert!(message(&npy("<f3", false, &[1, 1, 1], &[0; 3])).contains("type is \"<f3\""));
        assert!(message(&npy("|S2", false, &[1, 1, 1], b"ab")).contains("the values are texts"));
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
        assert_eq!(text, "y.npy, label 0: the label is 0.5; labels are whole numbers or texts.");
    }
}
