import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serveCommand } from "../../packages/cli/src/commands/serve.ts";

const read = (name: string) => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), "utf8");
const NGINX = ["nginx", "/usr/sbin/nginx"].find((each) => !spawnSync(each, ["-v"]).error);
const hasOpenssl = !spawnSync("openssl", ["version"]).error;
const reason = NGINX === undefined ? "nginx is not installed" : hasOpenssl ? null : "openssl is not installed";
if (reason !== null) console.info(`nginx -t is left out: ${reason}`);

describe("the deployment examples", () => {
  it("use flags that serve has", () => {
    const known = new Set(serveCommand.flags.map((flag) => `--${flag.name}`));
    const commands = [
      read("parkatlas.service").match(/^ExecStart=(.*)$/m)![1]!,
      read("Dockerfile").match(/^ENTRYPOINT (.*)$/m)![1]!,
    ];
    for (const command of commands) for (const [flag] of command.matchAll(/--[a-z-]+/g)) expect(known, flag).toContain(flag);
  });

  it("reload by the signal that serve takes, and wait longer than serve does", () => {
    const unit = read("parkatlas.service");
    expect(unit).toMatch(/^ExecReload=\/bin\/kill -HUP \$MAINPID$/m);
    expect(Number(unit.match(/^TimeoutStopSec=(\d+)$/m)![1])).toBeGreaterThan(10);
  });

  it.skipIf(reason !== null)("hold before nginx itself", () => {
    const folder = mkdtempSync(join(tmpdir(), "parkatlas-nginx-"));
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=atlas.example.org",
        "-keyout",
        join(folder, "key"),
        "-out",
        join(folder, "pem"),
      ],
      { stdio: "ignore" },
    );
    const site = read("nginx.conf")
      .replace(/ssl_certificate \S+;/, `ssl_certificate ${folder}/pem;`)
      .replace(/ssl_certificate_key \S+;/, `ssl_certificate_key ${folder}/key;`);
    writeFileSync(
      join(folder, "nginx.conf"),
      `pid ${folder}/pid; error_log ${folder}/log; events {} http { access_log off; ${site} }`,
    );
    const { status, stderr } = spawnSync(NGINX!, ["-t", "-c", join(folder, "nginx.conf"), "-p", folder], { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    rmSync(folder, { recursive: true });
  });
});
