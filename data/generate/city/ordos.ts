import { cite, FACTS } from "../sources.ts";
import { type BlockSpec, type CitySpec, CURRENT_FROM, FORMER_UNTIL, type ParkSpec } from "../spec.ts";

const PLAN = "od-plan-145";
const TABLE = cite(PLAN, "表3-1 鄂尔多斯市工业园区主导产业一览表");
const MERGER = cite(PLAN, "第三章第一节（整合方案）");

const PARK_EN: readonly string[] = [
  "Ordos High-tech Industrial Zone",
  "Jungar Economic Development Zone",
  "Dalad Economic Development Zone",
  "Mengsu Economic Development Zone",
  "Hanggin Economic Development Zone",
  "Otog Economic Development Zone",
  "Shanghaimiao Economic Development Zone",
  "Sulige Economic Development Zone",
];

/** The 15 parks of 2020 in the plan's order: English name, the row of the block that each became, aliases in other tables. */
const FORMER: readonly (readonly [en: string, block: number, aliases: readonly string[]])[] = [
  ["Ordos High-tech Industrial Zone (2020)", 1, []],
  ["Ordos Equipment Manufacturing Park", 2, []],
  ["Dongsheng Science and Textile Park", 3, ["轻纺工业园"]],
  ["Dalad Economic Development Zone (2020)", 6, []],
  ["Jungar Economic Development Zone (2020)", 5, []],
  ["Dalu Industrial Park", 4, []],
  ["Ordos Jiangsu Industrial Park", 8, ["江苏工业园区", "蒙苏经济开发区"]],
  ["Shengyuan Coal Chemical Base", 9, []],
  ["Sulige Economic Development Zone (2020)", 16, []],
  ["Nalinhe Industrial Park", 17, []],
  ["Dugui Tal Industrial Park", 11, []],
  ["New Energy Demonstration Zone", 12, ["新能源示范区"]],
  ["Qipanjing Industrial Park", 14, ["鄂托克经济开发区"]],
  ["Mengxi High-tech Industrial Park", 13, []],
  ["Shanghaimiao Economic Development Zone (2020)", 15, []],
];

/** Logistics parks outside the 15 that the merger took in: they have no outline, only a place in the lineage. */
const LOGISTICS: readonly (readonly [id: string, name: string, successor: string])[] = [
  ["OD-P2020-16", "达拉特旗马兰湖物流园区", "OD-P03"],
  ["OD-P2020-17", "伊金霍洛旗扎萨克物流园区", "OD-P04"],
  ["OD-P2020-18", "伊金霍洛旗煤炭物流园区", "OD-P04"],
];

type Row = readonly [nameEn: string, adcode: string, county: string, anchor: string, east: number, north: number, km2: number];
type Kind = Pick<BlockSpec, "character" | "industries">;

/** One row for each of the 17 blocks of table 3-1, in its order. Areas are not published: these are invented. */
const ROWS: readonly (readonly [Row, Kind])[] = [
  [
    ["High-tech Site", "150603", "康巴什区", "康巴什", 4800, 4300, 22],
    { character: "fine", industries: ["electronics", "new-energy"] },
  ],
  [["Equipment Site", "150602", "东胜区", "装备制造产业园", 2000, 2000, 30], { character: "mixed", industries: ["equipment"] }],
  [
    ["Light Industry and Textile Site", "150602", "东胜区", "东胜", -5500, -2500, 12],
    { character: "fine", industries: ["textile"] },
  ],
  [
    ["Dalu Site", "150622", "准格尔旗", "大路", 0, 2500, 40],
    { character: "heavy", industries: ["coal-chemical", "aluminium", "power"] },
  ],
  [
    ["Jungar Site", "150622", "准格尔旗", "沙圪堵", 3000, 2500, 26],
    { character: "mixed", industries: ["building-material", "new-material"] },
  ],
  [
    ["Dalad Site", "150621", "达拉特旗", "达拉特经济开发区", -4500, -3500, 30],
    { character: "heavy", industries: ["chlor-alkali", "coal-chemical", "new-material"] },
  ],
  [
    ["Dalad Logistics Site", "150621", "达拉特旗", "树林召(达拉特)", 5500, 3000, 9],
    { character: "mixed", industries: ["logistics"] },
  ],
  [
    ["Jiangsu Site", "150627", "伊金霍洛旗", "江苏产业园", 4500, -4000, 24],
    { character: "mixed", industries: ["new-energy", "equipment", "new-material"] },
  ],
  [
    ["Shengyuan Site", "150627", "伊金霍洛旗", "圣圆产业园", -4500, 4500, 26],
    { character: "heavy", industries: ["coal-chemical", "power"] },
  ],
  [
    ["Ejin Horo Logistics Site", "150627", "伊金霍洛旗", "札萨克(扎萨克)", 1500, 1500, 9],
    { character: "mixed", industries: ["logistics"] },
  ],
  [
    ["Dugui Tal Site", "150625", "杭锦旗", "独贵塔拉", 2500, -4500, 28],
    { character: "heavy", industries: ["coal-chemical", "new-material"] },
  ],
  [
    ["New Energy Site", "150625", "杭锦旗", "巴拉贡(新能源)", 3500, -2500, 12],
    { character: "mixed", industries: ["new-energy"] },
  ],
  [
    ["Mengxi Site", "150624", "鄂托克旗", "蒙西", 3500, 4000, 28],
    { character: "heavy", industries: ["new-material", "fine-chemical", "building-material"] },
  ],
  [
    ["Qipanjing Site", "150624", "鄂托克旗", "棋盘井", 4500, -2500, 34],
    { character: "heavy", industries: ["coking", "chlor-alkali", "power"] },
  ],
  [
    ["Shanghaimiao Energy Chemical Site", "150623", "鄂托克前旗", "上海庙", 2500, 1500, 38],
    { character: "heavy", industries: ["coal-chemical", "coking", "power"] },
  ],
  [
    ["Sulige Site", "150626", "乌审旗", "苏里格", 3000, -3500, 24],
    { character: "heavy", industries: ["coal-chemical", "new-material"] },
  ],
  [
    ["Nalinhe Site", "150626", "乌审旗", "纳林河", 2000, 1500, 18],
    { character: "heavy", industries: ["coal-chemical", "fine-chemical"] },
  ],
];

const parkId = (index: number) => `OD-P0${index + 1}`;
const formerId = (index: number) => `OD-P2020-${String(index + 1).padStart(2, "0")}`;
const blockId = (index: number) => `OD-B${String(index + 1).padStart(2, "0")}`;

const blocks: readonly BlockSpec[] = FACTS.ordos.parks
  .flatMap((park, parkIndex) => park.blocks.map((block) => ({ parkIndex, block })))
  .map(({ parkIndex, block }, index) => {
    const [[nameEn, adcode, county, anchor, east, north, km2], kind] = ROWS[index]!;
    const former = FORMER.findIndex(([, row]) => row === index + 1);
    return {
      id: blockId(index),
      name: block.block,
      nameEn,
      parkId: parkId(parkIndex),
      ...(former >= 0 ? { formerParkId: formerId(former) } : {}),
      adcode,
      anchor,
      offsetM: [east, north],
      areaKm2: km2,
      ...kind,
      facts: { county, industries: block.direction, factsSource: `${TABLE}，序号 ${parkIndex + 1}` },
    };
  });

const parks: readonly ParkSpec[] = FACTS.ordos.parks.map((park, index) => ({
  id: parkId(index),
  name: park.park,
  nameEn: PARK_EN[index]!,
  facts: {
    city: "鄂尔多斯市",
    level: park.level,
    industries: [...new Set(park.blocks.flatMap((block) => block.direction))],
    validFrom: CURRENT_FROM,
    datePrecision: "year",
    factsSource: `${TABLE}，序号 ${index + 1}；${MERGER}`,
  },
}));

const { industryClusters, greenParks } = FACTS.ordosExtra;
const formerParks: readonly ParkSpec[] = FACTS.ordos.predecessors_15.map(({ park, level }, index) => {
  const [nameEn, , aliases] = FORMER[index]!;
  const names = [park, ...aliases];
  const green = greenParks.rows.find(([name]) => names.includes(name));
  const clusters = industryClusters.rows.filter(([, members]) => members.some((member) => names.includes(member)));
  return {
    id: formerId(index),
    name: park,
    nameEn,
    facts: {
      city: "鄂尔多斯市",
      level,
      ...(clusters.length > 0 ? { industries: clusters.map(([name]) => name) } : {}),
      ...(green ? { greenPark: green[1] } : {}),
      validTo: FORMER_UNTIL,
      datePrecision: "year",
      factsSource: `${cite(PLAN, "第一章第一节")}；${industryClusters.table}${green ? `；${greenParks.table}` : ""}`,
    },
  };
});

const successorOf = (former: number) => blocks[FORMER[former]![1] - 1]!.parkId;
const lineage = {
  note: "规划期自 2021 年起，整合日期未公布；此处取 2020 年末与 2021 年初。",
  accounts: [
    { id: "plan", from: { parks: 15, on: FORMER_UNTIL }, to: { parks: 8, blocks: 17, from: CURRENT_FROM }, source: MERGER },
    { id: "with-logistics", from: { parks: 18 }, to: { parks: 8 }, source: MERGER, note: "另并入 15 家之外的 3 个物流园区" },
  ],
  entities: [
    ...formerParks.map(({ id, name }) => ({
      id,
      kind: "park",
      name,
      featureId: id,
      validTo: FORMER_UNTIL,
      source: cite(PLAN, "第一章第一节"),
    })),
    ...LOGISTICS.map(([id, name]) => ({
      id,
      kind: "park",
      name,
      validTo: FORMER_UNTIL,
      source: MERGER,
      note: "15 家之外的物流园区，无范围",
    })),
    ...parks.map(({ id, name }) => ({
      id,
      kind: "park",
      name,
      featureId: id,
      validFrom: CURRENT_FROM,
      predecessors: [
        ...formerParks.flatMap((former, index) => (successorOf(index) === id ? [former.id] : [])),
        ...LOGISTICS.filter(([, , successor]) => successor === id).map(([former]) => former),
      ],
      source: MERGER,
    })),
    ...blocks.map(({ id, name, parkId: park }) => ({
      id,
      kind: "block",
      name,
      featureId: id,
      parkId: park,
      validFrom: CURRENT_FROM,
      source: TABLE,
    })),
  ],
};

const zone = (id: string, name: string, nameEn: string, indexes: readonly number[]) => ({
  id,
  name,
  nameEn,
  parkIds: indexes.map((index) => parkId(index - 1)),
});

export const ORDOS: CitySpec = {
  id: "ordos",
  code: "OD",
  title: { zh: "鄂尔多斯市", en: "Ordos" },
  adcode: "150600",
  workingCrs: "EPSG:4545",
  parks,
  formerParks,
  blocks,
  totals: null,
  parcels: 3_000,
  plants: 58,
  sitesPerBlock: 14,
  zoning: [
    {
      file: "one-core-two-belts.json",
      scheme: {
        id: "one-core-two-belts",
        title: { zh: "一区两带", en: "One core, two belts" },
        source: cite(PLAN, "第三章第一节"),
        validFrom: CURRENT_FROM,
        zones: [
          zone("core", "中心城创新区", "Central-city innovation core", [1]),
          zone("river-belt", "沿黄河高质量发展经济带", "Yellow River belt", [2, 3, 5, 6, 7]),
          zone("middle-belt", "中部经济带", "Middle belt", [4, 8]),
        ],
      },
    },
    {
      file: "poles.json",
      scheme: {
        id: "poles",
        title: { zh: "多极联动", en: "Many poles" },
        source: cite(PLAN, "第三章第一节"),
        validFrom: CURRENT_FROM,
        zones: parks.map(({ name, nameEn }, index) => zone(`pole-${index + 1}`, `${name}极`, `Pole: ${nameEn}`, [index + 1])),
      },
    },
  ],
  lineage,
  economy: { pricePerM2: 135, outputPerMu: 118, taxPerMu: 6.2 },
};
