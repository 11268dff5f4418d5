// Walking the map without a mouse: each arrow key goes to the nearest record in that direction.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function nearest(nodes, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  nodes.forEach((node) => {
    const ahead = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    if (node.id === from.id || ahead <= 0) return;
    const cost = ahead + 2 * aside;
    if (cost < least) {
      least = cost;
      best = node;
    }
  });
  return best;
}

function makeKeyboard(page, holder) {
  holder.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const handled = event.shiftKey && DIRECTIONS[event.key] ? move(page, event.key) : handle(page, event.key);
    if (handled) event.preventDefault();
  });
  document.getElementById('panel').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') holder.focus();
  });
}

function move(page, key) {
  if (page.nudge && page.chosen) page.nudge(page.chosen, DIRECTIONS[key]);
  return true;
}

const ON_CHOSEN = {
  f: (page, node) => page.focusOn(node),
  e: (page, node) => page.expand(node),
  h: (page, node) => page.hide(node),
  p: (page, node) => page.pathFrom(node),
  c: (page, node) => page.leave?.(node),
  n: () => document.getElementById('note')?.focus(),
};

function handle(page, key) {
  if (DIRECTIONS[key]) {
    const from = page.chosen && page.node(page.chosen);
    const next = from ? nearest(page.data.nodes.filter(page.isShown), from, DIRECTIONS[key]) : page.first();
    if (next) page.choose(next.id, true);
    return true;
  }
  if (key === 'Enter' && page.chosen) page.enter?.(page.node(page.chosen)) || page.panel.focus();
  else if (key === '+' || key === '=') page.zoom(1.25);
  else if (key === '-') page.zoom(0.8);
  else if (key === '0') page.showAll();
  else if (key === 'Home' && page.first()) page.choose(page.first().id, true);
  else if (key === 'Escape' && page.route) page.endPath();
  else if (key === 'Escape') page.choose(null, false);
  else if (ON_CHOSEN[key.toLowerCase()] && page.chosen) ON_CHOSEN[key.toLowerCase()](page, page.node(page.chosen));
  else return false;
  return true;
}
