import type { Operation } from "../openapi/operation.ts";
import type { Link } from "./links.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char]!);

/** A page without script; every text that goes in is escaped. */
function page(title: string, body: readonly string[]): string {
  const style = "body{font:16px/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}code{font-size:.9em}";
  return [
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(title)}</title><style>${style}</style></head><body><main><h1>${escaped(title)}</h1>`,
    ...body,
    "</main></body></html>",
  ].join("\n");
}

/** The landing page for people: what there is, each with its address. */
export function landingHtml(title: string, description: string, links: readonly Link[]): string {
  const items = links.map(
    ({ href, title: name, rel, templated }) =>
      `<li>${templated ? escaped(name ?? rel) : `<a href="${escaped(href)}">${escaped(name ?? rel)}</a>`} <code>${escaped(href)}</code></li>`,
  );
  return page(title, [`<p>${escaped(description)}</p>`, "<ul>", ...items, "</ul>"]);
}

/** The operations for people: path, purpose and query parameters of each. */
export function apiHtml(operations: readonly Operation[]): string {
  const rows = operations.map(({ path, summary, query }) => {
    const names = query ? Object.keys(query.shape).join(", ") : "";
    return `<dt><code>GET ${escaped(path)}</code></dt><dd>${escaped(summary)}${names === "" ? "" : ` · <code>${escaped(names)}</code>`}</dd>`;
  });
  return page("ParkAtlas API", ['<p><a href="api?f=json">OpenAPI 3.1</a></p>', "<dl>", ...rows, "</dl>"]);
}
