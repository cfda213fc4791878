// Finds a Chromium for the browser tests, or installs Debian's when that is possible, or says in one line what to do.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const CANDIDATES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const APPS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const onPath = (name) => {
  const found = spawnSync(process.platform === "win32" ? "where" : "which", [name], { encoding: "utf8" });
  return found.status === 0 ? found.stdout.split(/\r?\n/)[0] : undefined;
};
const find = () =>
  process.env.PARKATLAS_CHROMIUM ?? CANDIDATES.map(onPath).find(Boolean) ?? APPS.find((path) => existsSync(path));
/** Chinese labels without a Chinese font are drawn as empty boxes and nothing fails, so the font is asked for by name. */
const hasChineseFont = () =>
  process.platform !== "linux" || (spawnSync("fc-list", [":lang=zh-cn"], { encoding: "utf8" }).stdout ?? "").trim() !== "";

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  const apt = (...args) =>
    spawnSync("apt-get", args, { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk", "fontconfig");
}

/** Path of a Chromium that can draw Chinese; undefined, with the reason printed, where none can be had (an error in CI). */
export function ensureBrowser() {
  if (!find() || !hasChineseFont()) installFromDebian();
  const chromium = find();
  if (chromium && hasChineseFont()) return chromium;
  const missing = chromium
    ? "a Chinese font (Debian: fonts-noto-cjk)"
    : "a Chromium (Debian: chromium; or set PARKATLAS_CHROMIUM to its path)";
  if (process.env.CI) {
    console.error(`browser tests: ${missing} is missing, and in CI that is a failure.`);
    process.exit(1);
  }
  console.error(`browser tests: NOT RUN, because ${missing} is missing. Install it and run npm test again.`);
  return undefined;
}
