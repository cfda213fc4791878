import type { Words } from "./finding.ts";

/** The first place where a text stops being JSON. */
export interface JsonError {
  /** Offset in UTF-16 units. */
  readonly offset: number;
  readonly words: Words;
}

const WHITE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const WORD = /[A-Za-z_$-][A-Za-z0-9_$]*/y;
const LITERALS = new Set(["true", "false", "null"]);
const NOT_A_NUMBER = /^-?(?:NaN|nan|Infinity|inf)$/;

/**
 * Finds where a text breaks the JSON grammar (RFC 8259), or null where it does not. JSON engines word and place their
 * errors differently; a person needs the same line and column everywhere. No recursion, so depth cannot exhaust the stack.
 * Cost: O(n), run only after the engine has refused the text.
 */
export function findJsonError(text: string): JsonError | null {
  const open: ("{" | "[")[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const skipString = (): boolean => {
    const end = endOfString(text, at);
    if (end !== null) at = end;
    return end !== null;
  };
  const fail = (en: string, zh: string): JsonError => ({ offset: at, words: { en, zh } });

  // One turn reads one value with the key before it, then every bracket and comma up to the next value.
  for (;;) {
    match(WHITE);
    if (open.at(-1) === "{") {
      if (!skipString()) return failAtKey(text, at, fail);
      match(WHITE);
      if (text[at] !== ":") return fail('expected ":" after the property name', "属性名后应为“:”");
      at += 1;
      match(WHITE);
    }
    const opener = text[at];
    if (opener === "{" || opener === "[") {
      at += 1;
      match(WHITE);
      if (text[at] !== (opener === "{" ? "}" : "]")) {
        open.push(opener);
        continue;
      }
      at += 1;
    } else if (!skipString() && match(NUMBER) === null) {
      const word = match(WORD);
      if (word === null || !LITERALS.has(word)) {
        at -= word?.length ?? 0;
        return failAtValue(text, at, word, fail);
      }
    }
    for (match(WHITE); open.length > 0 && text[at] === (open.at(-1) === "{" ? "}" : "]"); match(WHITE)) {
      open.pop();
      at += 1;
    }
    if (open.length === 0)
      return at === text.length ? null : fail("text goes on after the end of the JSON value", "JSON 值之后还有多余内容");
    if (text[at] !== ",") return failAtSeparator(text, at, open.at(-1) === "{" ? "}" : "]", fail);
    at += 1;
  }
}

/** The offset after the string that begins at `start`; null where none begins there, or it breaks off. */
function endOfString(text: string, start: number): number | null {
  if (text[start] !== '"') return null;
  for (let at = start + 1; at < text.length; ) {
    if (text[at] === '"') return at + 1;
    if (text.charCodeAt(at) < 0x20) return null;
    ESCAPE.lastIndex = at;
    if (text[at] !== "\\") at += 1;
    else if (ESCAPE.test(text)) at = ESCAPE.lastIndex;
    else return null;
  }
  return null;
}

type Fail = (en: string, zh: string) => JsonError;

function failAtKey(text: string, at: number, fail: Fail): JsonError {
  if (at >= text.length) return fail("the text ends inside an object; the file is cut off", "文件在对象中间结束，内容不完整");
  if (text[at] === "}") return fail('a comma stands before "}"; remove it', "“}”前有多余的逗号，请删除");
  return fail("expected a property name in double quotes", "应为双引号括起的属性名");
}

function failAtValue(text: string, at: number, word: string | null, fail: Fail): JsonError {
  if (at >= text.length)
    return fail("the text ends where a value is expected; the file is cut off", "文件在应有值的位置结束，内容不完整");
  if (word !== null && NOT_A_NUMBER.test(word))
    return fail(`${word} is not JSON; use null or leave the value out`, `${word} 不是 JSON 值，请写 null 或省略`);
  if (text[at] === "]") return fail('a comma stands before "]"; remove it', "“]”前有多余的逗号，请删除");
  if (text[at] === '"')
    return fail("a string that does not end, or has a raw line break or a wrong escape", "字符串未结束，或含有换行、错误的转义");
  return fail(
    "expected a value (text in double quotes, number, true, false, null, object or list)",
    "应为一个值（双引号文本、数字、true、false、null、对象或数组）",
  );
}

function failAtSeparator(text: string, at: number, closer: string, fail: Fail): JsonError {
  if (at >= text.length)
    return fail(`the text ends before the closing "${closer}"; the file is cut off`, `文件在“${closer}”之前结束，内容不完整`);
  return fail(`expected "," or "${closer}"`, `应为“,”或“${closer}”`);
}
