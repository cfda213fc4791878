import { chooseCity } from "../state/app-state.ts";
import { BrandMark, Icon } from "./icons.tsx";
import { SearchBox } from "./search-box.tsx";
import { useDict, useStore } from "./store-context.tsx";
import { isDark } from "./theme.ts";

const MOST_TABS = 5;

export function TopBar() {
  const { app } = useStore();
  const dict = useDict();
  return (
    <header class="top-bar">
      <div class="brand">
        <BrandMark />
        <h1>{dict.product}</h1>
        <span class="brand-sub">{dict.productSub}</span>
      </div>
      <CityChooser />
      <SearchBox />
      <div class="spacer" />
      {app.dataset.value?.synthetic ? (
        <span class="badge" title={dict.badge.syntheticHelp}>
          {dict.badge.synthetic}
        </span>
      ) : null}
      <div class="as-of-readout">
        <span>{dict.top.asOf}</span>
        <strong>{app.asOf.value}</strong>
        {app.isProjection.value ? (
          <em class="projection" title={dict.top.projectionHelp}>
            {dict.top.projection}
          </em>
        ) : null}
      </div>
      <Tools />
      <LanguageSwitch />
    </header>
  );
}

/** Undo, print, and the dark look. */
function Tools() {
  const { app, history } = useStore();
  const dict = useDict();
  const dark = isDark(app.theme.value);
  return (
    <div class="top-tools">
      <button
        type="button"
        class="icon-button"
        aria-label={dict.top.undo}
        title={dict.top.undo}
        disabled={!history.canUndo.value}
        data-tool="undo"
        onClick={history.undo}
      >
        <Icon name="undo" />
      </button>
      <button type="button" class="icon-button" aria-label={dict.top.print} title={dict.top.print} onClick={() => window.print()}>
        <Icon name="print" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={dict.top.dark}
        title={dict.top.dark}
        aria-pressed={dark}
        data-tool="dark"
        onClick={() => {
          app.theme.value = dark ? "light" : "dark";
        }}
      >
        <Icon name="moon" />
      </button>
    </div>
  );
}

function CityChooser() {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  const current = app.dataset.value?.id;
  const datasets = app.datasets.value;
  if (datasets.length > MOST_TABS) {
    return (
      <select
        class="select"
        aria-label={dict.top.city}
        value={current}
        onChange={(event) => chooseCity(app, event.currentTarget.value)}
      >
        {datasets.map((each) => (
          <option key={each.id} value={each.id}>
            {each.title[lang]}
          </option>
        ))}
      </select>
    );
  }
  return (
    <nav class="segmented" aria-label={dict.top.city}>
      {datasets.map((each) => (
        <button
          key={each.id}
          type="button"
          aria-pressed={each.id === current}
          data-city={each.id}
          onClick={() => chooseCity(app, each.id)}
        >
          {each.title[lang]}
        </button>
      ))}
    </nav>
  );
}

function LanguageSwitch() {
  const { app } = useStore();
  const dict = useDict();
  const lang = app.lang.value;
  return (
    <button
      type="button"
      class="language"
      // The name begins with what is seen, so that it can be said aloud to a computer.
      aria-label={`中EN · ${dict.switchLanguage}`}
      title={dict.switchLanguage}
      onClick={() => {
        app.lang.value = lang === "zh" ? "en" : "zh";
      }}
    >
      <span aria-hidden="true" class={lang === "zh" ? "on" : ""}>
        中
      </span>
      <span aria-hidden="true" class={lang === "en" ? "on" : ""}>
        EN
      </span>
    </button>
  );
}
