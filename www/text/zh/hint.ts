import type { hint as en } from "../en/hint";

export const hint: typeof en = {
  label: "先试试",
  close: "知道了",
  tries: {
    encoder: "换一幅图像，看它如何逐层通过编码器。点按某一层中的一个值，可看它由什么算出。",
    latent: "指向散点图可看图像；先后点击两幅，下方的“插值”会从 A 走到 B。",
    decoder: "拖动潜向量的一个滑块：图像和各层都会随之变化。",
    generate: "按“换一批”得到新的样本；点击一个样本，可看与它最近的训练图像。",
    classify: "在下方的画板上画一笔，看模型把它变成什么，以及与它最近的图像。",
    detect: "按“合成”用这些图像拼出一个场景，再按“寻找物体”。",
  },
};
