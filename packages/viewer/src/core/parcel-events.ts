/** A dated fact of a parcel, as an officer tells its story; `detail` is a document number or the cause of a delay. */
export interface ParcelEvent {
  readonly on: string;
  readonly kind: ParcelEventKind;
  readonly detail: string | null;
}

export type ParcelEventKind =
  | "approvedOn"
  | "suppliedOn"
  | "agreedStartOn"
  | "startedOn"
  | "suspendedOn"
  | "resumedOn"
  | "completedOn"
  | "extendedOn"
  | "delayOn"
  | "determinedOn"
  | "disposedOn";

const SINGLE = ["approvedOn", "suppliedOn", "agreedStartOn", "startedOn", "suspendedOn", "resumedOn", "completedOn"] as const;

type Properties = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

function listOf(properties: Properties, name: string): readonly Properties[] {
  const value = properties[name];
  return Array.isArray(value) ? value.filter((each): each is Properties => typeof each === "object" && each !== null) : [];
}

/** Every dated fact in a parcel's properties, oldest first; facts without a date are left out. */
export function parcelEvents(properties: Properties): readonly ParcelEvent[] {
  const from = (
    list: string,
    dateName: string,
    kind: ParcelEventKind,
    detailName: string | null = null,
  ): readonly ParcelEvent[] =>
    listOf(properties, list).flatMap((each) => {
      const on = textOf(each[dateName]);
      return on === null ? [] : [{ on, kind, detail: detailName === null ? null : textOf(each[detailName]) }];
    });
  const events: ParcelEvent[] = [
    ...SINGLE.flatMap((kind) => {
      const on = textOf(properties[kind]);
      return on === null ? [] : [{ on, kind, detail: null }];
    }),
    ...from("suspensions", "from", "suspendedOn"),
    ...from("suspensions", "to", "resumedOn"),
    ...from("extensions", "newStartOn", "extendedOn"),
    ...from("delays", "from", "delayOn", "cause"),
    ...from("determinations", "on", "determinedOn", "documentNo"),
    ...from("dispositions", "on", "disposedOn", "documentNo"),
  ];
  return events.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}
