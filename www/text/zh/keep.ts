import type { keep as en } from "../en/keep";
import { fixed, number } from "../format";

const bytes = (size: number) => {
  const mebibytes = size / 2 ** 20;
  return mebibytes < 1
    ? `${number(Math.ceil(size / 1024))} KiB`
    : `${fixed(mebibytes, mebibytes < 10 ? 1 : 0)} MiB`;
};

export const keep: typeof en = {
  visit: {
    ended: (set, epoch, when) => `${when} 的进度：${set}，第 ${epoch} 轮。`,
    goOn: "从上次离开处继续",
    anew: "重新开始",
    dismiss: "关闭",
  },
  nothing: (why) => `此浏览器不为本页保存任何内容（${why}）。离开之前，请把模型保存为文件。`,
  full: "此浏览器中没有空间再保存模型。训练会继续；请删除一些已保存的模型，或把它保存为文件。",
  failed: (why) => `模型无法保存在此浏览器中（${why}）。训练会继续；请把它保存为文件。`,
  models: "模型列表",
  drawer: {
    title: "保存在此浏览器中的模型",
    close: "关闭",
    name: "名称",
    keep: "保存当前模型",
    keepHelp: "以单独名称存一份副本，不会被覆盖。",
    kept: (name) => `已保存为“${name}”。`,
    nothingToKeep: "还没有可保存的内容：请先训练。",
    empty: "还没有保存任何模型。训练中的模型会自动保存。",
    itself: "自动保存",
    here: "自动保存，即本页的模型",
    facts: (set, settings, epoch) => `${set}，${settings}，第 ${epoch} 轮`,
    settings: (latent, widths) => `${number(latent)} 维，宽度 ${widths.join(", ") || "无"}`,
    loss: (nats) => `${nats} nats`,
    more: (loss, when, size) => [...(loss ? [loss] : []), when, bytes(size)].join(" · "),
    list: "已保存的模型",
    open: "打开",
    export: "导出",
    rename: "重命名",
    save: "保存名称",
    cancel: "取消",
    remove: "删除",
    removeForGood: (name) => `永久删除“${name}”？`,
    removed: (name) => `已删除“${name}”。`,
    about: (action, name) => `${action}：${name}`,
    exported: (file) => `已导出为 ${file}。`,
    opened: (name) => `已打开“${name}”。`,
    untitled: (set, epoch) => `${set}，第 ${epoch} 轮`,
  },
  gone: "它已不存在：另一个标签页删除了它。",
  elsewhere: "另一个标签页已经接着它训练了。",
  tooLarge: (set, most) =>
    `模型会保存在此浏览器中；“${set}”的图像超过 ${bytes(most)}，不会保存。下次访问时，重新打开这些图像后模型即可恢复。`,
  bring: (set) => `“${set}”的图像太大，没有保存。请在“数据”中重新打开它们，然后继续。`,
};
