// This project. Its session draws weights, order and noise from the seed by itself.

export function burnEngine({ default: instantiate, Session }) {
  let session;
  return {
    async init({ model, training, seed }, { images, imageShape }) {
      await instantiate();
      session = await Session.open({ model, training, seed });
      const [count, pixels] = imageShape;
      const side = Math.sqrt(pixels);
      await session.setData({ pixels: images, shape: [count, side, side, 1] });
    },
    async run(steps) {
      let left = steps;
      let sum = 0;
      while (left > 0) {
        // Ends with an epoch, so it may take fewer.
        const trained = await session.trainSteps({ steps: left });
        sum += trained.losses.loss * trained.steps;
        left -= trained.steps;
      }
      return sum / steps;
    },
    destroy: () => session.free(),
  };
}
