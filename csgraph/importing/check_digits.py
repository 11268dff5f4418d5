"""Check digits of the two national identifiers."""

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The 23 check letters of a unique pupil number (DfE, guide to unique pupil numbers)."""


def nhs_number_holds(text: str) -> bool:
    """Whether ten digits are an NHS number: weights 10 to 2, modulus 11 (NHS Data Dictionary, NHS NUMBER)."""
    if len(text) != 10 or not text.isascii() or not text.isdigit():
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1), strict=False)) % 11
    return (0 if check == 11 else check) == int(text[9])


def upn_holds(text: str) -> bool:
    """Whether a text is a unique pupil number: letter, 11 digits, digit or letter; weights 2 to 13, modulus 23."""
    if len(text) != 13 or not text.isascii() or not text[1:12].isdigit() or text[0] not in UPN_LETTERS:
        return False
    last = text[12]
    if not last.isdigit() and last not in UPN_LETTERS:
        return False
    values = [*map(int, text[1:12]), int(last) if last.isdigit() else UPN_LETTERS.index(last)]
    return UPN_LETTERS[sum(v * w for v, w in zip(values, range(2, 14), strict=True)) % 23] == text[0]
