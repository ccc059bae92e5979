import type { modelFile as en } from "../en/model-file";
import { number } from "../format";

export const modelFile: typeof en = {
  region: "模型文件",
  about:
    "一个文件，含权重、设置和训练状态，以后可以接着训练。把它拖放到页面上即可打开。要在 Python 中使用，可保存含模型各层和权重的程序，只需要 torch。",
  save: "保存模型",
  open: "打开模型",
  torch: "保存为 PyTorch",
  torchSaved: (name) => `已保存 ${name}：含此模型及其权重的 Python 程序。`,
  report: "保存报告",
  reportSaved: (name) => `已保存 ${name}：本次运行的设置、损失和本工作区的视图。`,
  notWritten: (why) => `无法生成文件：${why}`,
  input: "已保存的模型文件",
  saved: (name, steps) => `已保存 ${name}，训练 ${number(steps)} 步。`,
  opening: (name) => `正在打开 ${name}…`,
  opened: (name, steps) => `已打开 ${name}，训练 ${number(steps)} 步。`,
  notReady: (name) => `没有打开 ${name}：还没有就绪的模型。请稍后再试。`,
  tooLarge: (name) => `${name} 超过 1 GiB：此检查点无法使用。请选择较小的文件。`,
  unreadable: (name, why) => `无法读取 ${name}（${why}）。请重新选择。`,
  stays: (why) => `${why} 本页的模型保持原样。`,
  trainedOn: ({ images, trainingImages, height, width }) =>
    `它训练时用的是 ${number(images)} 张 ${height} × ${width} 的图像，其中 ${number(trainingImages)} 张用于训练。`,
  startAnew: "用它的权重重新开始",
  loadAndOpen: (set) => `加载“${set}”并打开`,
};
