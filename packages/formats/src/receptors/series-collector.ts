import type { GridFindings } from "./grid-issues.ts";
import type { ReceptorSeries } from "./receptor-file.ts";

/** One record of a receptor file. */
export interface ReceptorRecord {
  readonly x: number;
  readonly y: number;
  readonly concentration: number;
  readonly averagingPeriod: string | null;
  readonly group: string | null;
  readonly rank: string | null;
  /** Hour that all receptors of one block share (post files); null in plot files, where each receptor has its own. */
  readonly time: string | null;
}

interface OpenSeries {
  readonly averagingPeriod: string | null;
  readonly group: string | null;
  readonly ranks: Set<string>;
  readonly indexOf: Map<string, number>;
  readonly x: number[];
  readonly y: number[];
  readonly concentration: number[];
  records: number;
}

/**
 * Gathers records into series, keeping the largest value of each place, and counts the records of each block (period, group,
 * rank, hour) against the number of receptors that the header states. Cost: one look-up a record; memory by place, not record.
 */
export class SeriesCollector {
  readonly #series = new Map<string, OpenSeries>();
  #blocks = new Map<string, number>();

  add(record: ReceptorRecord): void {
    const { averagingPeriod, group, rank, time, x, y, concentration } = record;
    const key = `${averagingPeriod ?? ""}|${group ?? ""}`;
    let series = this.#series.get(key);
    if (!series) {
      series = { averagingPeriod, group, ranks: new Set(), indexOf: new Map(), x: [], y: [], concentration: [], records: 0 };
      this.#series.set(key, series);
    }
    series.records += 1;
    if (rank !== null) series.ranks.add(rank);
    const place = `${x},${y}`;
    const index = series.indexOf.get(place);
    if (index === undefined) {
      series.indexOf.set(place, series.x.length);
      series.x.push(x);
      series.y.push(y);
      series.concentration.push(concentration);
    } else if (concentration > series.concentration[index]!) series.concentration[index] = concentration;
    const block = `${key}|${rank ?? ""}|${time ?? ""}`;
    this.#blocks.set(block, (this.#blocks.get(block) ?? 0) + 1);
  }

  /** Ends a part of the file under one header, and reports blocks whose count differs from what that header states. */
  closePart(stated: number | null, headerLine: number | null, findings: GridFindings): void {
    if (stated !== null) {
      if (this.#blocks.size === 0)
        findings.add(
          "grid-count-wrong",
          headerLine,
          `the header states ${stated} receptors, but no records follow; export the file again`,
          `文件头注明 ${stated} 个预测点，但其后没有数据，请重新导出`,
        );
      for (const [block, count] of this.#blocks) {
        if (count === stated) continue;
        const name = block.split("|").filter(Boolean).join(" ");
        findings.add(
          "grid-count-wrong",
          headerLine,
          `the header states ${stated} receptors, but ${name} has ${count}; the file was cut or edited, export it again`,
          `文件头注明 ${stated} 个预测点，而 ${name} 有 ${count} 个；文件可能被截断或改动，请重新导出`,
        );
      }
    }
    this.#blocks = new Map();
  }

  result(): readonly ReceptorSeries[] {
    return [...this.#series.values()].map(({ averagingPeriod, group, ranks, records, x, y, concentration }) => ({
      averagingPeriod,
      group,
      ranks: [...ranks],
      records,
      x,
      y,
      concentration,
    }));
  }
}
