import type { dynamics as en } from "../en/dynamics";
import { number } from "../format";

export const dynamics: typeof en = {
  title: "训练动态",
  caption:
    "下一步对各块的作用：损失梯度的范数，以及变化相对于权重有多大。此卡片可见时才测量，并不真正走这一步。" +
    "离 z 同样远的块颜色相同，解码器用虚线。在平面图中，虚线连接此 beta 下损失相等的位置。",
  waiting: "尚未测量。",
  looked: (step, rate) => `第 ${step} 步，学习率 ${rate}。`,
  encoder: (layer) => `编码器 ${layer}`,
  decoder: (layer) => `解码器 ${layer}`,
  gradients: "梯度范数",
  ratios: "更新比",
  usual: "0.001，常见的大小",
  about: (title, values) => `最近一步的${title}：${values || "暂无"}`,
  blocks: {
    title: (step) => `第 ${step} 步的各块，范数按块内全部参数计`,
    columns: ["块", "梯度", "变化", "权重", "变化 ÷ 权重"],
  },
  bands: "各维度的 KL，nats",
  dimension: {
    name: (dimension) => `z${dimension}`,
    others: (count) => `其余 ${number(count)} 个`,
  },
  plane: {
    title: "码率与失真",
    x: "KL，nats",
    y: "重建，nats",
    about: (end, earlier) =>
      `${end ? `当前 KL 为 ${end[0]}，重建项为 ${end[1]}` : "还没有损失"}；显示 ${number(earlier)} 次先前的运行。`,
  },
  beta: {
    label: "Beta",
    slider: "Beta，从下一步起生效",
    amount: (beta) => `${beta}，从下一步起`,
    inForce: (beta) => `按调度现为 ${beta}。`,
    unused: "该目标函数有自己的权重：不使用 beta。",
  },
  runs: {
    title: "用这些图像的各次运行，结束时的训练损失",
    columns: ["运行", "Beta", "z", "轮数", "KL", "重建", "−ELBO"],
    now: "本次",
    earlier: (run) => `先前 ${run}`,
  },
};
