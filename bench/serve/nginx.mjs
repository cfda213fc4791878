// nginx as a server of files: one worker, sendfile, open files kept, no access log.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contend } from "./kit/contend.mjs";
import { folder } from "./kit/tiles.mjs";

const binary = "/usr/sbin/nginx";

function config(port) {
  mkdirSync(join(folder, "nginx"), { recursive: true });
  const file = join(folder, "nginx", "nginx.conf");
  writeFileSync(
    file,
    `daemon off; master_process on; worker_processes 1; pid nginx.pid; error_log error.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_timeout 65; keepalive_requests 1000000000;
  open_file_cache max=20000 inactive=600s; open_file_cache_valid 600s;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {
    listen 127.0.0.1:${port}; root ${folder};
    types { application/vnd.mapbox-vector-tile mvt; }
    add_header Content-Encoding gzip;
  }
}
`,
  );
  return file;
}

const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);

await contend({
  skipped: existsSync(binary) ? null : `${binary} is not there`,
  start: (port) => [binary, ["-p", join(folder, "nginx"), "-c", config(port), "-e", "error.log"]],
  children: childrenOf,
});
