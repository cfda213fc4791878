import type { LayerName } from "@parkatlas/geo-core";

/** What a property is, so that values can be read: which unit a bare number needs, which words a choice has. */
export type PropertyKind = "text" | "date" | "area" | "money" | "count" | "number" | "choice";

export interface KnownProperty {
  readonly kind: PropertyKind;
  /** Names of the field in the files of bureaus, surveyors and enterprises: Chinese, and pinyin initials of ten letters. */
  readonly names: readonly string[];
  /** Words of a choice, as people write them, and what the model calls them. */
  readonly words?: Readonly<Record<string, string>>;
}

export type LayerDictionary = Readonly<Record<string, KnownProperty>>;

const text = (...names: readonly string[]): KnownProperty => ({ kind: "text", names });
const date = (...names: readonly string[]): KnownProperty => ({ kind: "date", names });
const area = (...names: readonly string[]): KnownProperty => ({ kind: "area", names });
const money = (...names: readonly string[]): KnownProperty => ({ kind: "money", names });
const count = (...names: readonly string[]): KnownProperty => ({ kind: "count", names });

const NAME = text("名称", "name", "MC", "XMMC", "项目名称", "标题");
const COMMON: LayerDictionary = {
  name: NAME,
  nameEn: text("英文名称", "name_en", "nameEn"),
  source: text("来源", "资料来源", "数据来源", "SJLY"),
  validFrom: date("有效期起", "启用日期"),
  validTo: date("有效期止", "终止日期"),
};
const PARK = text("园区编号", "YQBH", "园区代码", "parkId");

/** The names that the fields of each layer go by, most usual first; found in public files, notices and the standards of the trade. */
export const FIELD_DICTIONARY: Readonly<Record<LayerName, LayerDictionary>> = {
  boundaries: { ...COMMON, adcode: text("行政区代码", "XZQDM", "adcode", "区划代码") },
  parks: {
    ...COMMON,
    name: { ...NAME, names: ["园区名称", "YQMC", "开发区名称", "KFQMC", ...NAME.names] },
    city: text("所在市", "市", "SHI"),
    county: text("所在县", "县", "旗县", "区县", "XIAN", "XZQMC"),
    level: text("级别", "园区级别", "JB"),
    plannedAreaM2: area("规划面积", "GHMJ", "批准面积"),
    builtAreaM2: area("建成面积", "JCMJ"),
    readyAreaM2: area("达到供地条件土地面积"),
  },
  blocks: {
    ...COMMON,
    name: { ...NAME, names: ["区块名称", "QKMC", "片区名称", ...NAME.names] },
    parkId: PARK,
    county: text("所在县", "县", "旗县", "区县", "XZQMC"),
    enterprises: count("企业数", "QYS"),
    enterprisesAboveScale: count("规上企业数"),
  },
  parcels: {
    ...COMMON,
    name: { ...NAME, names: ["宗地名称", "地块名称", "DKMC", "ZDMC", "坐落", "土地坐落", "TDZL", "ZL", ...NAME.names] },
    blockId: text("区块编号", "QKBH", "区块代码", "blockId", "所属区块"),
    holder: text(
      "权利人",
      "土地使用权人",
      "使用权人",
      "QLR",
      "TDSYQR",
      "SYQR",
      "受让人",
      "SRR",
      "用地单位",
      "YDDW",
      "权属单位",
      "QSDW",
      "QSDWMC",
      "企业名称",
      "QYMC",
      "holder",
    ),
    ownership: {
      kind: "choice",
      names: ["权属性质", "QSXZ", "土地所有权性质", "ownership"],
      words: {
        国有: "state",
        国有土地: "state",
        国有土地所有权: "state",
        G: "state",
        集体: "collective",
        集体土地: "collective",
        集体土地所有权: "collective",
        J: "collective",
      },
    },
    landUse: text("土地用途", "用途", "TDYT", "地块用途", "地类编码", "DLBM", "规划用途", "GHYT"),
    recordedAreaM2: area(
      "登记面积",
      "宗地面积",
      "ZDMJ",
      "地块面积",
      "DKMJ",
      "供地面积",
      "GDMJ",
      "出让面积",
      "CRMJ",
      "土地面积",
      "TDMJ",
      "面积",
      "MJ",
      "recordedAreaM2",
    ),
    floorAreaM2: area("总建筑面积", "建筑面积", "ZJZMJ", "JZMJ"),
    footprintM2: area("建筑基底面积", "建筑占地面积", "JZZDMJ", "JDMJ"),
    approvedOn: date("批准日期", "批准时间", "PZRQ", "PZSJ", "批复日期", "approvedOn"),
    suppliedOn: date(
      "供地日期",
      "供地时间",
      "GDRQ",
      "GDSJ",
      "供应日期",
      "合同签订日期",
      "HTQDRQ",
      "签订日期",
      "交地日期",
      "suppliedOn",
    ),
    supplyMethod: text("供地方式", "供应方式", "GDFS", "GYFS", "出让方式"),
    priceCny: money("出让价款", "成交价", "成交价款", "CJJ", "CRJK", "CJJK", "划拨价款", "priceCny"),
    agreedStartOn: date(
      "约定开工日期",
      "约定开工时间",
      "约定动工日期",
      "约定动工时间",
      "YDKGRQ",
      "YDKGSJ",
      "YDDGSJ",
      "agreedStartOn",
    ),
    startedOn: date(
      "实际开工日期",
      "实际开工时间",
      "实际动工日期",
      "实际动工时间",
      "开工日期",
      "SJKGRQ",
      "SJKGSJ",
      "SJDGSJ",
      "KGRQ",
      "startedOn",
    ),
    suspendedOn: date("停工日期", "停工时间", "TGRQ", "TGSJ", "suspendedOn"),
    resumedOn: date("复工日期", "复工时间", "FGRQ", "FGSJ", "resumedOn"),
    completedOn: date("实际竣工日期", "实际竣工时间", "竣工日期", "竣工时间", "SJJGRQ", "SJJGSJ", "JGRQ", "completedOn"),
    startableAreaM2: area("应动工面积", "应动工开发建设用地总面积", "YDGMJ"),
    plannedInvestmentCny: money("计划总投资", "总投资", "JHZTZ", "ZTZ"),
  },
  sites: {
    ...COMMON,
    kind: {
      kind: "choice",
      names: ["类型", "目标类型", "敏感目标类型", "LX", "kind"],
      words: {
        居住区: "residential",
        居住: "residential",
        小区: "residential",
        住宅: "residential",
        村庄: "village",
        村: "village",
        农村居民点: "village",
        学校: "school",
        幼儿园: "school",
        医院: "hospital",
        卫生院: "hospital",
        其他: "other",
      },
    },
    households: count("户数", "HS", "households"),
    population: count("人口", "人数", "RK", "RS", "population"),
    status: {
      kind: "choice",
      names: ["状态", "现状", "status"],
      words: { 现状: "existing", 已有: "existing", 规划: "planned", 拟建: "planned", 已搬迁: "relocated", 搬迁: "relocated" },
    },
  },
  units: {
    ...COMMON,
    name: { ...NAME, names: ["单元名称", "生产单元", "污染源名称", "WRYMC", "地块名称", ...NAME.names] },
    plantId: text("厂区编号", "plantId"),
    parkId: PARK,
    enterprise: text("企业名称", "企业", "QYMC", "enterprise"),
    operatesFrom: date("投产日期", "投产时间", "TCRQ", "operatesFrom"),
    operatesTo: date("停产日期", "停产时间", "operatesTo"),
  },
  plants: {
    ...COMMON,
    name: { ...NAME, names: ["厂区名称", "企业名称", "QYMC", ...NAME.names] },
    parkId: PARK,
    enterprise: text("企业名称", "企业", "QYMC", "enterprise"),
  },
  contours: { ...COMMON, plantId: text("厂区编号", "plantId") },
};

/** Names of the field that holds the identity of a record. */
export const ID_NAMES: Readonly<Record<LayerName, readonly string[]>> = {
  boundaries: ["行政区代码", "XZQDM", "adcode", "id"],
  parks: ["园区编号", "YQBH", "园区代码", "YQDM", "编号", "id"],
  blocks: ["区块编号", "QKBH", "区块代码", "编号", "id"],
  parcels: [
    "不动产单元号",
    "BDCDYH",
    "宗地代码",
    "ZDDM",
    "宗地编号",
    "ZDBH",
    "地块编号",
    "DKBH",
    "地块代码",
    "DKDM",
    "宗地号",
    "ZDH",
    "电子监管号",
    "DZJGH",
    "编号",
    "BH",
    "id",
  ],
  sites: ["目标编号", "编号", "BH", "id"],
  units: ["单元编号", "污染源编号", "WRYBH", "地块编号", "DKBH", "编号", "BH", "id"],
  plants: ["厂区编号", "企业代码", "统一社会信用代码", "编号", "BH", "id"],
  contours: ["编号", "BH", "id"],
};
