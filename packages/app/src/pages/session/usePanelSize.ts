import { useLocalStorage } from '@mantine/hooks';

/** A panel's size in CSS pixels, remembered in this browser. */
export function usePanelSize(
  panel: string,
  { initial, least, most }: { initial: number; least: number; most: number },
) {
  return useLocalStorage<number>({
    key: `throughline-panel-${panel}`,
    defaultValue: initial,
    getInitialValueInEffect: false,
    deserialize: (text) => {
      const size = Number(text);
      return size >= least && size <= most ? size : initial;
    },
  });
}
