import type { statistics as en } from "../en/statistics";
import { number } from "../format";

const splits = { test: "测试", train: "训练" };

export const statistics: typeof en = {
  title: "统计",
  caption:
    "各维度的 KL 说明它携带多少图像信息；几乎不变的维度没有被使用。该界按重要性对许多样本加权，比 −ELBO 更接近负对数似然。",
  images: "图像",
  imagesHelp: "测试图像能说明模型在没有训练过的图像上表现如何。",
  splits,
  samples: "每张图像的样本数",
  samplesHelp: "每张图像抽取多少个潜变量。越多，重要性加权界越接近似然，用时也成倍增加。",
  order: "条形排序",
  orderHelp: "按编号，或把携带图像信息最多的维度排在最前。",
  orders: { index: "按编号", size: "最大者在前" },
  measure: "测量",
  stop: "停止",
  measuring: "正在测量",
  negativeElbo: "−ELBO",
  reconstruction: "重建",
  kl: "KL",
  units: "活跃维度",
  unitsOf: (active, all) => `${active} / ${all}`,
  bound: (samples) => `${number(samples)} 个样本的界`,
  drawing: (samples, done, images) =>
    `每张图像抽取 ${number(samples)} 个样本：${number(images)} 张中已完成 ${number(done)} 张。`,
  notMeasured: "尚未测量。",
  measured: (split, done, all, steps) =>
    `${done < all ? `${number(all)} 张${splits[split]}图像中的 ${number(done)} 张` : `${number(all)} 张${splits[split]}图像`}，` +
    `训练 ${number(steps)} 步之后。单位为每张图像的 nats，越低越好。`,
  none: (split) => `没有${splits[split]}图像。`,
  bars: {
    about: (used, all) => `各潜维度的 KL，单位 nats；${all} 个中有 ${used} 个在使用。方向键在条形间移动。`,
    hint: "指向一个条，或用方向键，即可读数。实心条是在使用的维度。",
    one: (dimension, kl, active) => `z${dimension}：${kl} nats，${active ? "在使用" : "未使用"}。`,
  },
  moments: {
    mean: (mean) => `均值为 ${mean}`,
    farthest: (mean, dimension) => `离 0 最远处均值为 ${mean}（z${dimension}）`,
    deviation: (deviation) => `标准差为 ${deviation}`,
    deviations: (least, most) => `标准差为 ${least} 到 ${most}`,
    correlation: (value, one, other) => `，最强的相关为 ${value}（z${one} 与 z${other}）`,
    together: (centre, spread, correlation) =>
      `全体图像的编码：${centre}，${spread}${correlation}。先验分别为 0、1${correlation && "、0"}。`,
    unused: "没有维度在使用：所有图像的编码几乎相同。",
    unbounded: "有的方向完全没有用到，因此与先验的距离没有上界。",
    distance: (nats) => `具有这些矩的高斯与先验相距 ${nats} nats。`,
    near: "这接近先验：先验的样本会落在有图像的地方。",
    off: "这略偏离先验：部分先验样本会落在图像稀少的地方。",
    far: "这远离先验：许多先验样本会落在没有图像的地方。",
  },
};
