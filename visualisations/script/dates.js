// The days: which ties held on a day, or in the days up to it; playing steps through them.

const DAY = 86_400_000;
const PLAY_EVERY = 900; // milliseconds; twice that where somebody asked for little motion
const SPANS = { day: 0, week: 6, month: 29, since: Infinity };

const dayNumber = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const dayWords = (number) =>
  new Date(number * DAY).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

// A tie without an end still holds; one without any day stays, for nobody knows that it did not.
function held(tie, last, span) {
  const first = last - span;
  return (!tie.start || dayNumber(tie.start) <= last) && (!tie.end || dayNumber(tie.end) >= first);
}

// The days on which something begins, or ended the day before.
function changingDays(ties) {
  const days = ties.flatMap((tie) => [...(tie.start ? [dayNumber(tie.start)] : []), ...(tie.end ? [dayNumber(tie.end) + 1] : [])]);
  return [...new Set(days)].sort((a, b) => a - b);
}

function makeDates(page) {
  const ties = page.data.edges.flatMap((edge) => edge.ties);
  const days = ties.flatMap((tie) => [tie.start, tie.end]).filter(Boolean).map(dayNumber);
  if (!days.length) return;
  const part = document.getElementById('dates');
  const slider = document.getElementById('day');
  const span = document.getElementById('span');
  const play = document.getElementById('play');
  const off = document.getElementById('all-days');
  const told = document.getElementById('day-told');
  const steps = changingDays(ties);
  const undated = ties.filter((tie) => !tie.start && !tie.end).length;
  let timer = null;
  part.hidden = false;
  slider.min = Math.min(...days);
  slider.max = Math.max(...days, ...(ties.some((tie) => tie.start && !tie.end) ? [dayNumber(page.data.as_of)] : []));
  slider.value = slider.max;
  const range = `${dayWords(Number(slider.min))} to ${dayWords(Number(slider.max))}`;
  document.getElementById('undated').textContent = undated
    ? `Without a date, and there whatever the day: ${counted(undated, 'tie')}.`
    : 'Every tie has a date.';

  function words() {
    const day = dayWords(Number(slider.value));
    return { day: `on ${day}`, week: `in the week to ${day}`, month: `in the 30 days to ${day}`, since: `by ${day}` }[span.value];
  }

  function forget() {
    [...page.tieFilters.keys()].filter((name) => name.startsWith('day: ')).forEach((name) => page.tieFilters.delete(name));
  }

  function apply() {
    const last = Number(slider.value);
    const within = SPANS[span.value];
    forget();
    page.tieFilters.set(`day: held ${words()}`, (tie) => held(tie, last, within));
    slider.setAttribute('aria-valuetext', dayWords(last));
    told.textContent = `Ties that held ${words()}`;
    off.disabled = false;
    page.refresh();
  }

  function everyDay() {
    pause();
    forget();
    slider.setAttribute('aria-valuetext', 'all days');
    told.textContent = `All days: ${range}`;
    off.disabled = true;
  }

  function next() {
    const now = Number(slider.value);
    const leap = { week: 7, month: 30 }[span.value];
    const to = leap ? now + leap : steps.find((day) => day > now) ?? Infinity;
    slider.value = Math.min(to, Number(slider.max));
    apply();
    if (to >= Number(slider.max)) pause();
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    play.textContent = 'Play';
    document.getElementById('shown').setAttribute('aria-live', 'polite');
  }

  function start() {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (off.disabled || Number(slider.value) >= Number(slider.max)) slider.value = slider.min;
    play.textContent = 'Pause';
    document.getElementById('shown').setAttribute('aria-live', 'off'); // a screen reader would never catch up
    apply();
    timer = setInterval(next, calm ? 2 * PLAY_EVERY : PLAY_EVERY);
  }

  slider.addEventListener('input', () => { pause(); apply(); });
  span.addEventListener('change', apply);
  play.addEventListener('click', () => (timer === null ? start() : pause()));
  off.addEventListener('click', () => { everyDay(); page.refresh(); play.focus(); });
  page.cleared.push(everyDay);
  everyDay();
}
