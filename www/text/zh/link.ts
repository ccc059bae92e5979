import type { link as en } from "../en/link";
import { given, number } from "../format";

const all = (choices: readonly string[]) => choices.join("、");

export const link: typeof en = {
  button: "分享",
  title: "分享当前设置",
  close: "关闭",
  about:
    "打开链接的人会得到同样的图像、模型、设置和随机种子，并重新训练：训练好的权重保存在模型文件里，不在链接中。",
  own: "链接不包含你自己的图像。打开链接的人需要另外打开自己的图像。",
  field: "链接",
  copy: "复制",
  copied: "已复制。",
  notCopied: "浏览器不允许网页复制。链接已选中：请按 Ctrl（或 ⌘）+ C。",
  code: "显示二维码",
  hideCode: "隐藏二维码",
  codeLabel: "链接的二维码",
  noCode: (why) => `无法生成这个链接的二维码（${why}）。`,
  hide: "用于课堂：隐藏控件",
  hideHelp: "“显示全部控件”按钮始终保留。",
  hideable: {
    data: "数据",
    settings: "设置",
    figures: "数值",
    files: "模型文件",
    workspaces: "模型各部分（通往其他视图）",
    lessons: "课程",
    share: "分享",
  },
  showAll: "显示全部控件",
  hiddenDrop: "这里不能打开文件：链接隐藏了这一功能。请先显示全部控件。",
  opened: (misfits) => `链接已尽可能打开。${misfits.join(" ")}`,
  failed: (why) => `链接无法打开：${why}原有内容保持不变。`,
  misfits: {
    newer: (version) => `它由本页面的更新版本（${version}）生成：请刷新页面，或只使用能识别的部分。`,
    noVersion: (version) => `“${version}”不是有效的版本号。`,
    workspace: (name) => `没有名为“${name}”的视图。`,
    unknown: (key) => `“${key}”无法识别，或与其余设置不相容。`,
    choice: (key, value, choices) => `“${key}”不能是“${value}”，可选：${all(choices)}。`,
    number: (key, value, least, most, whole) =>
      `“${key}”不能是“${value}”，应为 ${given(least)} 到 ${given(most)} 之间的${whole ? "整数" : "数"}。`,
    numbers: (key, value, fewest, longest, least, most) =>
      `“${key}”不能是“${value}”，应为${fewest === longest ? "" : ` ${number(fewest)} 至`} ${number(longest)} 个 ${given(least)} 到 ${given(most)} 之间的数，用逗号分隔。`,
    labels: (columns) => `这些图像有 ${number(columns)} 个标签列。`,
    row: (name, row, count) => `图像 ${name} 不能是第 ${number(row)} 幅：共有 ${number(count)} 幅。`,
    axes: (axes, latent) => `图的坐标轴不能是第 ${all(axes.map(number))} 维：模型有 ${number(latent)} 维。`,
    place: (values, latent) => `标记的位置有 ${number(values)} 个值，而模型有 ${number(latent)} 维。`,
    components: (latent) => `主成分需要两个以上的维度：模型有 ${number(latent)} 维。`,
    map: (key) => `“${key}”应为所见部分的中心及其向各边延伸的距离，后者必须大于 0。`,
    own: "它是用某人自己的图像生成的，任何链接都不包含这些图像：请在“数据”中打开你的图像。其余设置以链接为准。",
    device: (device) => `它要求使用设备“${device}”，这里无法使用：模型仍在原来的设备上。`,
    noUnit: "它要在编码器或解码器中打开的值，不属于这个模型。",
    noImages: "没有图像。",
    notSet: "无法按此设置建立模型。",
  },
};
