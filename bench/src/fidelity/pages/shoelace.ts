import { click, press, type RecordedPage, type } from './page.ts';

/** Web components: every one draws itself in a shadow root with adopted style sheets. */
export const shoelace: RecordedPage = {
  name: 'shoelace',
  packages: { '@shoelace-style/shoelace': '2.20.1' },
  source: {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Components</title>
<link rel="stylesheet" href="/node_modules/@shoelace-style/shoelace/cdn/themes/light.css">
<script type="module" src="/node_modules/@shoelace-style/shoelace/cdn/shoelace.js"></script>
<style>body{font-family:var(--sl-font-sans);padding:20px;display:grid;gap:16px;grid-template-columns:1fr 1fr;align-items:start}</style></head><body>
<sl-card><div slot="header">Account</div><sl-input label="Name" placeholder="Your name"></sl-input><br><sl-button variant="primary">Save</sl-button></sl-card>
<sl-tab-group><sl-tab slot="nav" panel="a">General</sl-tab><sl-tab slot="nav" panel="b">Advanced</sl-tab>
<sl-tab-panel name="a">Plain things.</sl-tab-panel><sl-tab-panel name="b">Less plain things.</sl-tab-panel></sl-tab-group>
<sl-details summary="More about it">All that there is to say.</sl-details>
<div><sl-switch>Notify me</sl-switch> <sl-checkbox>I agree</sl-checkbox> <sl-rating value="3"></sl-rating></div>
<sl-select label="Fruit" value="apple"><sl-option value="apple">Apple</sl-option><sl-option value="pear">Pear</sl-option></sl-select>
<div><sl-progress-bar value="40"></sl-progress-bar><br><sl-badge>New</sl-badge> <sl-tag>Tag</sl-tag> <sl-avatar initials="AB"></sl-avatar></div>
<sl-range label="Volume" value="30"></sl-range>
<sl-radio-group label="Size" value="m"><sl-radio-button value="s">S</sl-radio-button><sl-radio-button value="m">M</sl-radio-button></sl-radio-group>
<sl-dialog label="Sure?">It cannot be undone.<sl-button slot="footer" variant="primary">Yes</sl-button></sl-dialog>
<sl-button id="open">Ask</sl-button><script>document.querySelector('#open').addEventListener('click', () => document.querySelector('sl-dialog').show());</script>
</body></html>`,
  },
  ready: 'sl-button[variant="primary"]:defined',
  interactions: [
    type('sl-input', 'Ada'),
    click('sl-tab', 1),
    click('sl-details'),
    click('sl-switch'),
    click('sl-checkbox'),
    click('sl-select'),
    click('sl-option', 1),
    click('sl-radio-button', 0),
    click('sl-tab', 0),
    click('#open'),
    press('Escape'),
    click('sl-card sl-button'),
  ],
};
