import type { report as en } from "../en/report";
import { fixed, number } from "../format";

export const report: typeof en = {
  title: (set) => `“${set}”的变分自编码器`,
  made: (when) => `由 VAE Playground 于 ${when} 生成。本页不需要任何外部内容。`,
  run: "本次运行",
  set: "图像",
  images: (all, tests, size) => `${number(all)} 张 ${size} 的图像，其中 ${number(tests)} 张用于测试`,
  trained: "训练量",
  epochs: (epoch, steps) => `${epoch} 轮，${number(steps)} 步`,
  parameters: "参数量",
  device: "设备",
  losses: "损失，每张图像的 nats",
  split: { train: "训练", test: "测试" },
  columns: ["", "重建", "KL", "−ELBO"],
  loss: (value) => fixed(value, 3),
  settings: "设置",
  figures: "图表",
  curves: "曲线数值（CSV）",
  whole: "全部设置（JSON）",
};
