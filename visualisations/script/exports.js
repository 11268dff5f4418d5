// Saving what is shown as a file of its own. Every file says what it is: marking, purpose, day, names, what was filtered.

const MOST_PIXELS = 40_000_000;

function headOf(page) {
  const facts = [...document.querySelectorAll('header .facts div')].map((fact) => [...fact.children].map((part) => part.textContent));
  const left = document.querySelector('header .warning');
  return [
    ['Marking', document.querySelector('.marking').textContent],
    ['Map', document.querySelector('h1').textContent],
    ...facts,
    ...(left ? [['Warning', left.textContent]] : []),
    ['Shown', document.getElementById('shown').textContent],
    ...(page.route?.found ? [['Path', pathTitle(page)]] : []),
    ['Moved', page.hasMoved() ? 'Records were moved by hand.' : 'No record was moved.'],
    ['Cautions', `${document.querySelectorAll('#cautions li').length}, on the page that this was saved from; read them first.`],
  ];
}

function download(page, extension, parts, type) {
  const link = element('a');
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = `csgraph-${page.data.map}-${page.data.as_of}${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  page.tell(`Saved ${link.download}.`);
}

function wrap(ctx, text, width, font) {
  const lines = [''];
  text.split(' ').forEach((word) => {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (widthOf(ctx, longer, font) <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
    else lines.push(word);
  });
  return lines;
}

// The picture with what must be read with it above, and the key under it.
function framed(page) {
  const ctx = document.createElement('canvas').getContext('2d');
  const picture = pictureNow(page);
  const width = Math.max(Number(picture.getAttribute('width')), 900) + 48;
  const ink = page.data.theme.colours.ink;
  const [[, marking], [, name], ...rest] = headOf(page);
  let y = 30;
  const line = (text, size, more = {}) => {
    const made = drawn('text', { x: 24, y, 'font-size': size, fill: ink, ...more }, text);
    y += size * 1.5;
    return made;
  };
  const marked = () => line(marking, 15, { ...BOLD, x: width / 2, 'text-anchor': 'middle' });
  const parts = [marked(), ...wrap(ctx, name, width - 48, `bold 22px ${FONT}`).map((text) => line(text, 22, BOLD))];
  const told = rest.map(([what, words_]) => `${what}: ${words_}`).join(' · ');
  parts.push(...wrap(ctx, told, width - 48, `14px ${FONT}`).map((text) => line(text, 14)));
  picture.setAttribute('x', (width - picture.getAttribute('width')) / 2);
  picture.setAttribute('y', y);
  y += Number(picture.getAttribute('height')) + 24;
  parts.push(picture, ...keyRows(ctx, width, () => { y += 28; return y - 28; }, ink));
  y += 16;
  parts.push(marked());
  const paper = drawn('rect', { width, height: y, fill: '#ffffff' });
  return drawn('svg', { width, height: y, viewBox: `0 0 ${width} ${y}`, 'font-family': FONT }, paper, ...parts);
}

function keyRows(ctx, width, nextRow, ink) {
  let x = Infinity;
  let y = 0;
  return [...document.querySelectorAll('.key li')].flatMap((item) => {
    const text = item.lastElementChild.textContent.trim();
    const room = 80 + widthOf(ctx, text, `14px ${FONT}`);
    if (x + room > width - 24) [x, y] = [24, nextRow()];
    const sample = item.querySelector('svg').cloneNode(true);
    Object.entries({ x, y, width: 46, height: 26 }).forEach(([name, value]) => sample.setAttribute(name, value));
    const said = drawn('text', { x: x + 52, y: y + 18, 'font-size': 14, fill: ink }, text);
    x += room;
    return [sample, said];
  });
}

const asText = (xml) => new XMLSerializer().serializeToString(xml);

async function savePng(page) {
  const svg = framed(page);
  const [width, height] = ['width', 'height'].map((side) => Number(svg.getAttribute(side)));
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)));
  const url = URL.createObjectURL(new Blob([asText(svg)], { type: 'image/svg+xml' }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  canvas.toBlob((blob) => download(page, '.png', [blob], 'image/png'), 'image/png');
}

// A cell that a spreadsheet would take for a formula begins with an apostrophe.
function csvCell(value) {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function saveCsv(page, extension, rows) {
  const all = [...headOf(page), [], ...rows];
  download(page, extension, ['\ufeff', all.map((row) => row.map(csvCell).join(',')).join('\r\n'), '\r\n'], 'text/csv');
}

const factsText = (facts) => facts.map(([name, value]) => `${name}: ${value}`).join('; ');

function recordRows(page) {
  const { kinds, states } = page.data.theme;
  const rows = page.data.nodes.filter(page.isShown).map((node) =>
    [node.key ?? node.id, described(node), kinds[node.kind].words, states[node.state].words, factsText(node.facts), node.reasons.join(' '), node.sources.join('; '), page.notes.get(node.id)]);
  return [['Key', 'Record', 'What it is', 'State', 'Details', 'Why it is drawn so', 'Sources', 'Note'], ...rows];
}

// One row for each tie that the filters left; a line without ties is one row.
function lineRows(page) {
  const rows = [...page.now.lines.values()].flatMap((edge) => {
    const ends = [edge.from, edge.to].map(page.node);
    const names = [...ends.map(described), ...ends.map((node) => node.key ?? node.id)];
    const ties = edge.ties.length ? page.tiesOf(edge) : [{ words: edge.words }];
    return ties.map((tie) => [...names, tie.words, tie.relationship, tie.start, tie.end, tie.reliability, tie.agency, tie.source]);
  });
  return [['From', 'To', 'Key from', 'Key to', 'What', 'Relationship', 'From day', 'To day', 'Reliability', 'Recorded by', 'Source'], ...rows];
}

function makeKeeping(page) {
  makeNotes(page);
  makeMoving(page);
  makeLayoutFile(page);
  const saves = {
    png: () => savePng(page).catch(() => page.tell('The picture could not be made. Save the drawing (SVG) instead.')),
    svg: () => download(page, '.svg', [asText(framed(page))], 'image/svg+xml'),
    records: () => saveCsv(page, '-records.csv', recordRows(page)),
    lines: () => saveCsv(page, '-lines.csv', lineRows(page)),
    graphml: () => download(page, '.graphml', ['<?xml version="1.0" encoding="UTF-8"?>\n', asText(graphml(page))], 'application/xml'),
  };
  Object.entries(saves).forEach(([name, save]) => document.getElementById(`save-${name}`).addEventListener('click', save));
  const menu = document.getElementById('save');
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('pointerdown', (event) => { if (!menu.contains(event.target)) menu.open = false; });
}
