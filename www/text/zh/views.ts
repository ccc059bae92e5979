import type { views as en } from "../en/views";
import { number } from "../format";

export const views: typeof en = {
  train: "训练",
  test: "测试",
  z: (values) => `z = ${values.join(", ")}`,
  map: {
    role: "散点图",
    none: "潜空间，还没有嵌入任何图像。",
    about: (train, test, extent) =>
      `${train} 张训练图像和 ${test} 张测试图像的后验均值，距原点不超过 ${extent}。` +
      "方向键逐张移动，Enter 选取一张；Shift 加 Enter 再选一张，Escape 取消全部选择。" +
      "加号和减号缩放，0 显示全部，Shift 加方向键移动散点图。",
    className: (name) => `类别 ${name}`,
    image: (row, test) => `${test ? "测试" : "训练"}图像 ${row}`,
    picked: (what) => `已选取：${what}`,
    gathered: "所有图像都在 0 附近：编码器还不能区分它们。",
    decoded: "解码器在这里画出的图像",
    wheel: "要缩放，请按住 Ctrl 或 \u2318 并滚动滚轮，或用双指捏合。",
    zoomLabel: "缩放",
    zoom: {
      in: { sign: "+", label: "放大" },
      out: { sign: "\u2212", label: "缩小" },
      reset: { sign: "全部", label: "显示所有图像" },
    },
    dragLabel: "拖动的作用",
    drag: { select: "选择", move: "移动" },
    splitLabel: "散点图中的图像",
    splits: { both: "训练和测试", apart: "并排", train: "仅训练", test: "仅测试" },
    apart: ["训练图像", "测试图像"],
    selected: (count) => `已选 ${number(count)} 张图像`,
    clear: "清除",
  },
  legend: {
    label: "类别：按下可淡化或恢复",
    className: (name) => `类别 ${name}`,
    more: (count) => `以及另外 ${count} 类`,
  },
  grid: {
    role: "解码图像网格",
    none: "解码图像，暂无。",
    about: (count, extent) => `潜空间中从 −${extent} 到 ${extent} 的 ${count} 张解码图像。方向键移动光标。`,
  },
  pairs: {
    label: (test) => `${test ? "测试图像" : "图像"}及其重建`,
    image: (row, test) => `${test ? "测试图像" : "图像"} ${row}`,
    ofClass: (name) => `，类别 ${name}`,
    picked: (slot) => `，已选作 ${slot}`,
  },
  losses: {
    atEpoch: (value, epoch) => `第 ${epoch} 轮：${value}`,
    about: (title, train, test) => `${title}，每张图像的 nats 随轮数变化：训练 ${train}，测试 ${test}。`,
  },
};
