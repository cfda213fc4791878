import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface VirtualListProps<T> {
  readonly rows: readonly T[];
  readonly rowHeightPx: number;
  readonly label: string;
  readonly keyOf: (row: T) => string;
  readonly selectedKey: string | null;
  readonly onSelect: (row: T) => void;
  readonly onHover?: (row: T | null) => void;
  readonly children: (row: T) => ComponentChildren;
}

const SPARE_ROWS = 6;

/** A list of any length that draws only the rows in sight. Arrow keys, Home and End move the selection. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { rows, rowHeightPx, keyOf, selectedKey } = props;
  const box = useRef<HTMLDivElement>(null);
  const [scrollPx, setScrollPx] = useState(0);
  const [heightPx, setHeightPx] = useState(600);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeightPx(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const selectedIndex = selectedKey === null ? -1 : rows.findIndex((row) => keyOf(row) === selectedKey);
  useEffect(() => {
    const element = box.current;
    if (!element || selectedIndex < 0) return;
    const topPx = selectedIndex * rowHeightPx;
    if (topPx < element.scrollTop || topPx + rowHeightPx > element.scrollTop + element.clientHeight) {
      element.scrollTop = topPx - (element.clientHeight - rowHeightPx) / 2;
    }
  }, [selectedIndex, rowHeightPx]);

  const first = Math.max(0, Math.floor(scrollPx / rowHeightPx) - SPARE_ROWS);
  const last = Math.min(rows.length, Math.ceil((scrollPx + heightPx) / rowHeightPx) + SPARE_ROWS);
  const move = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, selectedIndex, rows.length);
    const row = next === null ? undefined : rows[next];
    if (!row) return;
    event.preventDefault();
    props.onSelect(row);
  };
  return (
    <div
      class="virtual-list"
      ref={box}
      role="listbox"
      aria-label={props.label}
      tabIndex={0}
      onKeyDown={move}
      onScroll={(event) => setScrollPx(event.currentTarget.scrollTop)}
      onMouseLeave={() => props.onHover?.(null)}
      {...(selectedIndex >= first && selectedIndex < last ? { "aria-activedescendant": `row-${selectedKey}` } : {})}
    >
      <div style={{ height: `${rows.length * rowHeightPx}px`, position: "relative" }}>
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset;
          const key = keyOf(row);
          return (
            <div
              key={key}
              id={`row-${key}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === selectedIndex}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              class={index === selectedIndex ? "row selected" : "row"}
              style={{ top: `${index * rowHeightPx}px`, height: `${rowHeightPx}px` }}
              onClick={() => props.onSelect(row)}
              onKeyDown={(event) => (event.key === "Enter" ? props.onSelect(row) : undefined)}
              onMouseEnter={() => props.onHover?.(row)}
            >
              {props.children(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function nextIndex(key: string, current: number, length: number): number | null {
  if (length === 0) return null;
  switch (key) {
    case "ArrowDown":
      return Math.min(current + 1, length - 1);
    case "ArrowUp":
      return Math.max(current - 1, 0);
    case "Home":
      return 0;
    case "End":
      return length - 1;
    default:
      return null;
  }
}
