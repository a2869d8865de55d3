/** The widget's style. Every colour and measure that a page may want to change is a custom property with a default. */
export const STYLE = `
:host { all: initial; }
* { box-sizing: border-box; font: inherit; color: inherit; }
[hidden] { display: none !important; }
.widget {
  --background: var(--throughline-widget-background, #fff);
  --color: var(--throughline-widget-color, #1c1e21);
  --border: var(--throughline-widget-border, #c9cdd3);
  --accent: var(--throughline-widget-accent, #0b62d6);
  --on-accent: var(--throughline-widget-on-accent, #fff);
  --record: var(--throughline-widget-record, #c9182b);
  --radius: var(--throughline-widget-radius, 10px);
  position: fixed;
  z-index: var(--throughline-widget-z-index, 2147483000);
  display: flex;
  gap: 8px;
  align-items: flex-end;
  flex-direction: column;
  max-width: calc(100vw - 16px);
  font: var(--throughline-widget-font, 14px/1.4 system-ui, sans-serif);
  color: var(--color);
}
@media (prefers-color-scheme: dark) {
  .widget {
    --background: var(--throughline-widget-background, #22252a);
    --color: var(--throughline-widget-color, #f0f1f3);
    --border: var(--throughline-widget-border, #4a4f57);
    --accent: var(--throughline-widget-accent, #7db2ff);
    --on-accent: var(--throughline-widget-on-accent, #10151c);
    --record: var(--throughline-widget-record, #ff6b78);
  }
}
.widget.bottom { flex-direction: column-reverse; }
.widget.left { align-items: flex-start; }
.bar, .panel {
  background: var(--background);
  border: 1px solid var(--border);
  border-radius: var(--radius);
  box-shadow: 0 4px 16px #0003;
}
.bar { display: flex; gap: 4px; padding: 4px; }
.panel { display: grid; gap: 10px; width: 320px; max-width: 100%; padding: 14px; margin: 0; }
.row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }
.grow { flex: 1; min-width: 0; }
label { display: grid; gap: 6px; font-weight: 600; }
p { margin: 0; }
button {
  min-height: 32px;
  padding: 4px 10px;
  border: 1px solid transparent;
  border-radius: calc(var(--radius) - 4px);
  background: none;
  cursor: pointer;
}
button:hover { background: color-mix(in srgb, var(--color) 10%, transparent); }
.panel button { border-color: var(--border); }
.panel button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.move { cursor: move; touch-action: none; padding: 4px 6px; }
.toggle { display: flex; gap: 8px; align-items: center; font-weight: 600; }
.toggle::before { content: ''; width: 10px; height: 10px; border-radius: 50%; background: var(--record); }
.recording .toggle::before { border-radius: 2px; }
textarea, input {
  width: 100%;
  padding: 8px;
  font-weight: 400;
  color: var(--color);
  background: transparent;
  border: 1px solid var(--border);
  border-radius: calc(var(--radius) - 4px);
}
textarea { min-height: 80px; resize: vertical; }
.overlay {
  position: fixed;
  inset: 0;
  z-index: 2147483001;
  cursor: crosshair;
  touch-action: none;
}
.widget:has(~ .overlay) { visibility: hidden; }
.overlay:focus { outline: none; }
.overlay p {
  position: absolute;
  inset: 12px 12px auto;
  width: fit-content;
  max-width: 90%;
  margin: 0 auto;
  padding: 8px 12px;
  font: 14px/1.4 system-ui, sans-serif;
  color: #fff;
  background: #1c1e21;
  border-radius: 8px;
}
.area {
  position: fixed;
  z-index: 2147482999;
  pointer-events: none;
  border: 2px solid #ff3b4e;
  border-radius: 2px;
}
.overlay .area { box-shadow: 0 0 0 9999px #0006; }
@media print { .widget, .area { display: none; } }
`;
