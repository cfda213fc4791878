import { cite } from "../sources.ts";
import type { BlockSpec, CitySpec } from "../spec.ts";

const OPINION = "wh-opinion-2022";
const PARK = "WH-P01";
const ASSUMED = "文件未列区块；按三个区各设一处示例片区，名称、位置与范围均为假设";

const site = (
  number: number,
  name: string,
  nameEn: string,
  adcode: string,
  county: string,
  anchor: string,
  offsetM: readonly [number, number],
  areaKm2: number,
  kind: Pick<BlockSpec, "character" | "industries">,
): BlockSpec => ({
  id: `WH-B0${number}`,
  name,
  nameEn,
  parkId: PARK,
  adcode,
  anchor,
  offsetM,
  areaKm2,
  ...kind,
  facts: { county, assumption: ASSUMED },
});

const blocks: readonly BlockSpec[] = [
  site(1, "海勃湾示例片区（假设）", "Haibowan example site (assumed)", "150302", "海勃湾区", "海勃湾", [3000, 4500], 22, {
    character: "mixed",
    industries: ["new-energy", "new-material", "equipment"],
  }),
  site(2, "乌达示例片区（假设）", "Wuda example site (assumed)", "150304", "乌达区", "乌达产业园(君正)", [-4000, 4500], 16, {
    character: "mixed",
    industries: ["chlor-alkali", "fine-chemical"],
  }),
  site(3, "海南示例片区（假设）", "Hainan example site (assumed)", "150303", "海南区", "海南产业园(西来峰)", [-2000, -1500], 34, {
    character: "mixed",
    industries: ["coking", "coal-chemical", "new-material"],
  }),
];

export const WUHAI: CitySpec = {
  id: "wuhai",
  code: "WH",
  title: { zh: "乌海市", en: "Wuhai" },
  adcode: "150300",
  workingCrs: "EPSG:4545",
  parks: [
    {
      id: PARK,
      name: "乌海高新技术产业开发区",
      nameEn: "Wuhai High-tech Industrial Development Zone",
      facts: {
        city: "乌海市",
        industries: ["煤焦化工", "氯碱化工", "可降解塑料为主的新材料", "光伏、氢能源上下游产品为主的新能源"],
        factsSource: cite(OPINION, "总体要求（二）发展目标"),
      },
    },
  ],
  formerParks: [],
  blocks,
  totals: null,
  parcels: 600,
  plants: 20,
  sitesPerBlock: 16,
  zoning: [],
  lineage: {
    note: "文件未记园区沿革。",
    entities: [
      { id: PARK, kind: "park", name: "乌海高新技术产业开发区", featureId: PARK, source: cite(OPINION, "标题") },
      ...blocks.map(({ id, name }) => ({ id, kind: "block", name, featureId: id, parkId: PARK, note: ASSUMED })),
    ],
  },
  economy: { pricePerM2: 150, outputPerMu: 128, taxPerMu: 5.6 },
};
