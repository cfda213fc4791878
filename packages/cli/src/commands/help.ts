import type { FlagSpec } from "../input/flags.ts";
import type { Language } from "../text/language.ts";
import { padToWidth } from "../text/width.ts";
import { COMMON_FLAGS, type Command } from "./command.ts";

function flagLine(flag: FlagSpec, language: Language): string {
  const name = `${flag.short ? `-${flag.short}, ` : "    "}--${flag.name}${flag.value ? ` ${flag.value}` : ""}`;
  return `  ${padToWidth(name, 30, "left")}  ${flag.help[language]}`;
}

/** `parkatlas help`: every verb in a line. */
export function overview(commands: readonly Command[], language: Language): string {
  const zh = language === "zh";
  const widest = Math.max(...commands.map((command) => command.name.length));
  return [
    zh
      ? "ParkAtlas（园区一张图）：从文件到地图，一步一个动词"
      : "ParkAtlas (园区一张图): one verb for each step, from files to a map",
    "",
    `${zh ? "用法" : "usage"}: parkatlas <${zh ? "动词" : "verb"}> …`,
    "",
    ...commands.map((command) => `  ${command.name.padEnd(widest)}  ${command.summary[language]}`),
    "",
    zh
      ? "parkatlas <动词> --help 显示用法和例子；parkatlas --version 显示版本"
      : "parkatlas <verb> --help shows how a verb is used; parkatlas --version shows the version",
    zh
      ? "退出码：0 已回答 · 1 数据有错误或无法回答 · 2 用法错误 · 3 读写或内部错误 · 4 protection --strict 未通过"
      : "exit codes: 0 answered · 1 errors in the data, or it cannot answer · 2 wrong usage · 3 input/output or internal · 4 protection --strict not met",
    "",
  ].join("\n");
}

/** `parkatlas <verb> --help`. */
export function usageOf(command: Command, language: Language): string {
  const zh = language === "zh";
  return [
    command.summary[language],
    "",
    `${zh ? "用法" : "usage"}: parkatlas ${command.name}${command.operands ? ` ${command.operands}` : ""} [${zh ? "选项" : "flags"}]`,
    "",
    ...[...command.flags, ...COMMON_FLAGS].map((flag) => flagLine(flag, language)),
    "",
    zh ? "例：" : "for example:",
    ...command.examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}
