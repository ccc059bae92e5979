import type { WithoutGpu } from "../../engine/protocol";
import type { worker as en } from "../en/worker";
import { number, range } from "../format";
import { stored } from "./stored";

function because(without: WithoutGpu): string {
  switch (without.kind) {
    case "noWebGpu":
      return "此浏览器没有 WebGPU";
    case "noAdapter":
      return "浏览器没有提供 WebGPU 适配器";
    case "failed":
      return `请求 WebGPU 适配器失败（${without.why}）`;
    case "noModule":
      return "这个单一文件不含 GPU 模块，也没有可供下载的站点";
    case "notBuilt":
      return "本页的这个版本构建时不含 GPU 模块";
    case "notAsked":
      return "这个单一文件只含 CPU 模块；选择 WebGPU 会下载 GPU 模块";
  }
}

const engine: (typeof en)["engine"] = {
  cpu: (threads) => `Flex，${threads === 1 ? "单线程" : `${threads} 个线程`}，使用 SIMD`,
  lacksThreads: (why) => `无法使用更多线程：${why}。`,
  noHelper: "辅助线程的脚本未能加载",
  noAnswer: "辅助线程没有响应",
  unnamedAdapter: "未命名的适配器",

  askedCpu: "已按选择使用 CPU。",
  askedGpu: "已按选择使用 WebGPU。",
  askedSoftwareGpu: "已按选择使用 WebGPU。它是软件适配器，比 CPU 慢。",
  realGpu: "此浏览器有可用于训练的 GPU。",
  cpuFirst: "先在 CPU 上运行。开始训练后会在 GPU 上也测几步，再用较快的一个继续。",
  onlySoftwareGpu: "使用 CPU，因为唯一的 WebGPU 适配器是较慢的软件实现。",
  noGpu: (without) => `使用 CPU，因为${because(without)}。`,
  gpuRefused: (without) => `无法使用 WebGPU：${because(without)}。请选择 CPU，或换用支持 WebGPU 的浏览器。`,

  downloading: "正在下载引擎",
  openingGpu: "正在打开 GPU",
  starting: "正在启动引擎",
  compiling: "正在编译 GPU 内核",

  notOpen: "引擎尚未打开。",
  notDownloaded: (why) => `引擎无法下载：${why}。`,
  notServed: (status) => `引擎无法下载：服务器返回 ${status}。`,
};

const data: (typeof en)["data"] = {
  downloadingReader: "正在下载读取器",
  downloading: (set) => `正在下载 ${set}`,
  drawingSprites: "正在绘制几何图形",
  drawingLandscapes: "正在绘制风景",
  drawingPoints: "正在绘制点",
  readingFile: (name) => `正在读取 ${name}`,
  readingFiles: (files) => `正在读取 ${files} 个文件`,
  decoding: (name) => `正在解码 ${name}`,
  preparing: "正在准备图像",

  drawnFrom: (found, fitting) =>
    `从 ${number(found)} 张图像中抽取${fitting ? "，以 256 MiB 能容纳的数量为限" : ""}。`,
  broughtTo: (side) => `已缩放到 ${side} × ${side} 像素。`,
  rescaled: (black, white) => `数值已从 ${range(black, white)} 换算到 0..1。`,

  readerNotDownloaded: (why) => `图像读取器无法下载：${why}。请重试。`,
  readerNotServed: (status) => `图像读取器无法下载：服务器返回 ${status}。`,
  notDownloaded: (set, why) => `${set} 无法下载：${why}。请重试。`,
  notServed: (set, status) => `${set} 无法下载：服务器返回 ${status}。请重试。`,
  unreadable: (name, why) => `无法读取 ${name}：${why} 请重新选择。`,
  tooLarge: (name, mebibytes, limit) =>
    `${name} 有 ${number(mebibytes)} MiB；上限为 ${number(limit)} MiB。请只选择一部分。`,
  noMemory: "读取所需内存超出浏览器允许的范围。请选择较少的图像或较小的尺寸。",
  readerFailed: (what) => `无法读取，原因在读取器本身：${what}。请去掉有问题的文件，或重新保存它。`,
  fromPython: "在笔记本中，图像来自 Python。",
};

const instrument: (typeof en)["instrument"] = {
  notDownloaded: (why) => `用于拟合和测量点的模块无法下载：${why}。请重试。`,
  notServed: (status) => `用于拟合和测量点的模块无法下载：服务器返回 ${status}。请重试。`,
};

export const worker: typeof en = { engine, data, instrument, stored };
