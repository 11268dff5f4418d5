// Where records stand, which are hidden and what was noted, as a file to keep. Records are known by keys that are the
// same on every page, so last month's layout fits this month's map. Nothing is stored in the browser.

const LARGEST_LAYOUT = 5_000_000;
const NO_LAYOUT = 'That file is no layout of this map. Nothing was changed.';

function layoutNow(page) {
  const keyOf = (id) => page.node(id).key;
  return {
    csgraph: 'layout',
    marking: document.querySelector('.marking').textContent,
    map: page.data.map,
    as_of: page.data.as_of,
    places: Object.fromEntries(page.data.nodes.filter((node) => node.key).map((node) => [node.key, [node.x, node.y]])),
    hidden: [...page.hiddenByHand()].map(keyOf).filter(Boolean),
    notes: Object.fromEntries([...page.notes].map(([id, text]) => [keyOf(id), text])),
  };
}

const isPlace = (place) => Array.isArray(place) && place.length === 2 && place.every((one) => Number.isFinite(one) && Math.abs(one) < 1e6);
const isObject = (thing) => thing !== null && typeof thing === 'object' && !Array.isArray(thing);

// What a file holds, or null where it is no layout of this map: nothing of such a file is used.
function readLayout(text, map) {
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(read) || read.csgraph !== 'layout' || read.map !== map) return null;
  const { places, hidden, notes } = read;
  if (!isObject(places) || !Object.values(places).every(isPlace)) return null;
  if (!Array.isArray(hidden) || !hidden.every((key) => typeof key === 'string')) return null;
  if (!isObject(notes) || !Object.values(notes).every((note) => typeof note === 'string')) return null;
  return { places, hidden, notes, asOf: typeof read.as_of === 'string' ? cleanNote(read.as_of).slice(0, 10) : '' };
}

function makeLayoutFile(page) {
  const ids = new Map(page.data.nodes.map((node) => [node.key, node.id]));

  function use(state) {
    page.putPlaces(state.places);
    page.setNotes(state.notes);
    page.setRecords(state.records);
    page.showAll();
  }

  function open(text) {
    const read = text.length <= LARGEST_LAYOUT && readLayout(text, page.data.map);
    if (!read) return page.tell(NO_LAYOUT);
    const known = ([key]) => ids.has(key);
    const here = (things) => new Map(Object.entries(things).filter(known).map(([key, thing]) => [ids.get(key), thing]));
    const before = { places: page.placesOf(page.byId.keys()), notes: [...page.notes], records: page.recordState() };
    const notes = [...here(read.notes)].map(([id, note]) => [id, cleanNote(note)]).filter(([, note]) => note);
    const hidden = read.hidden.filter((key) => ids.has(key)).map((key) => ids.get(key));
    const after = { places: here(read.places), notes, records: [new Set(hidden), null, ''] };
    use(after);
    page.did('Layout opened', () => use(before), () => use(after));
    const keys = new Set([...Object.keys(read.places), ...read.hidden, ...Object.keys(read.notes)]);
    const strange = [...keys].filter((key) => !ids.has(key)).length;
    const fresh = page.data.nodes.filter((node) => !Object.hasOwn(read.places, node.key)).length;
    return page.tell(
      `Layout of ${read.asOf || 'an unknown day'} opened: ${counted(after.places.size, 'record')} placed, ${counted(notes.length, 'note')}. ` +
      `${counted(strange, 'record')} of it not on this map, ${fresh} on this map not in it.`);
  }

  document.getElementById('save-layout').addEventListener('click', () => {
    download(page, '-layout.json', [JSON.stringify(layoutNow(page), null, 1)], 'application/json');
    page.notesKept = true;
  });
  document.getElementById('put-back').addEventListener('click', page.putBack);
  document.getElementById('open-layout').addEventListener('change', (event) => {
    const [file] = event.target.files;
    if (!file) return;
    if (file.size > LARGEST_LAYOUT) {
      page.tell(NO_LAYOUT);
      return;
    }
    const reader = new FileReader();
    reader.onload = () => open(String(reader.result));
    reader.onerror = () => page.tell(NO_LAYOUT);
    reader.readAsText(file);
    event.target.value = ''; // the same file can be opened again
  });
}
