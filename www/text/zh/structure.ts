import type { structure as en } from "../en/structure";
import { exact } from "../format";

export const structure: typeof en = {
  title: "结构",
  caption:
    "从图像到编码再返回的各块；块越大，输出的值越多（按倍增的尺度）。每块下方是形状、参数量、每张图像的乘加次数和权重所占内存。" +
    "按一块可在下方改变其大小；在这里的改动也会出现在设置中，按“应用并重置”生效。",
  inForce: "这是当前的模型。",
  pending: "尚未应用：按“训练”旁的“应用并重置”即可生效。",
  unreadable: "设置所要求的模型无法建立：请看设置中的提示。",
  totals: (parameters, multiplyAdds, memory) =>
    `${parameters} 个参数，每张图像 ${multiplyAdds} 次乘加，训练约需 ${memory}。`,
  image: "图像",
  latent: "z",
  reconstruction: "重建图像",
  encoder: (layer) => `编码器 ${layer}`,
  decoder: (layer) => `解码器 ${layer}`,
  kinds: { dense: "全连接", convolution: "卷积", transposedConvolution: "转置卷积" },
  parameters: (count) => `${count} 参数`,
  multiplyAdds: (count) => `${count} 乘加`,
  units: ["B", "KiB", "MiB", "GiB"],
  table: "以表格显示",
  columns: ["块", "层", "形状", "参数", "乘加", "权重", "每张图像的值"],
  about: (parts) => `模型：${parts}`,
  save: { svg: "结构图（SVG）", png: "结构图（PNG）" },
  editing: {
    channels: "卷积的通道数",
    encoder: "编码器隐藏层宽度",
    latent: "潜维度数",
    sizeOfLatent: "z 的维数",
    decoder: "解码器隐藏层宽度",
    mirrored: "与编码器镜像对应，直到你改动它。",
    convolution: (layer) => `卷积 ${layer}`,
    encoderLayer: (layer) => `编码器第 ${layer} 层`,
    decoderLayer: (layer) => `解码器第 ${layer} 层`,
    width: (layer) => `${layer}的宽度`,
    remove: (layer) => `移除${layer}`,
    add: "添加一层",
    addTo: (title) => `添加一层：${title}`,
    wrong: (least, most) => `必须是 ${exact(least)} 到 ${exact(most)} 之间的整数。`,
  },
};
