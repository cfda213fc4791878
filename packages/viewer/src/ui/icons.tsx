const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  home: "M3.5 9.5L10 4l6.5 5.5M5.5 8.5V16h9V8.5",
  back: "M12 5l-5 5 5 5",
  on: "M8 5l5 5-5 5",
  fastBack: "M10 5l-5 5 5 5M16 5l-5 5 5 5",
  fastOn: "M4 5l5 5-5 5M10 5l5 5-5 5",
  target: "M10 3v3M10 14v3M3 10h3M14 10h3M10 7a3 3 0 100 6 3 3 0 000-6z",
  link: "M8.5 11.5l3-3M9 6l1.5-1.5a3.2 3.2 0 014.5 4.5L13.5 10.5M11 14l-1.5 1.5A3.2 3.2 0 015 11l1.5-1.5",
  copy: "M7.5 7.5h8v9h-8zM12.5 7.5v-3h-8v9h3",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  cross: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  question: "M7.5 7.5a2.5 2.5 0 113.4 2.3c-.6.3-.9.7-.9 1.4v.5M10 14.6v.4",
  chevron: "M5 8l5 5 5-5",
  ruler: "M3.5 13.5l10-10 3 3-10 10zM6 11l1.5 1.5M8.5 8.5l1.5 1.5M11 6l1.5 1.5",
  undo: "M8 5L4.5 8.5 8 12M5 8.5h6.5a4 4 0 010 8H8",
  moon: "M15.5 12.5A6.5 6.5 0 017.5 4.5a6.5 6.5 0 108 8z",
  print: "M6 7V3.5h8V7M6 14H4V7.5h12V14h-2M6 11.5h8v5H6z",
  warning: "M10 3.5l7 12.5H3zM10 8.5v3.5M10 14v.3",
} as const;
export type IconName = keyof typeof PATHS | "play" | "pause";

/** A line icon; the button around it carries the label. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  if (name === "play" || name === "pause") {
    return (
      <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" fill="currentColor">
        <path d={name === "play" ? "M6.5 4.5v11l9-5.5z" : "M6 4.5h3v11H6zM11 4.5h3v11h-3z"} />
      </svg>
    );
  }
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark of the product: four parcels, one of them calling for attention. */
export function BrandMark() {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
      <path d="M2 4l10-2v10L2 13z" fill="#0f5e58" />
      <path d="M14 2l10 2v7l-10 1z" fill="#5b9aa0" />
      <path d="M2 15l10-1v10l-10-2z" fill="#9fbfb8" />
      <path d="M14 14l10-1v9l-10 2z" fill="#e8863a" />
    </svg>
  );
}
