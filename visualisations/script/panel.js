// The panel beside the map: what is recorded of the chosen record, why it is drawn so, and who says so.
// Everything is put in as text; nothing on this page is ever read as markup.

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function factList(facts) {
  const list = element('dl');
  list.className = 'facts';
  facts.forEach(([name, value]) => list.append(element('div', '', element('dt', name), element('dd', value))));
  return list;
}

function textList(heading, texts) {
  if (!texts.length) return [];
  return [element('h3', heading), element('ul', '', ...texts.map((text) => element('li', text)))];
}

// Lines from one record to others, each a button that walks there, with the ties that the filters left.
function joinedList(node, page) {
  const edges = page.edgesOf(node.id);
  if (!edges.length) return [];
  const list = element('ul');
  list.className = 'joined';
  edges.forEach((edge) => {
    const other = page.node(edge.from === node.id ? edge.to : edge.from);
    const button = pressable(`${edgeWords(edge, page)}: ${described(other)}`, () => page.choose(other.id, true));
    list.append(element('li', '', button, ...tiesOfLine(edge, page)));
  });
  return [element('h3', 'Joined with'), list];
}

function edgeWords(edge, page) {
  const ties = page.tiesOf(edge);
  return ties.length === edge.ties.length ? edge.words : [...new Set(ties.map((tie) => tie.words))].join('; ');
}

// What is said of the line as a whole holds only while all of its ties are left.
function tiesOfLine(edge, page) {
  const left = page.tiesOf(edge);
  const list = element('ul', '', ...tieWords(left, page).map((words) => element('li', words)));
  list.className = 'ties';
  if (left.length < edge.ties.length) return [element('p', `${left.length} of ${counted(edge.ties.length, 'tie')} left by the filters:`), list];
  const whole = [factList(edge.facts), ...edge.sources.map((source) => element('p', source))];
  if (left.length < 2) return whole;
  return [...whole, element('details', '', element('summary', `Each of ${left.length} ties`), list)];
}

// Each tie in one line; where several say the same, how many.
function tieWords(ties, page) {
  const days = ({ start, end }) => {
    const [first, last] = [start, end].map((day) => day && dayWords(dayNumber(day)));
    if (!start && !end) return 'no date';
    if (start === end) return first;
    return [start && `from ${first}`, end && `to ${last}`].filter(Boolean).join(' ');
  };
  const said = tally(ties, (tie) =>
    [tie.words, days(tie), tie.agency, page.data.held ? '' : tie.source, tie.reliability].filter(Boolean).join(' · '));
  return [...said].map(([words, count]) => (count > 1 ? `${words} (${count} times)` : words));
}

function described(node) {
  return [node.label, ...node.lines].join(', ');
}

// The panel is put together anew while somebody is in it: whoever pressed a button there stays on it.
function sameFocus(body) {
  const had = body.contains(document.activeElement) && document.activeElement;
  if (!had) return () => {};
  return () => {
    const same = [...body.querySelectorAll(had.tagName)].find((one) => one.textContent === had.textContent);
    (same ?? document.getElementById('panel')).focus({ preventScroll: Boolean(same) });
  };
}

function makePanel(page) {
  const title = document.getElementById('panel-title');
  const body = document.getElementById('panel-body');
  const first = { heading: title.textContent, nodes: [...body.childNodes] };
  return {
    show(node) {
      const kind = page.data.theme.kinds[node.kind].words;
      const state = page.data.theme.states[node.state].words;
      const what = node.state === 'recorded' ? kind : `${kind}. ${state}.`;
      title.textContent = described(node);
      const again = sameFocus(body);
      body.replaceChildren(
        element('p', what),
        ...(page.holdButton ? page.holdButton(node) : []),
        recordButtons(node, page),
        ...pathList(node, page),
        factList(node.facts),
        ...(page.note ? noteField(node, page) : []),
        ...textList('Why it is drawn so', node.reasons),
        ...textList('Who recorded it', node.sources),
        ...linkList(node, page),
        ...joinedList(node, page),
      );
      again();
    },
    reset() {
      title.textContent = first.heading;
      body.replaceChildren(...first.nodes);
    },
    focus() {
      document.getElementById('panel').focus();
    },
  };
}
