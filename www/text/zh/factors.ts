import type { factors as en } from "../en/factors";
import { number } from "../format";

export const factors: typeof en = {
  title: "因子",
  caption:
    "每个潜维度单独能说明每个标签列多少：两者的互信息，以该列全部信息（熵）的比例表示。后验均值和数值分成 20 个区间计数。" +
    "差距是一列的最佳维度领先第二名多少；MIG（互信息差距）是各差距的平均：每列各占一个维度时为 100%。" +
    "按下一格可在散点图上查看：横轴为该维度，颜色为该列。",
  noLabels: "这些图像没有标签，因此维度没有可对应的内容。",
  constant: "所有图像的标签都相同，因此维度没有可对应的内容。",
  waiting: "正在等待图像的后验均值。",
  failed: (why) => `无法测量：${why}`,
  column: "类别",
  axes: "行：潜维度。列：标签列。每列的最佳维度带下划线。",
  grid: "潜维度所说明的各标签列的比例",
  dimension: (dimension) => `z${dimension}`,
  cell: (dimension, share, column) => `z${dimension} 说明了“${column}”的 ${share}`,
  gap: "差距",
  chance: "随机水平",
  chanceHelp: "随机水平：把同样的标签在图像间打乱后，维度最多能说明多少。接近它的比例没有意义。",
  none: "–",
  mig: (share, columns) =>
    columns === 1
      ? `差距为 ${share}。只有一个标签列时，它表示一个维度与该列的对应程度，而不是各因子是否分开。`
      : `MIG ${share}，基于 ${number(columns)} 个标签列。`,
  constants: (names) => `${names.join("、")}：所有图像的标签都相同，因此没有可对应的内容，也没有差距。`,
  oneDimension: "只有一个维度，因此每个差距没有第二名可比：就是该比例本身。",
  equal: "所有图像的编码都相同，因此没有维度能说明任何内容。",
  measured: (images, all, step) =>
    `基于 ${images < all ? `${number(all)} 张图像中的 ${number(images)} 张` : `${number(all)} 张图像`}，第 ${number(step)} 步。`,
  untrained: "模型尚未训练：图像的位置由随机权重决定。",
  more: (count) => `显示全部 ${number(count)} 个维度`,
  fewer: (count) => `显示说明最多的 ${number(count)} 个`,
  save: "比例（CSV）",
};
