import { createHash, randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { type Access, createAccess, parseAccessConfig } from "@parkatlas/tile-server";
import { readJsonFile } from "../input/json-file.ts";
import { UsageError } from "../input/usage-error.ts";
import { type Call, say } from "./command.ts";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;
/** Reading and writing for others than the owner. */
const OTHERS_MAY = 0o077;
const KEY_BYTES = 32;

/** The access control of `--access`, null where there is none. Throws a usage error that says which member is wrong. */
export async function accessOf(call: Call): Promise<Access | null> {
  const path = call.args.text("access");
  if (path === undefined) return null;
  const value = await readJsonFile(path);
  if (process.platform !== "win32" && ((await stat(path)).mode & OTHERS_MAY) !== 0)
    call.io.err(
      `${say(call, { zh: `注意：其他用户可读 ${path}`, en: `note: other users can read ${path}` })}: chmod 600 ${path}\n`,
    );
  try {
    return createAccess(parseAccessConfig(value));
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

/** Refuses to listen where others can connect, unless it was said who may ask, or that all may. */
export function requireChoice(call: Call, host: string, access: Access | null): void {
  const { args } = call;
  if (LOOPBACK.test(host) || access !== null) return;
  if (args.has("open")) {
    const note = {
      zh: `注意：正在监听 ${host}，能连到本机的人都能读取全部数据`,
      en: `note: listening on ${host}; whoever can reach this machine can read all data`,
    };
    call.io.err(`${say(call, note)}\n`);
    return;
  }
  throw new UsageError(
    { zh: `${host} 可从其他机器访问，须先说明谁可以读取`, en: `${host} can be reached from other machines: say who may read` },
    {
      zh: "--access 文件 指定密钥与角色；或 --open 让所有能连到的人读取全部数据",
      en: "--access FILE for keys and roles, or --open to let whoever can connect read all data",
    },
  );
}

/** `--new-key NAME`: a random key, shown once, and the entry that the access file takes for it. */
export function newKey(call: Call, name: string): number {
  const key = randomBytes(KEY_BYTES).toString("base64url");
  const entry = { id: name, sha256: createHash("sha256").update(key).digest("hex"), roles: ["officer"] };
  call.io.err(`${say(call, { zh: "密钥只显示这一次", en: "the key is shown this once" })}: ${key}\n`);
  call.io.out(`${JSON.stringify(entry)}\n`);
  return 0;
}
