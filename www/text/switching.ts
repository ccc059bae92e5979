import type { Locale } from "./locales";

interface Words {
  name: string;
  label: string;
  before: string;
  open: string;
}

/** What is said of going over to a language, in that language, for who can't read the page's. */
export const switching: Record<Locale, Words> = {
  en: {
    name: "English",
    label: "English: open this page in English",
    before:
      "The page opens anew in English. Before that the model is kept in this browser, and it goes on from there.",
    open: "Open in English",
  },
  zh: {
    name: "中文",
    label: "中文：以中文打开本页",
    before: "页面将以中文重新打开。打开前会把模型保存在此浏览器中，之后从保存处继续。",
    open: "以中文打开",
  },
};
