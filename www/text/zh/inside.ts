import type { inside as en } from "../en/inside";
import { number } from "../format";

export const inside: typeof en = {
  legend: {
    zero: "0",
    ownLeast: "−最大值",
    ownMost: "最大值",
    own: (least, most) => `各单元单独计：从 ${least} 到 ${most}`,
  },
  tiles: {
    about: (name, count) =>
      `${name}：${number(count)} 个单元。方向键在单元间移动，Enter 打开一个，Escape 关闭。`,
    aboutMaps: (name, count, height, width) =>
      `${name}：${number(count)} 张特征图，每张 ${height} × ${width} 个位置。方向键在特征图间移动，加 Shift 在位置间移动；` +
      "Enter 打开一张，Escape 关闭。",
    none: (name) => `${name}：暂无。`,
    name: (unit) => `单元 ${unit}`,
    unit: (name, value) => `${name}：${value}`,
    place: (name, row, column, value) => `${name}，第 ${row} 行第 ${column} 列：${value}`,
    some: (shown, all) => `${number(all)} 个中的 ${number(shown)} 个`,
    showAll: (all) => `显示全部 ${number(all)} 个`,
    showFewer: "收起",
    table: "数值",
    tableOf: (name) => `${name}，逐个单元`,
    head: { unit: "单元", value: "值", least: "最小", mean: "平均", most: "最大" },
  },
};
