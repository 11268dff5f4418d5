"""Working days of England and Wales, counted one by one: the sample's own, to check the product's counting."""

from datetime import date, timedelta


def after(start: date, number: int) -> date:
    """The so-manieth working day after a day."""
    day = start
    while number:
        day += timedelta(days=1)
        number -= _works(day)
    return day


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in _free(day.year)


def _free(year: int) -> set[date]:
    """Bank holidays of a year, from Easter and from Mondays; a fixed one at a weekend moves to the next free day."""
    easter = _easter(year)
    days = {easter - timedelta(days=2), easter + timedelta(days=1), _monday(date(year, 5, 1))}
    days |= {_monday(date(year, 5, 25)), _monday(date(year, 8, 25))}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        moved = fixed
        while moved.weekday() > 4 or moved in days:
            moved += timedelta(days=1)
        days.add(moved)
    return days


def _monday(day: date) -> date:
    """The first Monday from a day on."""
    return day + timedelta(days=-day.weekday() % 7)


def _easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    spare = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * spare) // 451
    month, day = divmod(h + spare - 7 * m + 114, 31)
    return date(year, month, day + 1)
