// In-page workload driver. It is inlined in <head> before any SDK code, is the same for every
// variant, uses no randomness but a seeded generator, and advances only on requestAnimationFrame
// (W4: on response arrival), so every variant performs exactly the same page work.
(() => {
  const raf = window.requestAnimationFrame.bind(window);
  const now = performance.now.bind(performance);
  const nativeSetValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const bench = { longTasks: [], marks: {}, errors: [], state: 'boot' };
  window.__bench = bench;
  try {
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) bench.longTasks.push([e.startTime, e.duration]);
    }).observe({ type: 'longtask', buffered: true });
  } catch (e) {
    bench.errors.push(`longtask: ${e}`);
  }
  window.addEventListener('error', (e) => bench.errors.push(`error: ${e.message}`));
  window.addEventListener('unhandledrejection', (e) =>
    bench.errors.push(`rejection: ${e.reason?.message || e.reason}`),
  );

  const rng = (seed) => {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 4294967296;
    };
  };
  const frame = () => new Promise((r) => raf(() => r()));
  const el = (tag, cls, text) => {
    const n = document.createElement(tag);
    if (cls) n.className = cls;
    if (text !== undefined) n.textContent = text;
    return n;
  };
  const pointer = (target, type, x, y) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        clientX: x,
        clientY: y,
        pointerId: 1,
        pointerType: 'mouse',
        isPrimary: true,
      }),
    );
  const mouse = (target, type, x, y) =>
    target.dispatchEvent(
      new MouseEvent(type, {
        bubbles: true,
        cancelable: true,
        composed: true,
        clientX: x,
        clientY: y,
        button: 0,
        view: window,
      }),
    );
  const move = (x, y) => {
    const t = document.elementFromPoint(x, y) || document.body;
    pointer(t, 'pointermove', x, y);
    mouse(t, 'mousemove', x, y);
  };
  const click = (target) => {
    const r = target.getBoundingClientRect();
    const x = Math.round(r.left + r.width / 2),
      y = Math.round(r.top + r.height / 2);
    pointer(target, 'pointerdown', x, y);
    mouse(target, 'mousedown', x, y);
    if (target.focus) target.focus();
    pointer(target, 'pointerup', x, y);
    mouse(target, 'mouseup', x, y);
    mouse(target, 'click', x, y);
  };
  const typeChar = (input, ch) => {
    const init = { bubbles: true, cancelable: true, composed: true, key: ch, code: `Key${ch.toUpperCase()}` };
    input.dispatchEvent(new KeyboardEvent('keydown', init));
    nativeSetValue.call(input, input.value + ch);
    input.dispatchEvent(
      new InputEvent('input', { bubbles: true, composed: true, data: ch, inputType: 'insertText' }),
    );
    input.dispatchEvent(new KeyboardEvent('keyup', init));
  };

  // ---- W1: shop ---------------------------------------------------------------------------------
  const WORDS =
    'linen oak copper trail harbor violet ember quartz meadow slate cedar ripple north amber willow drift'.split(
      ' ',
    );
  function productView(n, seed) {
    // about 300 nodes (elements + text)
    const r = rng(seed),
      root = el('div', `view view-${n}`);
    root.append(el('h1', 'view-title', `Collection ${WORDS[n % WORDS.length]}`));
    const grid = el('div', 'grid');
    for (let i = 0; i < 20; i++) {
      const card = el('article', `card card-${i % 5}`);
      card.dataset.sku = `S${n}-${i}`;
      const img = el('img', 'thumb');
      img.src = `/img/${i % 12}.svg`;
      img.alt = 'product';
      card.append(img);
      card.append(el('h3', 'name', `${WORDS[(r() * 16) | 0]} ${WORDS[(r() * 16) | 0]}`));
      const p = el('p', 'price');
      p.append(el('span', 'cur', '€'), el('span', 'amt', (r() * 90 + 9).toFixed(2)));
      card.append(p);
      card.append(
        el(
          'p',
          'desc',
          'Soft ' +
            WORDS[(r() * 16) | 0] +
            ' with a ' +
            WORDS[(r() * 16) | 0] +
            ' finish, made in small batches.',
        ),
      );
      const b = el('button', 'add', 'Add to cart');
      b.type = 'button';
      card.append(b);
      grid.append(card);
    }
    root.append(grid);
    return root;
  }
  async function W1() {
    const r = rng(7),
      app = document.getElementById('app'),
      cart = document.getElementById('cart-lines');
    const count = document.getElementById('cart-count'),
      search = document.getElementById('search');
    const email = document.getElementById('email'),
      note = document.getElementById('note'),
      list = document.getElementById('recent');
    document.addEventListener('click', (e) => {
      const b = e.target.closest?.('button.add');
      if (!b) return;
      b.classList.add('added');
      b.textContent = 'Added';
      const line = el('li', 'line');
      line.append(
        el('span', 'qty', '1'),
        el('span', 'name', b.parentNode.dataset.sku || 'item'),
        el('span', 'sum', '12.00'),
        el('button', 'rm', '×'),
      );
      cart.append(line);
      count.textContent = String(cart.children.length);
    });
    const phrase = 'walnut desk lamp with brass arm and linen shade',
      mail = 'casey.example@shop.test',
      memo = 'please ring the bell twice and leave it by the door';
    let x = 200,
      y = 200,
      view = 0;
    for (let f = 0; f < 240; f++) {
      await frame();
      for (let k = 0; k < 3; k++) {
        x = (x + 13 + ((r() * 9) | 0)) % 1200;
        y = (y + 7 + ((r() * 5) | 0)) % 640;
        move(x, y);
      }
      if (f < 47) typeChar(search, phrase[f]);
      if (f >= 60 && f < 60 + mail.length) typeChar(email, mail[f - 60]);
      if (f >= 100 && f < 100 + memo.length) typeChar(note, memo[f - 100]);
      if (f % 6 === 3) {
        const bs = app.querySelectorAll('button.add:not(.added)');
        if (bs.length) click(bs[(r() * bs.length) | 0]);
      }
      if (f % 4 === 1) window.scrollTo(0, (f * 37) % 1400);
      if (f % 10 === 5) list.scrollTop = (f * 11) % 400;
      if (f % 12 === 8) {
        // dropdown opens, later closes
        const m = document.getElementById('menu');
        m.classList.toggle('open');
        m.setAttribute('aria-expanded', m.classList.contains('open'));
      }
      if (f % 20 === 10) {
        const t = el('div', 'toast', `Saved ${f}`);
        t.id = `toast${f}`;
        document.body.append(t);
      }
      if (f % 20 === 18) {
        const t = document.getElementById(`toast${f - 8}`);
        if (t) t.remove();
      }
      if (f % 30 === 29) {
        // SPA navigation: swap the 300-node view
        view++;
        history.pushState({ view }, '', `/W1/view/${view}${location.search}`);
        app.replaceChildren(productView(view, 100 + view));
        document.title = `Shop view ${view}`;
      }
    }
  }

  // ---- W2: mutation storm -----------------------------------------------------------------------
  function row(i, tick, r) {
    const tr = el('div', `row ${i % 2 ? 'odd' : 'even'}`);
    tr.style.transform = `translateY(${i * 22}px)`;
    for (let c = 0; c < 6; c++)
      tr.append(el('span', `cell c${c}`, c === 0 ? `#${tick * 500 + i}` : (r() * 1e5).toFixed(2)));
    return tr;
  }
  async function W2() {
    const body = document.getElementById('tbody'),
      r = rng(11),
      rows = [];
    for (let i = 0; i < 500; i++) {
      const t = row(i, 0, r);
      rows.push(t);
      body.append(t);
    }
    for (let f = 1; f <= 60; f++) {
      await frame();
      for (let i = 0; i < 500; i++) {
        if (i % 5 === f % 5) {
          const t = row(i, f, r);
          body.replaceChild(t, rows[i]);
          rows[i] = t;
          continue;
        } // 100 rows rebuilt
        const t = rows[i]; // 400 rows recycled in place
        t.style.transform = `translateY(${i * 22 + (f % 22)}px)`;
        const cells = t.childNodes;
        cells[0].firstChild.nodeValue = `#${f * 500 + i}`;
        for (let c = 1; c < 6; c++) cells[c].firstChild.nodeValue = (r() * 1e5).toFixed(2);
      }
    }
  }

  // ---- W3: static DOM, the work is all in page load --------------------------------------------
  async function W3() {
    for (let f = 0; f < 10; f++) await frame();
  }

  // ---- W4: 200 fetches with 5 KB JSON request and response bodies ------------------------------
  async function W4() {
    const out = document.getElementById('out');
    let next = 0,
      done = 0;
    const one = async () => {
      while (next < 200) {
        const i = next++;
        const items = Array.from({ length: 40 }, (_, k) => ({
          id: i * 40 + k,
          sku: `SKU-${(i * 7919 + k * 104729) % 99991}`,
          title: `${WORDS[(i + k) % 16]} ${WORDS[(i * 3 + k) % 16]}`,
          price: ((i * 31 + k * 17) % 9000) / 100,
          tags: [`a${k % 7}`, `b${i % 5}`],
          stock: (i + k) % 40,
        }));
        const res = await fetch(`/api/item/${i}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ items }),
        });
        const json = await res.json();
        done++;
        if (done % 10 === 0) out.textContent = `${done} of 200, last ${json.items.length}`;
      }
    };
    await Promise.all(Array.from({ length: 6 }, one));
  }

  const WORK = { W1, W2, W3, W4, W4B: W4 };
  bench.run = async (name) => {
    bench.marks.workStart = now();
    const mid = el('div', 'snt-begin', 'begin');
    document.body.append(mid);
    move(40, 40);
    click(mid); // one user interaction: PostHog keeps its buffer until it sees one
    await WORK[name]();
    const end = el('div', 'snt-finish', 'finish');
    document.body.append(end); // sentinel: proves the tail was recorded
    await frame();
    await frame();
    bench.marks.workEnd = now();
    return bench.marks.workEnd - bench.marks.workStart;
  };
  // What a browser fires when the user leaves; SDKs flush on one of these.
  bench.hide = () => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    window.dispatchEvent(new Event('unload'));
  };
})();
