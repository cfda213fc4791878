import { cite, FACTS } from "../sources.ts";
import { type BlockSpec, type CitySpec, CURRENT_FROM, FORMER_UNTIL, type ParkSpec } from "../spec.ts";

const PLAN = "tl-plan-2021";
const TABLE_1 = cite(PLAN, "表 1 通辽市工业园区基本情况（2020 年）");
const CHAPTER_3 = cite(PLAN, "第三章第二、三节");

/** Names of the 9 parks of 2020 in English, and which of the 6 parks each went into. */
const FORMER: readonly (readonly [zh: string, en: string, successor: string])[] = [
  ["通辽市科尔沁工业园区", "Tongliao Horqin Industrial Park", "TL-P03"],
  ["霍林郭勒工业园区", "Holingol Industrial Park", "TL-P01"],
  ["开鲁工业园区", "Kailu Industrial Park", "TL-P04"],
  ["科左中旗工业园区", "Horqin Left Middle Banner Industrial Park", "TL-P02"],
  ["科左后旗自主创新承接产业转移示范园区", "Horqin Left Rear Banner Industrial Transfer Park", "TL-P05"],
  ["库伦旗工业园区", "Hure Banner Industrial Park", "TL-P05"],
  ["奈曼旗工业园区", "Naiman Banner Industrial Park", "TL-P06"],
  ["扎鲁特工业园区", "Jarud Industrial Park", "TL-P01"],
  ["通辽经济技术开发区高新技术产业园区", "Tongliao Economic Zone High-tech Park", "TL-P02"],
];

const CURRENT_EN: Readonly<Record<string, string>> = {
  霍林郭勒高新技术产业开发区: "Holingol High-tech Industrial Zone",
  通辽经济技术开发区: "Tongliao Economic and Technological Zone",
  科尔沁工业园区: "Horqin Industrial Park",
  开鲁生物医药开发区: "Kailu Biomedical Zone",
  通辽承接产业转移开发区: "Tongliao Industrial Transfer Zone",
  奈曼工业园区: "Naiman Industrial Park",
};

type Row = readonly [nameEn: string, adcode: string, anchor: string, east: number, north: number, km2: number];
type Kind = Pick<BlockSpec, "character" | "industries">;

/** One row for each row of table 1, in its order: what the table does not say, and the generator needs. */
const ROWS: readonly (readonly [Row, Kind])[] = [
  [
    ["Horqin Farm-products and Equipment Block", "150502", "科尔沁工业园区(近通辽电厂, 新工一路)", -1500, -1000, 46],
    { character: "mixed", industries: ["ferment", "food", "equipment"] },
  ],
  [
    ["Horqin Green Food Block", "150502", "科尔沁区(通辽市区)", -2500, 9500, 24],
    { character: "light", industries: ["food", "pharma"] },
  ],
  [["Holingol Block A", "150581", "霍林郭勒", -6000, 3500, 20], { character: "heavy", industries: ["power"] }],
  [
    ["Holingol Block B", "150581", "霍林郭勒工业园A/B区(鸿骏电厂)", -3000, -1500, 42],
    { character: "heavy", industries: ["aluminium", "aluminium", "power"] },
  ],
  [
    ["Holingol Block C", "150581", "霍林郭勒工业园C区(创源)", 1000, 400, 26],
    { character: "heavy", industries: ["aluminium", "silica", "power"] },
  ],
  [["Kailu Block", "150523", "开鲁", -4800, 3000, 38], { character: "mixed", industries: ["pharma", "ferment", "food"] }],
  [["Baokang Block", "150521", "保康", -3800, -3500, 18], { character: "light", industries: ["food"] }],
  [["Baolongshan Block", "150521", "宝龙山", 3500, 2500, 16], { character: "mixed", industries: ["fine-chemical"] }],
  [["Huatugula Block", "150521", "花吐古拉", 2500, 1500, 14], { character: "light", industries: ["food"] }],
  [["Ganjig Block", "150522", "甘旗卡", 4500, 3500, 30], { character: "mixed", industries: ["food", "silica", "equipment"] }],
  [["Jinbaotun Block", "150522", "金宝屯", 2000, 1500, 9], { character: "light", industries: ["food"] }],
  [["Nanshan Block", "150524", "库伦(南山)", -3500, -2500, 14], { character: "light", industries: ["food", "pharma"] }],
  [["Sanjiazi Block", "150524", "三家子", 2500, 1200, 16], { character: "mixed", industries: ["building-material", "silica"] }],
  [
    ["Daqin Tal Block", "150525", "大沁他拉", 5500, -3500, 34],
    { character: "heavy", industries: ["nickel", "building-material", "food"] },
  ],
  [["Baxiantong Block", "150525", "八仙筒", 2500, 2500, 8], { character: "light", industries: ["food"] }],
  [["Bayintala Block", "150525", "白音他拉", 1500, 1500, 9], { character: "light", industries: ["food"] }],
  [["Zhahanaoer Block", "150526", "扎哈淖尔", 0, -6000, 36], { character: "heavy", industries: ["aluminium"] }],
  [["Lubei Block", "150526", "鲁北", 4500, -3500, 18], { character: "light", industries: ["food", "textile"] }],
  [["Coal Chemical Block", "150526", "鲁北", -6500, 9500, 12], { character: "heavy", industries: ["coal-chemical"] }],
  [
    ["High-tech Block", "150502", "通辽经济技术开发区", -2500, -4500, 48],
    { character: "fine", industries: ["equipment", "new-energy", "pharma", "food", "new-material"] },
  ],
];

const formerId = (index: number) => `TL-P2020-${index + 1}`;
const PLANNED_M2 = 449_570_000;
const BUILT_M2 = 147_930_000;
const drawnKm2 = ROWS.reduce((sum, [row]) => sum + row[5], 0);

const parks2020 = FACTS.tongliao.parks_2020;
const blockRows = parks2020.flatMap((park, parkIndex) => park.blocks.map((block) => ({ park, parkIndex, block })));

const blocks: readonly BlockSpec[] = blockRows.map(({ park, parkIndex, block }, index) => {
  const [[nameEn, adcode, anchor, east, north, km2], kind] = ROWS[index]!;
  return {
    id: `TL-B${String(index + 1).padStart(2, "0")}`,
    name: block.block ?? `${park.park}（表 1 未列区块名）`,
    nameEn,
    parkId: FORMER[parkIndex]![2],
    formerParkId: formerId(parkIndex),
    adcode,
    anchor,
    offsetM: [east, north],
    areaKm2: (km2 / drawnKm2) * (PLANNED_M2 / 1e6),
    ...kind,
    facts: {
      county: park.county,
      industries: block.industries,
      enterprises: block.enterprises,
      enterprisesAboveScale: block.above_scale,
      factsYear: 2020,
      factsSource: `${TABLE_1}，第 ${index + 1} 行`,
      nameInTable: block.block,
    },
  };
});

const formerParks: readonly ParkSpec[] = parks2020.map((park, index) => ({
  id: formerId(index),
  name: park.park,
  nameEn: FORMER[index]![1],
  facts: {
    city: "通辽市",
    county: park.county,
    industries: [...new Set(park.blocks.flatMap((block) => block.industries))],
    enterprises: park.enterprises,
    enterprisesAboveScale: park.above_scale,
    validTo: FORMER_UNTIL,
    datePrecision: "year",
    factsSource: `${TABLE_1}，序号 ${index + 1}`,
  },
}));

const parks: readonly ParkSpec[] = FACTS.tongliao.consolidated.map((park, index) => {
  const id = `TL-P0${index + 1}`;
  return {
    id,
    name: park.park,
    nameEn: CURRENT_EN[park.park]!,
    facts: {
      city: "通辽市",
      level: "自治区级",
      industries: [
        ...new Set(blocks.filter((block) => block.parkId === id).flatMap((block) => block.facts.industries as string[])),
      ],
      enterprises: park.enterprises_2020,
      enterprisesAboveScale: park.above_scale_2020,
      namedSites: park.named_sites,
      classNote: "规划称 6 家中 2 家一类、4 家二类，未逐一列出",
      validFrom: CURRENT_FROM,
      datePrecision: "year",
      factsSource: `${CHAPTER_3}；企业数为 ${TABLE_1} 按沿革相加`,
    },
  };
});

const ACCOUNTS = [
  {
    id: "plan",
    from: { parks: 9, on: FORMER_UNTIL },
    to: { parks: 6, from: CURRENT_FROM },
    source: cite(PLAN, "第三章第一节"),
    note: "9 → 6，园区对应关系由第三章第三节文字推定",
  },
  {
    id: "news",
    from: { parks: 16, blocks: 23, on: null },
    to: { parks: 6, blocks: 11 },
    source: cite("tl-news-2022", "正文"),
    note: "16 个园区、23 个区块的名单与日期未公布，故不列实体",
  },
];

const lineage = {
  note: "文件只给出年份：2020 年 9 家、2021 年 6 家；此处取年末与年初。",
  accounts: ACCOUNTS,
  entities: [
    ...formerParks.map(({ id, name }) => ({ id, kind: "park", name, featureId: id, validTo: FORMER_UNTIL, source: TABLE_1 })),
    ...parks.map(({ id, name }) => ({
      id,
      kind: "park",
      name,
      featureId: id,
      validFrom: CURRENT_FROM,
      predecessors: FORMER.flatMap(([, , successor], index) => (successor === id ? [formerId(index)] : [])),
      source: CHAPTER_3,
    })),
    ...blocks.map(({ id, name, parkId }) => ({
      id,
      kind: "block",
      name,
      featureId: id,
      parkId,
      source: TABLE_1,
      note: "表 1（2020 年）所列区块；11 个获批区块的名单未公布，故沿用此表",
    })),
  ],
};

const zone = (id: string, name: string, nameEn: string, parkIds: readonly string[]) => ({ id, name, nameEn, parkIds });

export const TONGLIAO: CitySpec = {
  id: "tongliao",
  code: "TL",
  title: { zh: "通辽市", en: "Tongliao" },
  adcode: "150500",
  workingCrs: "EPSG:4549",
  parks,
  formerParks,
  blocks,
  totals: { plannedAreaM2: PLANNED_M2, builtAreaM2: BUILT_M2 },
  parcels: 3_000,
  plants: 58,
  sitesPerBlock: 14,
  zoning: [
    {
      file: "three-clusters.json",
      scheme: {
        id: "three-clusters",
        title: { zh: "三大产业集群集聚区", en: "Three industrial clusters" },
        source: cite(PLAN, "第三章第二节"),
        validFrom: CURRENT_FROM,
        zones: [
          zone("north", "北部绿色铝基新材料产业集聚区", "North: green aluminium materials", ["TL-P01"]),
          zone("central", "中部玉米生物科技（医药）产业集聚区", "Central: maize biotechnology and medicine", [
            "TL-P02",
            "TL-P03",
            "TL-P04",
          ]),
          zone("south", "南部绿色农畜产品加工等特色产业集聚区", "South: farm products and special industries", [
            "TL-P05",
            "TL-P06",
          ]),
        ],
      },
    },
  ],
  lineage,
  economy: { pricePerM2: 120, outputPerMu: 62, taxPerMu: 2.4 },
};
