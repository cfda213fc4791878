import type { Issue } from "@parkatlas/geo-core";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { byteSourceOf } from "../source/byte-source.ts";
import { openZip } from "./open-zip.ts";

describe("a zip", () => {
  const openAll = async (bytes: Uint8Array) => {
    const issues: Issue[] = [];
    const members = await openZip(byteSourceOf("a.zip", bytes), (issue) => issues.push(issue));
    return { names: members.map(({ name }) => name), codes: issues.map(({ code }) => code) };
  };

  it("gives its files, with names in GBK read, and leaves out folders and what macOS puts in", async () => {
    const zip = zipSync({
      "a/b.shp": strToU8("x"),
      "__MACOSX/._b.shp": strToU8("x"),
      "a/": new Uint8Array(0),
      "../up.dbf": strToU8("y"),
    });
    expect(await openAll(zip)).toEqual({ names: ["a.zip/a/b.shp", "a.zip/../up.dbf"], codes: [] });
    // A zip as Windows writes it: the name in GBK, and no mark of UTF-8. 通辽 is CDA8 C1C9.
    const named = zipSync({ "XXXX.shp": strToU8("x") });
    for (let at = 0; at + 4 <= named.length; at++)
      if (named.subarray(at, at + 4).every((byte) => byte === 0x58)) named.set([0xcd, 0xa8, 0xc1, 0xc9], at);
    expect((await openAll(named)).names).toEqual(["a.zip/通辽.shp"]);
  });

  it("is refused where it is none, is cut off, or would unpack to more than a machine holds", async () => {
    expect((await openAll(strToU8("no zip"))).codes).toEqual(["zip-unreadable"]);
    const zip = zipSync({ "a.shp": new Uint8Array(1000) });
    expect((await openAll(zip.subarray(0, zip.length - 30))).codes).toEqual(["zip-unreadable"]);
    const lying = Uint8Array.from(zip);
    const central = new DataView(lying.buffer);
    for (let at = 0; at + 4 <= lying.length; at++)
      if (central.getUint32(at, true) === 0x02014b50) central.setUint32(at + 24, 0xfffffff0, true);
    expect((await openAll(lying)).codes).toEqual(["zip-unreadable"]);
  });
});
