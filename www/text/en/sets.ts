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
  sprites: {
    name: "Sprites",
    about:
      "Squares, ellipses and hearts, drawn here. Shape, scale, rotation and place are known: the factors of dSprites.",
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
