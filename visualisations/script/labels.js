// Words under records, when the map is so small that its own could not be read: some, at a size that can be, apart.

const LEGIBLE = 12; // pixels on the screen
const widths = new Map();

function widthOf(ctx, text, font) {
  const key = `${font} ${text}`;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

// Box of a record with its words, in map units.
function boxOf(ctx, node) {
  const lines = node.texts.map(([text, bold]) => widthOf(ctx, text, bold ? `bold 15px ${FONT}` : `13px ${FONT}`) * node.scale);
  const half = Math.max(...lines, 2.4 * node.size) / 2;
  const [first, last] = [node.y + node.first - 8 * node.scale, node.y + node.first + (16 * lines.length - 8) * node.scale];
  return [node.x - half, Math.min(node.y - 1.2 * node.size, first), node.x + half, Math.max(node.y + 1.2 * node.size, last)];
}

// Everything that is drawn, once records have been moved; before that what was worked out beforehand.
function extentNow(page) {
  if (!page.hasMoved?.()) return page.data.bounds;
  const ctx = document.createElement('canvas').getContext('2d');
  const boxes = page.data.nodes.filter(page.isShown).map((node) => boxOf(ctx, node));
  return boxes.reduce(
    (all, box) => [Math.min(all[0], box[0] - 16), Math.min(all[1], box[1] - 16), Math.max(all[2], box[2] + 16), Math.max(all[3], box[3] + 16)],
    page.data.bounds,
  );
}

// The subject and the chosen first, then who has most lines; whoever's words would lie on words is left out.
function labelOrder(page) {
  const rank = (node) => (node.subject ? 1e9 : page.edgesOf(node.id).length);
  page.now.order ??= page.data.nodes.filter(page.isShown).sort((a, b) => rank(b) - rank(a));
  const chosen = page.chosen && page.node(page.chosen);
  return chosen ? [chosen, ...page.now.order.filter((node) => node !== chosen)] : page.now.order;
}

function shortLabel(node) {
  const [first, second] = node.texts;
  return first && `${first[0]}${second?.[1] ? ' …' : ''}`;
}

function drawFewLabels(ctx, page) {
  const scale = page.network.getScale();
  if (15 * scale >= SMALLEST) return;
  const size = LEGIBLE / scale;
  const font = `bold ${size}px ${FONT}`;
  const taken = new Map(); // cells of a coarse grid, so that each box is held against few others
  const cell = 8 * size;
  const { left, right } = inView(page);
  labelOrder(page).filter((node) => legible(node, page)).forEach((node) => free(taken, boxOf(ctx, node), cell));
  labelOrder(page).forEach((node) => {
    const text = shortLabel(node);
    if (!text || legible(node, page) || node.x < left || node.x > right) return;
    const half = (widthOf(ctx, text, `bold ${LEGIBLE}px ${FONT}`) / LEGIBLE / 2) * size + size / 4;
    const y = node.above ? node.y - node.size * 1.2 - size * 0.8 : node.y + node.size * 1.2 + size * 0.8;
    const x = Math.min(Math.max(node.x, left + half), Math.max(right - half, left + half));
    const box = [x - half, y - size * 0.6, x + half, y + size * 0.6];
    if (!free(taken, box, cell)) return;
    faded(ctx, page.isFaint(node.id), () => words(ctx, text, x, y, font, page.data.theme.colours.ink, page.data.theme.colours.paper, size / 4));
  });
}

function inView(page) {
  const box = document.getElementById('map');
  return { left: page.network.DOMtoCanvas({ x: 0, y: 0 }).x, right: page.network.DOMtoCanvas({ x: box.clientWidth, y: 0 }).x };
}

function free(taken, box, cell) {
  const keys = [];
  for (let i = Math.floor(box[0] / cell); i <= Math.floor(box[2] / cell); i += 1) {
    for (let j = Math.floor(box[1] / cell); j <= Math.floor(box[3] / cell); j += 1) keys.push(`${i} ${j}`);
  }
  const near = keys.flatMap((key) => taken.get(key) ?? []);
  if (near.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) return false;
  keys.forEach((key) => taken.set(key, [...(taken.get(key) ?? []), box]));
  return true;
}
