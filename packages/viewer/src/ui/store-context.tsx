import { type ComponentChildren, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Dictionary } from "../core/dictionary.ts";
import type { Store } from "../state/store.ts";

const StoreContext = createContext<Store | null>(null);

export function StoreProvider({ store, children }: { readonly store: Store; readonly children: ComponentChildren }) {
  return <StoreContext.Provider value={store}>{children}</StoreContext.Provider>;
}

export function useStore(): Store {
  const store = useContext(StoreContext);
  if (store === null) throw new RangeError("useStore outside of StoreProvider");
  return store;
}

/** Texts in the reader's language; a component that reads them is drawn again when the language changes. */
export function useDict(): Dictionary {
  return useStore().app.dict.value;
}
