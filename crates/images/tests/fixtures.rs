//! Files made by NumPy, scikit-learn and Pillow (`make_fixtures.py`), read and compared.
#![cfg(not(target_family = "wasm"))]

use std::path::Path;

use vae_playground_images::{
    Channels, Error, Images, Labels, Limits, Pixels, Preparation, Shape, load,
};

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

fn prepared(name: &str, preparation: &Preparation) -> Images {
    load(name, &bytes(name), None, preparation, &Limits::default()).unwrap()
}

fn read(name: &str) -> Images {
    prepared(name, &Preparation::default())
}

/// The pixels of `make_fixtures.py`.
fn ramp() -> Vec<u8> {
    let pixels = (0..3).flat_map(|image| (0..4).map(move |row| (image, row)));
    pixels.flat_map(|(i, row)| (0..5).map(move |column| 50 * i + 10 * row + 3 * column)).collect()
}

fn names(labels: &Labels) -> Vec<&str> {
    labels.values.iter().map(|&value| labels.names[value as usize].as_str()).collect()
}

const SHAPE: Shape = Shape { count: 3, height: 4, width: 5, channels: 1 };

#[test]
fn npy_types_orders_and_endianness() {
    for name in ["u1.npy", "i2_big_endian.npy", "i8_fortran.npy", "u2_16_bits.npy"] {
        let images = read(name);
        assert_eq!((images.shape, images.pixels), (SHAPE, Pixels::U8(ramp())), "{name}");
    }
    for name in ["f4.npy", "f8_big_endian_fortran.npy"] {
        let images = read(name);
        let Pixels::F32(values) = images.pixels else { panic!("{name} should stay floats") };
        assert_eq!(images.shape, SHAPE);
        for (value, expected) in values.iter().zip(ramp()) {
            assert!((value - f32::from(expected) / 255.0).abs() < 1e-6, "{name}");
        }
    }
    let odd = ramp().into_iter().map(|value| value % 2 * 255).collect();
    assert_eq!(read("bool.npy").pixels, Pixels::U8(odd));
}

#[test]
fn npy_channels_first_and_last() {
    let colours: Vec<u8> = ramp().iter().flat_map(|&value| [value, value + 1, value + 2]).collect();
    for name in ["channels_first.npy", "channels_last.npy"] {
        let images = read(name);
        assert_eq!(images.shape, Shape { channels: 3, ..SHAPE }, "{name}");
        assert_eq!(images.pixels, Pixels::U8(colours.clone()), "{name}");
    }
}

#[test]
fn digits_are_the_same_in_every_format() {
    let stored = read("digits.npz");
    let Pixels::F32(values) = &stored.pixels else { panic!("NPZ floats should stay floats") };
    assert_eq!(stored.shape, Shape { count: 60, height: 8, width: 8, channels: 1 });
    // The first digit's first rows: 0 0 5 13 9 1 0 0, 0 0 13 15 10 15 5 0.
    let start = [0.0, 0.0, 5.0, 13.0, 9.0, 1.0, 0.0, 0.0, 0.0, 0.0, 13.0, 15.0];
    assert_eq!(values[..12], start.map(|value: f32| value / 16.0));
    let labels = stored.labels.as_ref().unwrap();
    assert_eq!(names(labels)[..11], ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]);
    // The same in x_train, and five more in x_test.
    let split = read("digits_compressed.npz");
    let Pixels::F32(both) = &split.pixels else { panic!("NPZ floats should stay floats") };
    assert_eq!((split.shape.count, &both[..values.len()]), (65, &values[..]));
    assert_eq!(names(split.labels.as_ref().unwrap())[..60], names(labels));
    let parts = split.receipt.split.unwrap().parts;
    let parts: Vec<_> = parts.iter().map(|part| (part.name.as_str(), part.count)).collect();
    assert_eq!(parts, [("x_train", 60), ("x_test", 5)]);

    let images = bytes("digits-images-idx3-ubyte.gz");
    let label_file = "digits-labels-idx1-ubyte.gz";
    let label_bytes = bytes(label_file);
    let (options, limits) = (Preparation::default(), Limits::default());
    let along = Some((label_file, label_bytes.as_slice()));
    let idx = load("digits-images-idx3-ubyte.gz", &images, along, &options, &limits).unwrap();
    let expected = values.iter().map(|value| (value * 16.0 * 15.0) as u8).collect();
    assert_eq!((&idx.pixels, &idx.labels), (&Pixels::U8(expected), &stored.labels));

    let csv = read("digits.csv");
    let expected = values[..20 * 64].iter().map(|value| (value * 255.0).round() as u8).collect();
    assert_eq!(csv.pixels, Pixels::U8(expected));
    assert_eq!(names(&csv.labels.unwrap()), names(labels)[..20]);
}

#[test]
fn pictures_of_every_kind_in_a_zip() {
    let images = read("pictures.zip");
    assert_eq!(images.shape, Shape { count: 9, height: 16, width: 16, channels: 3 });
    let labels = images.labels.unwrap();
    assert_eq!(labels.names, ["colour", "grey", "transparent"]);
    assert_eq!(labels.values, [0, 0, 0, 0, 0, 0, 1, 1, 2]);
    let Pixels::U8(pixels) = images.pixels else { panic!("pictures should be bytes") };
    let value = |image: usize, y: usize, x: usize| -> [i32; 3] {
        let at = ((image * 16 + y) * 16 + x) * 3;
        [0, 1, 2].map(|channel| i32::from(pixels[at + channel]))
    };
    // Image, and how far lossy formats may be off.
    let expected = [(0, 0), (1, 4), (2, 8), (3, 4), (4, 0), (5, 12), (6, 0), (7, 0), (8, 0)];
    for (image, slack) in expected {
        for (y, x) in (0..16).flat_map(|y| (0..16).map(move |x| (y, x))) {
            let smooth = |y: i32, x: i32| [8 * x + 60, 8 * y + 40, 4 * x + 4 * y + 20];
            let (row, column) = (y as i32, x as i32);
            let pixel = match image {
                // Turned clockwise by a quarter: what was at the bottom left is at the top left.
                3 => smooth(15 - column, row),
                6 | 7 => [8 * column + 60; 3],
                8 if x >= 8 => [255; 3],
                _ => smooth(row, column),
            };
            let near = value(image, y, x).iter().zip(pixel).all(|(a, b)| (a - b).abs() <= slack);
            assert!(near, "image {image} at {y}, {x}: {:?}, not {pixel:?}", value(image, y, x));
        }
    }
}

#[test]
fn names_of_chinese_windows() {
    let labels = read("gbk_names.zip").labels.unwrap();
    assert_eq!(labels.names, ["狗", "猫"]);
}

#[test]
fn single_pictures_with_extras() {
    let turned = read("turned.webp");
    assert_eq!(turned.shape, Shape { count: 1, height: 16, width: 16, channels: 3 });
    let Pixels::U8(pixels) = turned.pixels else { panic!("pictures should be bytes") };
    // Turned clockwise: the opaque left half is the top half; its bottom left pixel comes first.
    assert_eq!(pixels[..3], [60, 160, 80]);
    assert_eq!(pixels[8 * 48..], [255; 8 * 48]);
    assert_eq!(read("animated.webp").shape.count, 1);
    assert_eq!(read("palette.png").shape.channels, 3);
}

#[test]
fn preparation_goes_all_the_way() {
    let preparation = Preparation {
        size: Some((8, 4)),
        channels: Channels::Grey,
        invert: true,
        ..Preparation::default()
    };
    let images = prepared("pictures.zip", &preparation);
    assert_eq!(images.shape, Shape { count: 9, height: 8, width: 4, channels: 1 });
    let centred = Preparation { centre: true, ..Preparation::default() };
    let images = prepared("digits.npz", &centred);
    assert_eq!(images.shape, Shape { count: 60, height: 28, width: 28, channels: 1 });
}

#[test]
fn small_limits_stop_every_format() {
    let limits = Limits { max_bytes: 50, max_picture_bytes: 50, max_images: 2, max_entries: 100 };
    for name in
        ["u1.npy", "digits.npz", "digits.csv", "pictures.zip", "digits-images-idx3-ubyte.gz"]
    {
        let error = load(name, &bytes(name), None, &Preparation::default(), &limits).unwrap_err();
        assert!(matches!(error, Error::TooLarge { .. }), "{name}: {error}");
        assert!(error.to_string().starts_with(name), "{error}");
    }
}
