// Undoing and doing again: moves, hidden records, notes and opened layouts. Filters have a switch of their own.

const MOST_STEPS = 200;

function makeUndo(page) {
  let done = [];
  let undone = [];
  const buttons = [['undo', () => done], ['redo', () => undone]].map(([id, steps]) => [document.getElementById(id), steps]);

  // aria-disabled, not disabled: a button that goes dead under the keyboard would take the focus away.
  function show() {
    buttons.forEach(([button, steps]) => button.setAttribute('aria-disabled', String(!steps().length)));
  }

  function step(from, to, way, said) {
    const change = from.pop();
    if (!change) return page.tell(`Nothing to ${said.toLowerCase()}.`);
    change[way]();
    to.push(change);
    show();
    return page.tell(`${said}: ${change.words}.`);
  }

  // `one` joins changes of one kind that follow each other, as steps of one move do.
  page.did = (words, undo, redo, one = null) => {
    const last = done[done.length - 1];
    if (one && last && last.one === one && !undone.length) Object.assign(last, { words, redo });
    else done = [...done, { words, undo, redo, one }].slice(-MOST_STEPS);
    undone = [];
    show();
  };
  page.undo = () => step(done, undone, 'undo', 'Undo');
  page.redo = () => step(undone, done, 'redo', 'Redo');
  buttons[0][0].addEventListener('click', page.undo);
  buttons[1][0].addEventListener('click', page.redo);
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches('textarea, input:not([type=checkbox], [type=range])')) return;
    const key = event.key.toLowerCase();
    if (key === 'y' || (key === 'z' && event.shiftKey)) page.redo();
    else if (key === 'z') page.undo();
    else return;
    event.preventDefault();
  });
  show();
}
