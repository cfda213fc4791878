import {
  assessGrid,
  type Dataset,
  type DistanceRule,
  type GridAssessment,
  type GridSource,
  type Issue,
  type Plant,
  pathInside,
  type Unit,
  unreadGrid,
} from "@parkatlas/geo-core";
import { gridIssue } from "../receptors/grid-issues.ts";
import { placeGrid } from "../receptors/place-grid.ts";
import { readReceptors } from "../receptors/read-receptors.ts";
import type { ReceptorFile } from "../receptors/receptor-file.ts";

export interface GridsLoaded {
  readonly dataset: Dataset;
  readonly issues: readonly Issue[];
}

/**
 * The dataset with what its receptor grids say: each rule that names grids gets their assessments. A file that cannot be read
 * or understood is a finding, and leaves that one distance unsettled; it never costs the rest of the dataset.
 *
 * @param bytesOf  The bytes of a file of the dataset; rejects where it cannot be read.
 */
export async function loadGrids(dataset: Dataset, bytesOf: (path: string) => Promise<Uint8Array>): Promise<GridsLoaded> {
  const reader = new GridReader(dataset, bytesOf);
  const plants = await reader.withAssessments(dataset.plants, (plant) => plant);
  const plantOf = new Map(dataset.plants.map((plant) => [plant.id, plant]));
  const units = await reader.withAssessments(dataset.units, (unit) => plantOf.get(unit.properties.plantId ?? ""));
  return { dataset: { ...dataset, plants, units }, issues: reader.issues };
}

class GridReader {
  readonly #options: Pick<Dataset, "edgeModel" | "workingCrs">;
  readonly #bytesOf: (path: string) => Promise<Uint8Array>;
  readonly #files = new Map<string, Promise<ReceptorFile>>();
  /** Findings by their text: a file that several rules name is complained about once. */
  readonly #issues = new Map<string, Issue>();

  constructor({ edgeModel, workingCrs }: Dataset, bytesOf: (path: string) => Promise<Uint8Array>) {
    this.#options = { edgeModel, workingCrs };
    this.#bytesOf = bytesOf;
  }

  get issues(): readonly Issue[] {
    return [...this.#issues.values()];
  }

  async withAssessments<F extends Unit | Plant>(
    features: readonly F[],
    plantOf: (feature: F) => Plant | undefined,
  ): Promise<readonly F[]> {
    const changed: F[] = [];
    for (const feature of features) {
      const rules = feature.properties.distances ?? [];
      const plant = plantOf(feature);
      if (!plant || !rules.some(({ grids }) => grids?.length)) {
        changed.push(feature);
        continue;
      }
      const distances: DistanceRule[] = [];
      for (const rule of rules)
        distances.push(rule.grids?.length ? { ...rule, assessments: await this.#assess(rule.grids, plant) } : rule);
      changed.push({ ...feature, properties: { ...feature.properties, distances } });
    }
    return changed;
  }

  async #assess(grids: readonly GridSource[], plant: Plant): Promise<readonly GridAssessment[]> {
    const assessments: GridAssessment[] = [];
    for (const source of grids) {
      const files = await Promise.all(source.files.map((path) => this.#file(path, source)));
      const { receptors, issues } = placeGrid(source, files);
      for (const issue of issues) this.#issues.set(`${issue.path} ${issue.message}`, issue);
      assessments.push(
        receptors
          ? assessGrid({ id: plant.id, boundary: plant.geometry }, { source, receptors }, this.#options)
          : unreadGrid(plant.id, source, {
              en: issues.map(({ message }) => message).join(" "),
              zh: issues.map(({ messageZh }) => messageZh).join(""),
            }),
      );
    }
    return assessments;
  }

  #file(path: string, { format, columns }: GridSource): Promise<ReceptorFile> {
    const layout = format === undefined ? undefined : { format, columns: columns ?? [] };
    const key = JSON.stringify([path, layout]);
    const known = this.#files.get(key);
    if (known) return known;
    const reading = this.#read(path, layout);
    this.#files.set(key, reading);
    return reading;
  }

  async #read(
    path: string,
    layout: { readonly format: string; readonly columns: readonly string[] } | undefined,
  ): Promise<ReceptorFile> {
    const inside = pathInside(path);
    if (inside === null)
      return unreadable(
        path,
        'the path is not inside the dataset\'s folder; write a relative path without ".."',
        "路径不在数据集文件夹内，请使用不含“..”的相对路径",
      );
    try {
      return readReceptors(await this.#bytesOf(inside), { file: inside, ...(layout ? { layout } : {}) });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return unreadable(
        inside,
        `the file cannot be read: ${reason} Check that it exists`,
        `文件无法读取：${reason} 请确认文件存在`,
      );
    }
  }
}

function unreadable(file: string, en: string, zh: string): ReceptorFile {
  const issues = [gridIssue("grid-unreadable", { file, line: null }, { en, zh })];
  return { file, program: "Fortran", coordinates: "plane", unit: null, series: [], issues };
}
