/** A part of a source text and what takes its place. It must occur as often as said, once by default. */
export interface Cut {
  part: RegExp;
  by?: string;
  times?: number;
}

const BLOCKED = `function isBlocked(node, _, blockSelector, checkAncestors) {
	const element = closestElementOfNode(node);
	return element !== null && (checkAncestors ? element.closest(blockSelector) !== null : element.matches(blockSelector));
}`;
const BLOCKED_ELEMENT =
  'function _isBlockedElement(element, _, blockSelector) { return element.matches(blockSelector); }';

/** What recording does not need of rrweb, beside what `record` never names and what `FIXED_OPTIONS` switch off. */
export const CUTS: readonly Cut[] = [
  // Each of the packages that rrweb is bundled from brings these along.
  { part: /^var src_default = \{[^}]*\};$/gm, by: 'var src_default = src_default$2;' },
  // Members of it that recording does not use.
  {
    part: /^\t(?:firstChild|styleSheets|querySelector|querySelectorAll|nowTimestamp|mutationObserverCtor|patch): \w+\$2,?\n/gm,
    times: 7,
  },
  { part: /^function patch\(source, name, replacement\) \{[\s\S]*?^\}$/gm, by: 'var patch = patch$2;' },
  {
    part: /^function mutationObserverCtor\(\) \{[\s\S]*?^\}$/gm,
    by: 'var mutationObserverCtor = mutationObserverCtor$2;',
  },
  // One selector says what is blocked. The helper frame, in which rrweb finds untouched prototypes, is not recorded.
  { part: /^function isBlocked\([\s\S]*?^\}$/gm, by: BLOCKED },
  { part: /^function _isBlockedElement\([\s\S]*?^\}$/gm, by: BLOCKED_ELEMENT },
  {
    part: /iframeEl\.classList\.add\("rr-block"\)/g,
    by: "iframeEl.setAttribute('data-throughline-block', '')",
  },
  // Every text and every value comes by our own rules, which also know the borders of shadow roots.
  { part: /^\tlet \{ needsMask \} = options;\n/gm },
  { part: /^\tif \(!needsMask\) needsMask = needMaskingText\(.*\n/gm },
  { part: /needMaskingText\(m\.target, this\.maskTextClass, this\.maskTextSelector, true\)/g, by: 'true' },
  {
    part: /maskAllInputs === true \? \{[^}]*\} : _maskInputOptions !== void 0 \? [^:]*: \{[^}]*\}/g,
    by: '_maskInputOptions',
  },
  { part: /maskAllInputs === true \? \{[^}]*\} : maskAllInputs === false \? \{[^}]*\} : /g },
  { part: /(?<!function )slimDOMDefaults\((?=_slimDOMOptions\)|slimDOM\))/g, by: '(', times: 2 },
  { part: /^\t\t\t\tif \(attributeName === "type" && tagNameLower === "input" && .*\n/gm },
  { part: /^\tlet \{ preserveWhiteSpace = true \} = options;\n/gm },
  { part: /^\t\tif \(slimDOMOptions\.headWhitespace .*\n/gm },
  // Properties whose changes are not recorded: none.
  { part: /^\t\tif \(ignoreCSSAttributes\.has\(property\)\) return \w+\.apply\([^)]*\);\n/gm, times: 2 },
  // Plugins, hooks and packers.
  { part: /(?<=function initObservers\(o), hooks = \{\}/g },
  { part: /^\tmergeHooks\(o, hooks\);\n/gm },
  { part: /(?<=^\t\t\t\}), hooks(?=\);$)/gm },
  { part: /^\tconst pluginHandlers = \[\];\n\tfor \(const plugin of o\.plugins\).*\n/gm },
  { part: /^\t\tpluginHandlers\.forEach.*\n/gm },
  { part: /^\t\t\t\tplugins: plugins\?\.filter[\s\S]*?\)\) \|\| \[\]\n/gm },
  { part: /^\t\/\*\*\n\t\* Exposes mirror to the plugins\n\t\*\/\n\tfor \(const plugin of[\s\S]*?\}\);\n/gm },
  { part: /^\tconst eventProcessor = [\s\S]*?^\t\};\n/gm },
  { part: /eventProcessor\(e\)/g, by: 'e', times: 2 },
  // Frames of other origins: what they say of themselves, and what their parent makes of it.
  { part: /^\tconst inEmittingFrame = [\s\S]*?^\tif \(!inEmittingFrame && !passEmitsToParent\).*\n/gm },
  {
    part: /^\t\tif \(inEmittingFrame\) emit\?\.(.*)\n\t\telse if \(passEmitsToParent\) \{[\s\S]*?^\t\t\}\n/gm,
    by: '\t\temit$1\n',
  },
  { part: /^\thandleMessage\(message\) \{[\s\S]*?(?=^\};\nvar ShadowDomManager)/gm },
  { part: /^\tcrossOriginIframe(?:Map|Mirror|RootIdMap) = .*\n/gm, times: 3 },
  { part: /^\tmessageHandler = .*\n/gm },
  { part: /^\t\tthis\.crossOriginIframeStyleMirror = .*\n/gm },
  { part: /^\t\tif \(iframeEl\.contentWindow\) this\.crossOriginIframeMap\.set.*\n/gm },
  { part: /^\t\tif \(this\.recordCrossOriginIframes\) .*\n/gm, times: 2 },
  { part: /^\t\twindow\.removeEventListener\("message", this\.messageHandler\);\n/gm },
  // Where rrweb begins to work on what a mutation observer tells it, `record.admits` says whether it may.
  {
    part: /(?<=processMutations = \(mutations\) => \{)(?=\s*mutations\.forEach)/g,
    by: ' if (record.admits && !record.admits(mutations)) return;',
  },
  // What draws canvases, the source text of a worker included.
  { part: /^\t+canvasManager\.(?:lock|reset|unlock)\(\);\n/gm, times: 3 },
  { part: /^\tcanvasManager = new CanvasManager\(\{[\s\S]*?^\t\}\);\n/gm },
  { part: /^var canvasManager;\n/gm },
  // A page is never frozen.
  { part: /^record\.freezePage = [\s\S]*?^\};\n/gm },
  { part: /^\t\tif \(e\.type !== EventType\.FullSnapshot && [\s\S]*?^\t\t\}\n/gm },
  { part: /^\t(?:freeze|unfreeze|isFrozen)\(\) \{[\s\S]*?^\t\}\n/gm, times: 5 },
  { part: /this\.frozen \|\| /g, times: 2 },
  { part: /^\tfrozen = false;\n/gm, times: 2 },
  { part: /^\t\tif \(target\.classList\.contains\(ignoreClass\) .*\n/gm },
  // To ask an element how far it is scrolled makes the browser lay the page out, at worst once an element: where content is
  // skipped while it is out of sight. After the first snapshot only what has told that it was scrolled is asked, and what is
  // new where nobody listened.
  { part: /^function serializeNode\(/gm, by: 'var scrolled = new WeakSet();\n$&' },
  {
    part: /(?<=return serializeElementNode\(n, \{[^}]*)newlyAddedElement,/g,
    by: 'newlyAddedElement: newlyAddedElement || (recording && !scrolled.has(n) && (n.getRootNode() === document || mirror.hasNode(n))),',
  },
  { part: /^\t\tif \(n\.scrollLeft\) /gm, by: '\t\tif (n.scrollLeft || n.scrollTop) scrolled.add(n);\n$&' },
  // While rrweb waits to tell of one thing that was scrolled or played it forgets the others: here they all wait.
  {
    part: /^function initScrollObserver\(/gm,
    by: 'function throttleEach(tell, wait) {\n\tconst waiting = new Set();\n\tconst told = throttle(callbackWrapper(() => waiting.forEach((target) => {\n\t\twaiting.delete(target);\n\t\ttell(target);\n\t})), wait);\n\treturn callbackWrapper((event) => {\n\t\tconst target = getEventTarget(event);\n\t\tscrolled.add(target);\n\t\twaiting.add(target);\n\t\ttold();\n\t});\n}\n$&',
  },

  // The console is the page's.
  { part: /^\t+console\.warn\((?:n, "not|"Couldn't|`Custom).*\n/gm, times: 3 },
  {
    part: /^\t+if \(!String\(error\)\.toLowerCase\(\)\.includes\("cross-origin"\)\) console\.warn\(error\);\n/gm,
  },
  // No player makes anything of the definition of a custom element.
  { part: /^\tconst customElementObserver = .*\n/gm },
  { part: /^\t\tcustomElementObserver\(\);\n/gm },
  { part: /^\t\t\t\tcustomElementCb: \(c\) => \{[\s\S]*?^\t\t\t\t\},\n/gm },
  // How often is always said, and every interaction is recorded.
  { part: /typeof sampling\.(\w+) === "number" \? sampling\.\w+ : \d+/g, by: 'sampling.$1', times: 2 },
  { part: /^\tif \(sampling\.mouse(?:move|Interaction) === false\) .*\n/gm, times: 2 },
  { part: /^\tconst disableMap = .*\n/gm },
  { part: /\.filter\(\(key\) => .*disableMap\[key\] !== false\)/g },
  { part: /if \(window\.PointerEvent\) (?=switch)/g },
  // Names only, in the one enumeration whose members are gone through.
  {
    part: /^var MouseInteractions = [\s\S]*?^\}\(\{\}\);$/gm,
    by: 'var MouseInteractions = { MouseUp: 0, MouseDown: 1, Click: 2, ContextMenu: 3, DblClick: 4, Focus: 5, Blur: 6, TouchStart: 7, TouchEnd: 9, TouchCancel: 10 };',
  },
  {
    part: /^\t\tif \(\["interactive", "complete"\]\.includes\(document\.readyState\)\) (?=init\(\);)/gm,
    by: '\t\t',
  },
  // Options of old.
  { part: /^\tif \(mousemoveWait !== void 0 .*\n/gm },
  { part: /^\tpolyfill\$1\(\);\n/gm },
  { part: /^\tif \(n instanceof BaseRRNode .*\n/gm },
  { part: /^record\.(?:addCustomEvent|addAnnotation) = [\s\S]*?^\};\n/gm, times: 2 },
  // Recording begins when the document is parsed.
  { part: /^\t\telse \{\n\t\t\thandlers\.push\(on\("DOMContentLoaded"[\s\S]*?^\t\t\}\n/gm },
  { part: /(?<= recordAfter) = options\.recordAfter === .*? : "load"/g },
  // A member of a class that begins without a value.
  { part: /^\t\w+;\n/gm, times: 43 },
];

/**
 * Options of `record`, and of what it hands them on to, that never vary here, and their values as JavaScript. Recording
 * may not be started with one of them.
 */
export const FIXED_OPTIONS: Readonly<Record<string, string>> = {
  blockClass: '0',
  canvasManager: 'null',
  checkoutEveryNth: '0',
  collectFonts: 'false',
  dataURLOptions: '{}',
  iframeLoadTimeout: '5e3',
  ignoreCSSAttributes: 'null',
  ignoreClass: '0',
  ignoreSelector: 'null',
  inlineImages: 'false',
  inlineStylesheet: 'true',
  keepIframeSrcFn: '() => false',
  maskTextClass: 'null',
  maskTextSelector: 'null',
  needsMask: 'true',
  preserveWhiteSpace: 'true',
  recordAfter: '"load"',
  recordCanvas: 'false',
  recordCrossOriginIframes: 'false',
  recordDOM: 'true',
  stylesheetLoadTimeout: '5e3',
  userTriggeredOnInput: 'false',
};

/** Names of members of rrweb's own objects; no name of the web platform and none on the wire is like that. */
export const OWN_MEMBERS: ReadonlySet<string> = new Set(
  `_unchangedStyles addIframe addLoadListener addShadowRoot addUnloadListener addedSet adoptStyleSheets adoptedStyleSheetCb
attachIframe attachLinkElement attachedWindows attributeMap bypassOptions canvasManager canvasMutationCb cssCaptured
customElementCb droppedSet fontCb genAdds genTextAreaValueMutation generateId idNodeMap
idStyleMap iframeManager iframes inOtherBuffer inputCb isFrozen keepIframeSrcFn loadListener mapRemoves mediaInteractionCb
mouseInteractionCb mousemoveCb movedMap movedSet mutationCb newlyAddedElement nodeMap nodeMetaMap observeAttachShadow
onIframeLoad onSerialize onStylesheetLoad patchAttachShadow processMutation processMutations processedNodeManager
removeShadowRoot removeShadowRootsIn removesSubTreeCache restoreHandlers scrollCb selectionCb
shadowDomManager shadowDoms skipChild slimDOM styleDeclarationCb styleDiff styleIDMap styleMirror styleSheetRuleCb
stylesheetManager trackLinkElement trackStylesheetInLinkElement trackedLinkElements unattachedDoc unloadListener
viewportResizeCb watchIframeWindow wrappedEmit`.split(/\s+/),
);
