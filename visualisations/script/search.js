// Finding a record by any of its words.

const MOST = 12;

function searchText(node, theme) {
  const facts = node.facts.map(([, value]) => value);
  return [node.label, ...node.lines, theme.kinds[node.kind].words, theme.states[node.state].words, ...facts]
    .join(' ')
    .toLocaleLowerCase('en-GB');
}

// Who is called so comes before whoever is only told of in such words.
function byName(node, wanted) {
  const name = described(node).toLocaleLowerCase('en-GB');
  if (name.startsWith(wanted.join(' '))) return 0;
  return wanted.every((word) => name.includes(word)) ? 1 : 2;
}

function makeSearch(page) {
  const box = document.getElementById('search');
  const told = document.getElementById('found');
  const results = document.getElementById('results');
  const texts = page.data.nodes.map((node) => [node, searchText(node, page.data.theme)]);

  function close() {
    results.hidden = true;
    results.replaceChildren();
  }

  function go(node) {
    close();
    page.lead(node.id);
  }

  function search() {
    const wanted = box.value.trim().toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean);
    close();
    told.textContent = '';
    if (!wanted.length) return [];
    const found = texts
      .filter(([, text]) => wanted.every((word) => text.includes(word)))
      .map(([node]) => [byName(node, wanted), node])
      .sort(([a], [b]) => a - b)
      .map(([, node]) => node);
    const unseen = found.filter((node) => !page.isShown(node)).length;
    told.textContent = `${counted(found.length, 'record')} found${unseen ? `, ${unseen} of them hidden: choosing one shows it` : ''}`;
    found.slice(0, MOST).forEach((node) => {
      const button = element('button', `${described(node)} (${page.data.theme.kinds[node.kind].words})`);
      button.type = 'button';
      button.addEventListener('click', () => go(node));
      results.append(element('li', '', button));
    });
    results.hidden = !found.length;
    return found;
  }

  box.addEventListener('input', search);
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      const found = search();
      if (found.length) go(found[0]);
    } else if (event.key === 'Escape') {
      box.value = '';
      search();
    } else if (event.key === 'ArrowDown' && results.firstElementChild) {
      event.preventDefault();
      results.querySelector('button').focus();
    }
  });
  results.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    close();
    box.focus();
  });
}
