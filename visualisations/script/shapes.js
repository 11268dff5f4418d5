// Drawing on the canvas: shapes, their states, lines with a break, words with a halo.

const FONT = 'Arial, Helvetica, sans-serif';
const NODE_DASHES = { dashed: [5, 4], dotted: [1.5, 3.5] };

function outline(ctx, points, x, y, size) {
  ctx.beginPath();
  if (!points.length) {
    ctx.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([px, py], index) => {
    if (index) ctx.lineTo(x + px * size, y + py * size);
    else ctx.moveTo(x + px * size, y + py * size);
  });
  ctx.closePath();
}

function stroke(ctx, x1, y1, x2, y2) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

function drawShape(ctx, node, theme, chosen, lettered = true) {
  const kind = theme.kinds[node.kind];
  const look = theme.states[node.state].look;
  const hollow = look !== 'filled' && look !== 'ringed';
  if (chosen) halo(ctx, node, node.size + 8, theme.colours.focus, theme.colours.ink);
  else if (node.subject) halo(ctx, node, node.size + 5, theme.colours.paper, theme.colours.ink);
  else if (look === 'ringed') halo(ctx, node, node.size + 4, theme.colours.paper, kind.colour);
  ctx.setLineDash(NODE_DASHES[look] || []);
  ctx.lineWidth = hollow ? 2.5 : 1;
  ctx.strokeStyle = kind.colour;
  ctx.fillStyle = hollow ? theme.colours.paper : kind.colour;
  outline(ctx, kind.points, node.x, node.y, node.size);
  ctx.fill();
  ctx.stroke();
  ctx.setLineDash([]);
  if (look === 'struck') {
    ctx.lineWidth = 2;
    stroke(ctx, node.x - node.size, node.y + node.size, node.x + node.size, node.y - node.size);
  }
  const letter = { dashed: '', dotted: '?' }[look] ?? kind.letter;
  if (lettered) words(ctx, letter, node.x, node.y, `bold 14px ${FONT}`, hollow ? kind.colour : theme.colours.paper, null);
}

function halo(ctx, node, size, fill, ink) {
  ctx.beginPath();
  ctx.arc(node.x, node.y, size, 0, 2 * Math.PI);
  ctx.fillStyle = fill;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 2;
  ctx.fill();
  ctx.stroke();
}

function words(ctx, text, x, y, font, colour, paper, edge = 4) {
  ctx.font = font;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  if (paper) {
    ctx.strokeStyle = paper;
    ctx.lineWidth = edge;
    ctx.lineJoin = 'round';
    ctx.strokeText(text, x, y);
  }
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

function drawLabel(ctx, node, theme) {
  let y = node.y + node.first;
  node.texts.forEach(([line, bold]) => {
    const font = bold ? `bold 15px ${FONT}` : `13px ${FONT}`;
    words(ctx, line, node.x, y, font, theme.colours.ink, theme.colours.paper);
    y += 16;
  });
}

// A record that is read from afar is drawn as any other, and enlarged.
function enlarged(ctx, node, draw) {
  if (node.scale === 1) {
    draw(node);
    return;
  }
  ctx.save();
  ctx.translate(node.x, node.y);
  ctx.scale(node.scale, node.scale);
  draw({ ...node, x: 0, y: 0, size: node.size / node.scale, first: node.first / node.scale });
  ctx.restore();
}

function drawEdge(ctx, edge, page) {
  const [a, b] = [page.node(edge.from), page.node(edge.to)];
  const line = page.data.theme.lines[edge.line];
  ctx.strokeStyle = page.data.theme.colours.line;
  // Lines between records that are read from afar are wide from afar only; paper always shows them all from afar.
  const zoom = ctx.zoom ?? page.network.getScale();
  const scale = Math.min(a.scale, b.scale, Math.max(1, 1 / zoom));
  ctx.lineWidth = Math.min(1.4 + 0.6 * (edge.count - 1), 4) * scale;
  if (line.look === 'broken') {
    drawBroken(ctx, a, b);
    return;
  }
  if (line.look === 'thick') ctx.lineWidth *= 2.4;
  ctx.setLineDash(line.dashes.map((dash) => dash * scale));
  stroke(ctx, a.x, a.y, b.x, b.y);
  ctx.setLineDash([]);
  if (line.look === 'hashed') drawHashes(ctx, a, b);
}

// A line under strain: short strokes across it, evenly along its length.
function drawHashes(ctx, a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const across = { x: ((b.y - a.y) / length) * 4, y: (-(b.x - a.x) / length) * 4 };
  const number = Math.floor(length / 14);
  ctx.lineWidth = 1.4;
  for (let step = 0.5; step < number; step += 1) {
    const [x, y] = [a.x + (step / number) * (b.x - a.x), a.y + (step / number) * (b.y - a.y)];
    stroke(ctx, x - across.x, y - across.y, x + across.x, y + across.y);
  }
}

// A line that has ended: a gap in its middle and a stroke across each side of the gap.
function drawBroken(ctx, a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const ux = (b.x - a.x) / length;
  const uy = (b.y - a.y) / length;
  [[-1, a], [1, b]].forEach(([side, end]) => {
    const gx = (a.x + b.x) / 2 + side * 5 * ux;
    const gy = (a.y + b.y) / 2 + side * 5 * uy;
    stroke(ctx, end.x, end.y, gx, gy);
    stroke(ctx, gx - ux * 3 + uy * 7, gy - uy * 3 - ux * 7, gx + ux * 3 - uy * 7, gy + uy * 3 + ux * 7);
  });
}

function drawMark(ctx, edge, page) {
  const [a, b] = [page.node(edge.from), page.node(edge.to)];
  const { colours, marks } = page.data.theme;
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  ctx.beginPath();
  ctx.arc(middle.x, middle.y, 8, 0, 2 * Math.PI);
  ctx.fillStyle = colours.paper;
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1;
  ctx.fill();
  ctx.stroke();
  words(ctx, marks[edge.mark].letter, middle.x, middle.y + 0.5, `bold 12px ${FONT}`, colours.ink, null);
}

function drawBackground(ctx, data) {
  const colours = data.theme.colours;
  drawOutlines(ctx, data);
  data.regions.forEach((region) => {
    ctx.fillStyle = '#f3f2f1';
    ctx.strokeStyle = colours.guide;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.roundRect(region.x, region.y, region.width, region.height, 10);
    ctx.fill();
    ctx.stroke();
    ctx.font = `bold ${13 * region.scale}px ${FONT}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = colours.line;
    ctx.fillText(region.words, region.x + 12 * region.scale, region.y + 17 * region.scale);
  });
  data.rings.forEach((ring) => {
    ctx.setLineDash([3, 5]);
    ctx.lineWidth = 1;
    ctx.strokeStyle = colours.guide;
    ctx.beginPath();
    ctx.ellipse(0, 0, ring.rx, ring.ry, 0, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.setLineDash([]);
  });
}
