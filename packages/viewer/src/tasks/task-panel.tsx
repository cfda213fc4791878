import { useStore } from "../ui/store-context.tsx";
import { LandPanel } from "./land/land-panel.tsx";
import { OverviewPanel } from "./overview/overview-panel.tsx";
import { ProtectionPanel } from "./protection/protection-panel.tsx";
import { SitingPanel } from "./siting/siting-panel.tsx";

/** The panel of the task that the reader has chosen. */
export function TaskPanel() {
  const { app } = useStore();
  switch (app.task.value) {
    case "land":
      return <LandPanel />;
    case "protection":
      return <ProtectionPanel />;
    case "siting":
      return <SitingPanel />;
    case "overview":
      return <OverviewPanel />;
  }
}
