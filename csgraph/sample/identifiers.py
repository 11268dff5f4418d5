"""Identifiers that are valid in form and belong to nobody.

NHS numbers are of the 999 range kept for testing, with the modulus 11 check digit; UPNs carry the modulus 23 check
letter under an authority number that is not in use; postcodes are of an area that does not exist; telephone numbers
are of the ranges that Ofcom keeps for drama.
"""

LA_CODE = "998"
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def nhs_check_digit(first_nine: str) -> int | None:
    """The tenth digit of an NHS number, or None where the nine digits can have none."""
    total = sum((10 - place) * int(digit) for place, digit in enumerate(first_nine))
    check = (11 - total % 11) % 11
    return None if check == 10 else check


def upn_check_letter(twelve: str) -> str:
    """The letter that opens a unique pupil number: weights 2 to 13, modulus 23."""
    return UPN_LETTERS[sum((place + 2) * int(digit) for place, digit in enumerate(twelve)) % 23]


class NhsNumbers:
    """Hands out NHS numbers of the test range, each once, in an order that looks like chance."""

    def __init__(self) -> None:
        """Start at the first."""
        self._drawn = 0

    def take(self) -> str:
        """The next number."""
        while True:
            self._drawn += 1
            nine = f"999{(self._drawn * 618_033 + 271_828) % 1_000_000:06d}"
            check = nhs_check_digit(nine)
            if check is not None:
                return f"{nine}{check}"


class Upns:
    """Hands out unique pupil numbers: check letter, authority, school, year of entry, serial number."""

    def __init__(self) -> None:
        """Start with no serial number used."""
        self._serials: dict[tuple[str, int], int] = {}

    def take(self, establishment: str, year: int) -> str:
        """The next number of a school and a year of entry."""
        serial = self._serials.get((establishment, year), 0) + 1
        self._serials[establishment, year] = serial
        twelve = f"{LA_CODE}{establishment}{year % 100:02d}{serial:03d}"
        return upn_check_letter(twelve) + twelve


def postcode(ward: int, number: int) -> str:
    """A postcode of a ward, e.g. ZZ3 4QT: right in form, in no real area."""
    sector, rest = divmod(number, len(INWARD_LETTERS) ** 2)
    first, second = divmod(rest, len(INWARD_LETTERS))
    return f"ZZ{ward} {sector % 9 + 1}{INWARD_LETTERS[first]}{INWARD_LETTERS[second]}"


def landline(number: int) -> str:
    """A landline of the drama range 01632 960000 to 960999."""
    return f"01632 960{number % 1000:03d}"


def mobile(number: int) -> str:
    """A mobile of the drama range 07700 900000 to 900999."""
    return f"07700 900{number % 1000:03d}"
