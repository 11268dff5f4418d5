// Closed lines behind the records: boundaries, hulls, frames; and thin lines from records that had to stand aside.

const PALE = '#f3f2f1';

function outlineMiddle(points) {
  const sides = [0, 1].map((axis) => points.map((point) => point[axis]));
  return sides.map((values) => (Math.min(...values) + Math.max(...values)) / 2);
}

function drawOutlines(ctx, data) {
  const { colours } = data.theme;
  ctx.lineWidth = 1.5;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = colours.guide;
  data.outlines.forEach(({ points, filled }) => {
    ctx.beginPath();
    points.forEach(([x, y], index) => (index ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
    ctx.fillStyle = PALE;
    if (filled) ctx.fill();
    ctx.stroke();
  });
  data.outlines.filter((one) => one.words).forEach((one) => words(ctx, one.words, ...outlineMiddle(one.points), `italic 13px ${FONT}`, colours.line, colours.paper));
}

function drawSpots(ctx, page) {
  const { colours } = page.data.theme;
  ctx.lineWidth = 1;
  page.data.nodes.filter((node) => node.spot && page.isShown(node)).forEach((node) => {
    ctx.strokeStyle = colours.line;
    stroke(ctx, ...node.spot, node.x, node.y);
    ctx.beginPath();
    ctx.arc(...node.spot, 3, 0, 2 * Math.PI);
    ctx.fillStyle = colours.line;
    ctx.fill();
  });
}

// The same for paper and for saved files.
function drawnOutlines({ data }) {
  const { colours } = data.theme;
  const lines = data.outlines.map(({ points, filled }) => drawn('polygon', { points: points.map((point) => point.join(',')).join(' '), fill: filled ? PALE : 'none', stroke: colours.guide, 'stroke-width': 1.5, 'stroke-linejoin': 'round' }));
  const named = data.outlines.filter((one) => one.words).map((one) => {
    const [x, y] = outlineMiddle(one.points);
    return drawnWords(one.words, x, y + 4, 13, colours.line, { 'font-style': 'italic', ...HALO });
  });
  return [...lines, ...named];
}

function drawnSpots(page) {
  const { colours } = page.data.theme;
  return page.data.nodes.filter((node) => node.spot && page.isShown(node)).flatMap((node) => {
    const [x, y] = node.spot;
    return [drawnStroke(x, y, node.x, node.y, colours.line, 1), drawn('circle', { cx: x, cy: y, r: 3, fill: colours.line })];
  });
}
