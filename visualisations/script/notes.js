// Notes that somebody writes on records. They are kept in this page until it is closed, and in a layout file if saved.

const LONGEST_NOTE = 2000;
// Characters that cannot be seen, or that turn the direction of the words after them.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

function cleanNote(text) {
  return text.replace(/\p{Surrogate}/gu, '').replace(UNSEEN, '').trim().slice(0, LONGEST_NOTE);
}

function makeNotes(page) {
  page.notes = new Map();
  page.notesKept = true;

  function set(id, text) {
    if (text) page.notes.set(id, text);
    else page.notes.delete(id);
    page.notesKept = !page.notes.size;
    showNotes(page);
    const field = document.getElementById('note');
    if (field && page.chosen === id && field !== document.activeElement) field.value = text;
    page.network.redraw();
  }

  page.note = (id, text) => {
    const before = page.notes.get(id) ?? '';
    const after = cleanNote(text);
    if (before === after) return;
    set(id, after);
    page.did(`Note on ${described(page.node(id))}`, () => set(id, before), () => set(id, after));
  };
  page.setNotes = (notes) => {
    page.notes = new Map(notes);
    page.notesKept = true;
    showNotes(page);
  };
  window.addEventListener('beforeunload', (event) => {
    if (!page.notesKept) event.preventDefault(); // the browser asks whether to leave
  });
}

function noteField(node, page) {
  const field = element('textarea');
  field.id = 'note';
  field.rows = 2;
  field.maxLength = LONGEST_NOTE;
  field.value = page.notes.get(node.id) ?? '';
  field.addEventListener('change', () => page.note(node.id, field.value));
  const label = element('label', 'Note on this record');
  label.htmlFor = 'note';
  return [label, field, element('p', 'Kept only if you save the layout, under “Save”.')];
}

function showNotes(page) {
  const part = document.getElementById('notes');
  part.hidden = !page.notes.size;
  const rows = [...page.notes].map(([id, text]) => {
    const head = element('th', '', pressable(described(page.node(id)), () => page.lead(id)));
    head.scope = 'row';
    return element('tr', '', head, element('td', text));
  });
  part.querySelector('tbody').replaceChildren(...rows);
}

function drawNoteMark(ctx, node, { colours }) {
  const [x, y] = [node.x + node.size * 0.95, node.y - node.size * 0.95];
  ctx.beginPath();
  ctx.rect(x - 7, y - 7, 14, 14);
  ctx.fillStyle = colours.paper;
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = 1.5;
  ctx.fill();
  ctx.stroke();
  words(ctx, 'n', x, y, `bold 12px ${FONT}`, colours.ink, null);
}
