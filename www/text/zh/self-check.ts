import type { selfCheck as en } from "../en/self-check";
import { fixed, magnitude } from "../format";

export const selfCheck: typeof en = {
  title: "自检",
  caption:
    "向此设备的 CPU 和 GPU（各在自己的 worker 中）询问已知答案的问题。你的模型保持原样。如果有不对之处，提问时请附上报告。",
  work: { start: "检查此设备", stop: "停止", working: "正在检查。" },
  under: (device) => `正在询问 ${device}。`,
  devices: { cpu: "CPU", webgpu: "GPU" },
  checks: {
    values: "各值，以 64 位重新计算",
    evaluation: "160 个数字的损失",
    gradients: "一步的梯度",
    derivatives: "导数，与差分对照",
    training: "50 步的损失，nats",
  },
  table: {
    caption: "每个答案与已知答案最多相差多少：以其比例计，或以每张图像的 nats 计。",
    head: ["问题", "测得", "上限", "结果"],
  },
  right: "正确",
  wrong: "错误",
  number: (value) => (Number.isFinite(value) ? magnitude(value) : "不是数"),
  most: (value) => magnitude(value),
  summary: (right, all, failed) =>
    right === all && failed === 0
      ? `全部 ${all} 个答案都正确。`
      : `${all} 个答案中有 ${right} 个正确。${failed ? `有 ${failed} 个设备没能问完。` : ""}`,
  device: (name, adapter, seconds) => `${name}：${adapter}（${fixed(seconds, 1)} 秒）`,
  failed: (name, why) => `${name}：${why}`,
  report: "报告",
  copy: "复制报告",
  copied: "已复制。",
  notCopied: "浏览器不允许本页复制。请选中文字后自行复制。",
  lines: {
    heading: (when) => `VAE Playground，${when} 的自检`,
    browser: (agent) => `浏览器：${agent}`,
    page: (threads, isolated) => `处理器线程：${threads}；页面隔离：${isolated ? "是" : "否"}`,
    answer: (question, found, most, right) => `  ${question}：${found}，上限 ${most}：${right}`,
  },
};
