import type { TraceSummary } from '@throughline/format';

/** Milliseconds of a nanosecond. */
const MS = 1e-6;

/**
 * The page that shows the same spans without virtual rows: a row each, with its name and its bar. Its rows are as light as can be,
 * and placed as those of the waterfall are; a turn of the wheel with Ctrl changes the part of the axis that is shown.
 */
export function plainListPage(traces: readonly TraceSummary[], from: number): string {
  const rows = traces.flatMap(({ spans }) =>
    spans.map(({ name, service, startTimeUnixNano, durationNano }) => {
      const start = Number(BigInt(startTimeUnixNano) - BigInt(from) * 1_000_000n) * MS;
      return `<div class="row"><span class="name">${name} ${service}</span><span class="axis"><i style="--start:${start};--duration:${Number(durationNano) * MS}"></i></span></div>`;
    }),
  );
  return `<!doctype html><title>Plain list</title><style>
    body { margin: 0; font: 13px system-ui; }
    #list { --axis-from: 0; --axis-length: 3000; height: 620px; overflow-y: scroll; overflow-x: hidden; }
    .row { display: flex; height: 25px; border-bottom: 1px solid #ddd; }
    .name { flex: none; width: 460px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
    .axis { position: relative; flex: 1; overflow: hidden; }
    i { position: absolute; top: 7px; height: 12px; min-width: 2px; background: #36c;
      left: calc((var(--start) - var(--axis-from)) / var(--axis-length) * 100%);
      width: calc(var(--duration) / var(--axis-length) * 100%); }
  </style><div id="list" role="tree">${rows.join('')}</div><script>
    const list = document.getElementById('list');
    let length = 3000;
    list.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      length *= 1.002 ** event.deltaY;
      list.style.setProperty('--axis-length', length);
    }, { passive: false });
  </script>`;
}
