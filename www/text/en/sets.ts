const toy = (name: string, about: string) => ({
  name,
  about: `${about} Each point is drawn as a blob at its place.`,
});

/** The data sets to choose from: what each is called, what it is, and whose. */
export const sets = {
  digits: {
    name: "Digits",
    about:
      "1,797 handwritten digits of 8 × 8 pixels, with a split of their own. They come with the playground.",
    credit:
      "Data: Optical Recognition of Handwritten Digits by E. Alpaydin and C. Kaynak, UCI Machine Learning " +
      "Repository, as packaged by scikit-learn, CC BY 4.0.",
  },
  mnist: {
    name: "MNIST",
    about:
      "70,000 handwritten digits of 28 × 28 pixels. One in seven is for testing, taken from the original test set. Up " +
      "to 11 MB are downloaded, 1.6 MB for every 10,000 images.",
    credit: "Data: MNIST by Y. LeCun, C. Cortes and C. Burges, CC BY-SA 3.0.",
  },
  fashion: {
    name: "Fashion-MNIST",
    about:
      "70,000 photos of clothes of 28 × 28 pixels. One in seven is for testing: a split of our own, the last 1,000 of " +
      "each class, since our source does not tell the original one. Up to 31 MB are downloaded, 4.4 MB for every " +
      "10,000 images.",
    credit: "Data: Fashion-MNIST by H. Xiao, K. Rasul and R. Vollgraf, Zalando Research, MIT licence.",
    classNames: [
      "T-shirt",
      "Trousers",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Boot",
    ],
  },
  animals: {
    name: "Animals",
    about:
      "9,716 silhouettes of ten animals, 28 × 28 pixels, one in five for testing: a split of our own, after 284 " +
      "repetitions were left out. 2.7 MB are downloaded.",
    credit:
      "Data: animal-mnist 0.4 by Sina Mohammadi, whose package declares the MIT licence; repetitions left out.",
  },
  faces: {
    name: "Cartoon faces",
    about:
      "10,000 cartoon faces of 32 × 32 pixels in colour, put together from parts: hair, beard, eyes, mouth, clothes and " +
      "their colours are known. No two are alike; 2,000 are for testing. 2.7 MB are downloaded.",
    credit: "Images: ToonHead, Johan Melin, CC BY 4.0, put together by DiceBear and rasterised.",
  },
  things: {
    name: "Things",
    about:
      "360 images of 32 × 32 pixels in colour for each of six kinds of things and each of three vendors: emoji, at " +
      "different places and sizes and on different backgrounds. 2.9 MB are downloaded.",
    note:
      "Split by vendor: Noto and Twemoji to train on, Fluent to test, so that the test shows what holds in another hand. " +
      "Each emoji occurs several times, shifted, scaled, mirrored, on six backgrounds.",
    credit:
      "Images: emoji of Noto (Google, Apache-2.0), Twemoji (CC BY 4.0) and Fluent (Microsoft, MIT), rasterised, on " +
      "backgrounds of our own.",
  },
  sprites: {
    name: "Sprites",
    about:
      "Squares, ellipses and hearts, drawn here. Shape, scale, rotation and place are known: the factors of dSprites.",
  },
  landscapes: {
    name: "Landscapes",
    about:
      "Hills, a lake, trees and the sun, drawn here, in colour. The sun’s height, the hour, the ridge, the snow line, the " +
      "water and the number of trees are known, and independent of each other.",
  },
  moons: toy("Moons", "Two half circles, one in the other’s arms."),
  circles: toy("Circles", "Two circles, one in the other."),
  swissRoll: toy("Swiss roll", "A spiral of one and a half turns."),
  gaussians: toy("Gaussian grid", "25 narrow Gaussians on a grid."),
  pinwheel: toy("Pinwheel", "Five bent arms."),
  own: {
    name: "Your images",
    about:
      "They stay in your browser. Open or drop IDX, NPY, NPZ or CSV files, a zip or a folder of PNG, JPEG or WebP " +
      "pictures, whose folders become classes. A file of labels is chosen together with its file of images.",
  },
};
