import { LOG_LEVELS } from "../input/log-levels.ts";
import type { Command } from "./command.ts";
import { withSmallYoungSpace } from "./serve-memory.ts";

export const serveCommand: Command = {
  name: "serve",
  operands: "[DATASET|ARCHIVE|URL…]",
  minOperands: 0,
  maxOperands: 100,
  summary: {
    zh: "启动服务与地图；缺少或过期的瓦片包会先生成",
    en: "the service and the map; archives that are missing or out of date are built first",
  },
  flags: [
    {
      name: "port",
      value: "PORT",
      help: { zh: "端口；默认 8080，0 为任意空闲端口", en: "port; default 8080, 0 takes any free one" },
    },
    {
      name: "host",
      value: "HOST",
      help: { zh: "监听地址；默认 127.0.0.1，仅本机可达", en: "address to listen on; default 127.0.0.1, this machine only" },
    },
    {
      name: "cache",
      value: "DIR",
      help: { zh: "存放瓦片包的文件夹；默认 .parkatlas", en: "folder for the archives; default .parkatlas" },
    },
    {
      name: "public-url",
      value: "URL",
      help: { zh: "读者访问的地址（前面有代理时）", en: "address that readers use, behind a proxy" },
    },
    {
      name: "cors",
      value: "ORIGIN",
      many: true,
      help: { zh: "允许读取的其他来源，可重复；* 为全部", en: "another origin that may read, repeatable; * for all" },
    },
    {
      name: "access",
      value: "FILE",
      help: {
        zh: "访问控制：密钥、OIDC 与角色（见 docs/http-api.md）",
        en: "access control: keys, OIDC and roles (docs/http-api.md)",
      },
    },
    {
      name: "open",
      help: { zh: "监听非本机地址时，允许所有人读取全部数据", en: "on an address of others, let everybody read all data" },
    },
    {
      name: "new-key",
      value: "NAME",
      help: { zh: "生成一个密钥及其配置条目，然后结束", en: "make a key and its entry for --access, and end" },
    },
    {
      name: "audit",
      value: "FILE",
      help: { zh: "审计日志：谁在何时问了什么，只追加", en: "audit log: who asked what and when, append-only" },
    },
    {
      name: "audit-mib",
      value: "MIB",
      help: { zh: "审计日志到此大小即另存；默认 64", en: "size at which the audit log is put aside; default 64" },
    },
    {
      name: "rate-limit",
      value: "N",
      help: { zh: "每个地址每分钟最多请求数；默认不限", en: "most requests of one address in a minute; default none" },
    },
    { name: "watch", help: { zh: "数据文件变化后自动换上新版本", en: "serve a new version when the files have changed" } },
    { name: "workers", value: "N", help: { zh: "工作进程数；默认 1", en: "processes that serve together; default 1" } },
    { name: "viewer", value: "DIR", help: { zh: "地图页面的文件夹", en: "folder of the viewer's build" } },
    {
      name: "log",
      value: "LEVEL",
      choices: LOG_LEVELS,
      help: { zh: "标准错误上的日志级别；默认 warn", en: "log level on standard error; default warn" },
    },
  ],
  examples: [
    "parkatlas serve data/geojson/tongliao data/geojson/ordos data/geojson/wuhai",
    "parkatlas serve wuhai.pmtiles --port 9000",
    "parkatlas serve data/geojson/wuhai --host 0.0.0.0 --access access.json --audit audit.jsonl --watch",
  ],
  // The server is loaded only when it is asked for: every other verb starts without it.
  run: async (call) => (await withSmallYoungSpace(() => import("./serving.ts"))).runServe(call),
};
