import { describe, expect, it } from "vitest";
import { displayWidth, padToWidth, printable, shortened } from "./width.ts";

describe("terminal width of a text", () => {
  it("counts two columns for Chinese characters and full-width signs, one for Latin letters, none for combining marks", () => {
    // Columns by Unicode Standard Annex 11: 疑似闲置（已认定） are nine W or F characters; é is e + U+0301.
    expect(displayWidth("疑似闲置")).toBe(8);
    expect(displayWidth("（已认定）")).toBe(10);
    expect(displayWidth("park-01")).toBe(7);
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("𠮷")).toBe(2);
    expect(displayWidth("…–²")).toBe(3);
  });

  it("pads to the asked columns on either side, and leaves a longer text whole", () => {
    expect(padToWidth("园区", 6, "left")).toBe("园区  ");
    expect(padToWidth("12.50", 7, "right")).toBe("  12.50");
    expect(padToWidth("宗地", 2, "left")).toBe("宗地");
  });

  it("cuts a long text to the columns, never half a character", () => {
    expect(shortened("能源、冶金、建材", 9)).toBe("能源、冶…");
    expect(shortened("能源", 4)).toBe("能源");
    expect(shortened("", 4)).toBe("–");
  });

  it("takes the power to command a terminal from a name in the data", () => {
    expect(printable("示例\u001b[2J企业\u0007\n")).toBe("示例�[2J企业��");
  });
});
