// biome-ignore-all lint/correctness/noUndeclaredVariables: these take the place of rrweb's own functions, among its others
/**
 * Functions of rrweb's by their names, written shorter: for browsers that know constructed style sheets and grouping rules,
 * and for the head's elements that we always leave out.
 */

/** Whether an element of the head, a script or a comment is not needed to draw the page. */
export function slimDOMExcluded({ type, tagName, attributes }) {
  if (type !== 2) return type === 5;
  if (tagName === 'link') {
    const { rel, as, href } = attributes;
    return (
      /^(?:shortcut icon|modulepreload)$/.test(rel) ||
      (rel === 'preload' && as === 'script') ||
      (rel === 'prefetch' && extractFileExtension(`${href}`) === 'js')
    );
  }
  // Of what a page says of itself only these change how it is drawn.
  return tagName === 'meta' ? !/^(?:viewport|color-scheme)$/.test(attributes.name) : tagName === 'script';
}

/** The style sheet's text with a mark between what each of the element's text nodes holds, if that can be told. */
export function markCssSplits(cssText, style) {
  try {
    const rules = Array.from(style.sheet.cssRules, (rule) => stringifyRule(rule, style.baseURI));
    const parts = Array.from(style.childNodes, ({ textContent }) => {
      const own = new CSSStyleSheet();
      own.replaceSync(textContent);
      return rules.splice(0, own.cssRules.length).join('');
    });
    return rules.length > 0 ? cssText : fixBrowserCompatibilityIssuesInCSS(parts.join('/* rr_split */'));
  } catch {
    return cssText;
  }
}

export function getNestedCSSRulePositions(rule) {
  const positions = [];
  for (let nested = rule; nested; nested = nested.parentRule) {
    const rules = (nested.parentRule || nested.parentStyleSheet)?.cssRules;
    if (rules) positions.unshift(Array.from(rules).indexOf(nested));
  }
  return positions;
}

export function getWindowScroll({ scrollX, scrollY }) {
  return { left: scrollX, top: scrollY };
}

export function initScrollObserver({ scrollCb, doc, mirror, blockSelector, sampling }) {
  const told = throttleEach((target) => {
    if (isBlocked(target, 0, blockSelector, true)) return;
    const { scrollLeft: x, scrollTop: y } = target.scrollingElement || target;
    scrollCb({ id: mirror.getId(target), x, y });
  }, sampling.scroll);
  return on('scroll', told, doc);
}

export function initMediaInteractionObserver({ mediaInteractionCb, blockSelector, mirror, sampling, doc }) {
  // In the order of rrweb's `MediaInteractions`.
  const stops = ['play', 'pause', 'seeked', 'volumechange', 'ratechange'].map((name, type) => {
    const told = throttleEach((target) => {
      if (!(target instanceof HTMLMediaElement) || isBlocked(target, 0, blockSelector, true)) return;
      const { currentTime, volume, muted, playbackRate, loop } = target;
      mediaInteractionCb({ type, id: mirror.getId(target), currentTime, volume, muted, playbackRate, loop });
    }, sampling.media);
    return on(name, told, doc);
  });
  return () => {
    for (const stop of stops) stop();
  };
}

export function getWindowHeight() {
  return innerHeight;
}

export function getWindowWidth() {
  return innerWidth;
}

export function absolutifyURLs(cssText, href) {
  return (cssText || '').replace(URL_IN_CSS_REF, (found, quote1, path1, quote2, path2, path3) => {
    const path = path1 || path2 || path3;
    const quote = quote1 || quote2 || '';
    if (!path || /^(?:(?:[a-z+]+:)?\/\/|www\.|data:|blob:|#)/i.test(path)) return found;
    try {
      return `url(${quote}${new URL(path, href).href}${quote})`;
    } catch {
      return found;
    }
  });
}

export function getAbsoluteSrcsetString(doc, value) {
  const candidates = value.matchAll(/[\s,]*(\S*[^\s,])(?:\s+((?:\([^)]*\)|[^,(])*))?,?/g);
  return Array.from(candidates, ([, url, descriptor = '']) =>
    `${absoluteToDoc(doc, url)} ${descriptor}`.trim(),
  ).join(', ');
}

export function initStyleSheetObserver({ styleSheetRuleCb, mirror, stylesheetManager }, { win }) {
  const sheets = win.CSSStyleSheet.prototype;
  const rules = win.CSSGroupingRule.prototype;
  const undo = [];
  const watch = (prototype, name, sheetOf, change) => {
    const original = prototype[name];
    if (!original) return;
    prototype[name] = new Proxy(original, {
      apply: callbackWrapper((target, self, values) => {
        const { id, styleId } = getIdAndStyleId(sheetOf(self), mirror, stylesheetManager.styleMirror);
        if (id > 0 || styleId > 0) styleSheetRuleCb({ id, styleId, ...change(values, self) });
        return target.apply(self, values);
      }),
    });
    undo.push(() => {
      prototype[name] = original;
    });
  };
  const itself = (sheet) => sheet;
  const around = (rule) => rule.parentStyleSheet;
  const place = (rule, index) => [...getNestedCSSRulePositions(rule), index || 0];
  watch(sheets, 'insertRule', itself, ([rule, index]) => ({ adds: [{ rule, index }] }));
  watch(sheets, 'deleteRule', itself, ([index]) => ({ removes: [{ index }] }));
  watch(sheets, 'replace', itself, ([replace]) => ({ replace }));
  watch(sheets, 'replaceSync', itself, ([replaceSync]) => ({ replaceSync }));
  watch(rules, 'insertRule', around, ([rule, index], self) => ({
    adds: [{ rule, index: place(self, index) }],
  }));
  watch(rules, 'deleteRule', around, ([index], self) => ({ removes: [{ index: place(self, index) }] }));
  // These came first and do the same; they do not call what is watched.
  sheets.addRule = function (selector, block, index = this.cssRules.length) {
    return this.insertRule(`${selector} { ${block} }`, index);
  };
  sheets.removeRule = function (index) {
    return this.deleteRule(index);
  };
  return callbackWrapper(() => {
    for (const action of undo) action();
  });
}

/** The prototype as the browser has it, from a frame of its own where the page has changed it. */
export function getUntaintedPrototype$2(key) {
  const known = untaintedBasePrototype$2[key];
  if (known) return known;
  const { prototype } = angularZoneUnpatchedAlternative$2(key) || globalThis[key];
  const isNative = (method) => /\[native code\]/.test(method);
  if (
    testableAccessors$2[key].every((name) =>
      isNative(Object.getOwnPropertyDescriptor(prototype, name)?.get),
    ) &&
    testableMethods$2[key].every((name) => isNative(prototype[name]))
  ) {
    untaintedBasePrototype$2[key] = prototype;
    return prototype;
  }
  try {
    const iframeEl = document.createElement('iframe');
    iframeEl.style.display = 'none';
    document.body.appendChild(iframeEl);
    const untouched = iframeEl.contentWindow?.[key].prototype;
    const { userAgent } = navigator;
    if (userAgent.includes('Safari') && !userAgent.includes('Chrome')) {
      iframeEl.setAttribute('data-throughline-block', '');
      iframeEl.setAttribute('__rrwebUntaintedMutationObserver', '');
      untaintedBaseIframeCleanup$2[key] = () => iframeEl.remove();
    } else iframeEl.remove();
    if (untouched) untaintedBasePrototype$2[key] = untouched;
    return untouched || prototype;
  } catch {
    return prototype;
  }
}

export function getUntaintedAccessor$2(key, instance, accessor) {
  untaintedAccessorCache$2[key] ||= {};
  const known = untaintedAccessorCache$2[key];
  known[accessor] ||= Object.getOwnPropertyDescriptor(getUntaintedPrototype$2(key), accessor)?.get;
  return known[accessor] ? known[accessor].call(instance) : instance[accessor];
}

export function getUntaintedMethod$2(key, instance, method) {
  untaintedMethodCache$2[key + method] ||= getUntaintedPrototype$2(key)[method];
  return (untaintedMethodCache$2[key + method] || instance[method]).bind(instance);
}

export function patch$2(source, name, replacement) {
  const original = source[name];
  if (!original) return () => {};
  source[name] = replacement(original);
  return () => {
    source[name] = original;
  };
}

export function throttle(func, wait, { trailing } = {}) {
  let timeout = 0;
  let previous = 0;
  return function (...args) {
    const call = () => {
      clearTimeout(timeout);
      timeout = 0;
      previous = Date.now();
      func.apply(this, args);
    };
    const remaining = wait - (Date.now() - previous);
    if (remaining <= 0 || remaining > wait) call();
    else if (!timeout && trailing !== false) timeout = setTimeout(call, remaining);
  };
}
