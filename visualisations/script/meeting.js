// A page for a shared screen: who somebody is only while they are held down, one record at a time, and nothing at all
// while nobody looks at the page.

const HOLD_AFTER = 400; // milliseconds of pressing that are meant
const HOLD_MOST = 8000; // a key or a finger can get stuck
const STILL = 10; // pixels that a finger trembles

function makeMeeting(page, holder) {
  const card = document.getElementById('held');
  let waiting = null;
  let ending = null;
  let start = null;
  let holding = null;

  // What is told stands nowhere in the page: neither saving it nor selecting all of it takes a name along.
  document.getElementById('map-data').remove();

  function release() {
    clearTimeout(waiting);
    clearTimeout(ending);
    start = null;
    holding = null;
    card.textContent = '';
  }

  function tell(id, pressed) {
    release();
    const told = page.data.held[id];
    if (!told || document.documentElement.classList.contains('veiled')) return;
    holding = id;
    start = pressed || null;
    card.textContent = `${page.node(id).label}: ${told}`;
    ending = setTimeout(release, HOLD_MOST);
  }

  function veil(on) {
    release();
    document.documentElement.classList.toggle('veiled', on);
  }

  function recordAt(event) {
    const box = holder.getBoundingClientRect();
    return page.network.getNodeAt({ x: event.clientX - box.left, y: event.clientY - box.top });
  }

  holder.addEventListener('pointerdown', (event) => {
    release();
    const id = recordAt(event);
    if (!id || !event.isPrimary || event.button) return;
    start = event;
    holding = id;
    waiting = setTimeout(() => tell(id, event), HOLD_AFTER);
  }, true);
  holder.addEventListener('pointermove', (event) => {
    if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > STILL) release();
  }, true);
  holder.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    if (!event.repeat && page.chosen) tell(page.chosen);
  });
  ['pointerup', 'pointercancel', 'pointerleave'].forEach((kind) => holder.addEventListener(kind, release, true));
  // vis-network takes the focus away from whatever has it when it is pressed; only a key's holding ends with that.
  holder.addEventListener('focusout', () => start || release());
  ['keyup', 'pointerup', 'pointercancel', 'scroll', 'wheel', 'beforeprint', 'pagehide'].forEach((kind) =>
    window.addEventListener(kind, release, true));
  ['contextmenu', 'copy', 'cut', 'dragstart'].forEach((kind) =>
    document.addEventListener(kind, (event) => event.preventDefault()));
  window.addEventListener('blur', () => veil(true));
  window.addEventListener('focus', () => veil(document.hidden));
  document.addEventListener('visibilitychange', () => veil(document.hidden || !document.hasFocus()));
  veil(document.hidden);

  page.chose = (id) => id === holding || release(); // the map chooses what is held down, too
  page.holdButton = (node) => {
    if (!page.data.held[node.id]) return [];
    const button = element('button', 'Hold down to show who this is');
    button.type = 'button';
    button.className = 'hold';
    button.addEventListener('pointerdown', () => tell(node.id));
    button.addEventListener('keydown', (event) => {
      if (event.key !== ' ' && event.key !== 'Enter') return;
      event.preventDefault();
      if (!event.repeat) tell(node.id);
    });
    ['pointerleave', 'blur'].forEach((kind) => button.addEventListener(kind, release));
    return [button];
  };
}
