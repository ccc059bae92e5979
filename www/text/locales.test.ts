import { expect, test } from "vitest";
import { localeOf } from "./locales";

test("a language goes by its first part, whatever is said of place and script", () => {
  for (const tag of ["zh", "zh-CN", "ZH-Hant-TW", " zh "]) expect(localeOf([tag])).toBe("zh");
  expect(localeOf(["en-GB"])).toBe("en");
});

test("the first that there is text for is taken", () => {
  expect(localeOf([null, undefined, "", "de-CH", "zh-HK", "en"])).toBe("zh");
  expect(localeOf(["eng", "zhuang", "fr"])).toBeUndefined();
});
