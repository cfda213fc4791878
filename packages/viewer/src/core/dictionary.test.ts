import { describe, expect, it } from "vitest";
import { featureName, nameIn, wordFor } from "./dictionary.ts";
import { en } from "./dictionary-en.ts";
import { zh } from "./dictionary-zh.ts";

/** Every text of a dictionary with its path; functions are called with placeholders. */
function textsOf(node: object, path = ""): readonly (readonly [string, string])[] {
  return Object.entries(node).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    const at = `${path}.${key}`;
    if (typeof value === "string") return [[at, value]];
    if (typeof value === "function") return [[at, (value as (...args: string[]) => string)("①", "②")]];
    return textsOf(value as object, at);
  });
}

describe("dictionary", () => {
  it("leaves no text empty, in either language", () => {
    expect([...textsOf(zh), ...textsOf(en)].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("uses the values that a text is given, in both languages alike", () => {
    const marks = (texts: readonly (readonly [string, string])[]) =>
      texts.map(([path, text]) => `${path} ${text.includes("①")} ${text.includes("②")}`).filter((line) => line.includes("true"));
    expect(marks(textsOf(en))).toEqual(marks(textsOf(zh)));
  });

  it("writes Chinese without English sentences and English without Chinese, save the names of both", () => {
    const allowed = /^\.(switchLanguage|languageName|productSub|product)$/;
    const chineseInEnglish = textsOf(en).filter(([path, text]) => !allowed.test(path) && /\p{Script=Han}/u.test(text));
    expect(chineseInEnglish).toEqual([]);
    const noChinese = textsOf(zh).filter(
      ([path, text]) => !allowed.test(path) && /[a-z]{4,}/i.test(text) && !/\p{Script=Han}/u.test(text),
    );
    expect(noChinese).toEqual([[".htmlLang", "zh-CN"]].filter(([, text]) => /[a-z]{4,}/i.test(text!)));
  });

  it("falls back to the Chinese name and shows unknown keys as they are", () => {
    expect(nameIn("en", { name: "科尔沁", nameEn: null })).toBe("科尔沁");
    expect(featureName("en", { name: "科尔沁", nameEn: "Horqin" })).toBe("Horqin");
    expect(featureName("zh", { nameEn: "Horqin" })).toBeNull();
    expect(wordFor(zh.siteKind, "village")).toBe("村庄");
    expect(wordFor(zh.siteKind, "toString")).toBe("toString");
  });
});
