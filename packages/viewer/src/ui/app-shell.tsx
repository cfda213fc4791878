import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { TASKS } from "../core/url-params.ts";
import { MapPane } from "./map-pane.tsx";
import { useDict, useStore } from "./store-context.tsx";
import { TimeBar } from "./time-bar.tsx";
import { TopBar } from "./top-bar.tsx";

interface AppShellProps {
  readonly taskPanel: ComponentChildren;
  readonly detailPanel: ComponentChildren;
}

/** Top bar, task panel on the left, map with its time bar, detail on the right; on a phone map and list take turns. */
export function AppShell({ taskPanel, detailPanel }: AppShellProps) {
  const { app } = useStore();
  const dict = useDict();
  const [mobileTab, setMobileTab] = useState<"map" | "list">("map");
  const selected = app.selection.value !== null;
  return (
    <div class="shell" data-mobile={mobileTab} data-detail={selected ? "open" : "closed"}>
      <TopBar />
      <UrlNotice />
      <div class="body">
        <aside class="task-panel" aria-label={dict.task.group}>
          <TaskTabs />
          {taskPanel}
        </aside>
        <main class="stage">
          <MapPane />
          {selected ? <div class="detail-slot">{detailPanel}</div> : null}
          <TimeBar />
        </main>
      </div>
      <nav class="mobile-tabs" aria-label={dict.map.label}>
        <button type="button" aria-pressed={mobileTab === "map"} onClick={() => setMobileTab("map")}>
          {dict.map.mobileMap}
        </button>
        <button type="button" aria-pressed={mobileTab === "list"} onClick={() => setMobileTab("list")}>
          {dict.map.mobilePanel}
        </button>
      </nav>
    </div>
  );
}

function TaskTabs() {
  const { app } = useStore();
  const dict = useDict();
  return (
    <div class="task-tabs" role="tablist" aria-label={dict.task.group}>
      {TASKS.map((task) => (
        <button
          key={task}
          type="button"
          role="tab"
          data-task={task}
          aria-selected={app.task.value === task}
          onClick={() => {
            app.task.value = task;
          }}
        >
          {dict.task[task]}
        </button>
      ))}
    </div>
  );
}

function UrlNotice() {
  const { app } = useStore();
  const dict = useDict();
  const problems = app.urlProblems.value;
  if (problems.length === 0) return null;
  const params = problems.map(({ param, value }) => `${param}=${value}`).join(", ");
  return (
    <div class="url-notice" role="status">
      {dict.state.urlProblem(params)}
      <button
        type="button"
        class="link-button"
        onClick={() => {
          app.urlProblems.value = [];
        }}
      >
        {dict.state.dismiss}
      </button>
    </div>
  );
}
