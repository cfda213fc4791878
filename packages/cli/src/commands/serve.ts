import { LOG_LEVELS } from "../input/log-levels.ts";
import type { Command } from "./command.ts";

export const serveCommand: Command = {
  name: "serve",
  operands: "[DATASET|ARCHIVE…]",
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
  ],
  // The server is loaded only when it is asked for: every other verb starts without it.
  run: async (call) => (await import("./serving.ts")).runServe(call),
};
