import type { instrument as en } from "../en/instrument";
import { exact, given, number } from "../format";

const errors: (typeof en)["errors"] = {
  ragged: ({ values, dimensions }) => `${number(values)} 个值无法组成完整的 ${number(dimensions)} 维点。`,
  notFinite: ({ point, dimension, value }) =>
    `点 ${number(point)} 的第 ${number(dimension)} 维是 ${exact(value)}。`,
  noSuchClass: ({ point, label, classes }) =>
    `点 ${number(point)} 的标签是 ${number(label)}；只有 ${number(classes)} 个类别。`,
  labelCount: ({ labels, points }) => `${number(points)} 个点却有 ${number(labels)} 个标签。`,
  tooFewPoints: ({ what, points, least }) =>
    `只有 ${number(points)} 个点；${what} 至少需要 ${number(least)} 个。`,
  tooFewClasses: ({ what, classes }) => `有标签的点只有 ${number(classes)} 类；${what} 至少需要 2 类。`,
  differentDimensions: ({ found, expected }) =>
    `这些点是 ${number(found)} 维的，其余的是 ${number(expected)} 维的。`,
  invalidArgument: ({ argument, problem }) => `${argument} 无法使用：${problem}。`,
  count: ({ what, found, expected }) => `${what} 有 ${number(found)} 个；必须是 ${number(expected)} 个。`,
  noSuchPoint: ({ point, points }) =>
    `没有编号为 ${number(point)} 的点；共有 ${number(points)} 个，从 0 开始编号。`,
  noSuchDimension: ({ dimension, dimensions }) =>
    `没有编号为 ${number(dimension)} 的维度；共有 ${number(dimensions)} 个，从 0 开始编号。`,
  noWay: ({ from, to }) => `从点 ${number(from)} 到点 ${number(to)} 没有路径。`,
  edgeLength: ({ edge, length }) => `边 ${number(edge)} 的长度是 ${given(length)}；它必须不小于 0。`,
  channels: ({ channels }) => `图像有 ${number(channels)} 个通道；提取特征需要 1 或 3 个。`,
  featuresFile: ({ reason }) => `特征文件无法使用：${reason}。请重新加载。`,
  outOfRange: ({ name, value, least, most }) =>
    `${name} 为 ${given(value)}；必须在 ${exact(least)} 到 ${exact(most)} 之间。`,
};

export const instrument: typeof en = {
  errors,
  closed: "测量已关闭。",
  stopped: (why) => `测量已停止：${why}。请重试。`,
  noScript: "测量无法开始：其脚本未能加载。请重试。",
};
