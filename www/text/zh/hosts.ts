import type { hosts as en } from "../en/hosts";

export const hosts: typeof en = {
  attributes: {
    names: (names) => names.map((name) => `“${name}”`).join("、"),
    unknown: (attribute, value, choices) => `属性 ${attribute}="${value}" 无法识别。可用的值：${choices}。`,
    notWhole: (attribute, value, least, most) =>
      `属性 ${attribute}="${value}" 必须是 ${least} 到 ${most} 之间的整数。`,
    noFolder: (set) => `${set} 存放在文件中，但没有说明位置：请设置属性“data”。`,
    unknownView: (value, view, views) =>
      `属性 view="${value}" 中的视图“${view}”不存在。可用“all”，或以下若干项：${views}。`,
  },
  notebook: {
    noModel: "模型已不存在。请在小部件中重新启动它。",
    closed: "小部件已关闭。",
    modelFile: "来自 Python 的模型",
    elsewhere: "此小部件现在运行在之后打开的另一个页面里。这里保持原样。",
    kernelGone:
      "此小部件的内核已断开。在重新加载页面之前，模型仍留在这里：可以继续训练，也可以保存。要从 Python 使用它，请重新运行该单元格。",
  },
  newVersion: {
    message:
      "本页有新版本。当前版本可以照常使用，但尚未加载的部分可能已不在服务器上。加载新版本会重新打开页面。",
    load: "加载",
  },
  pageTitle: (workspace) => `${workspace} – VAE Playground`,
};
