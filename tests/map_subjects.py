"""What a test asks of a map that is about one subject: the options of the command that name one of the sample."""

from datetime import date

from csgraph.maps import all_maps
from csgraph.store import Store


def subject_options(name: str, store: Store, as_of: date, child: str) -> tuple[str, ...]:
    """`--child`, or the first place or group on record where the map can be of no child; none where it is of all."""
    kinds = all_maps()[name].about_one
    if not kinds:
        return ()
    if "child" in kinds:
        return ("--child", child)
    if "place" in kinds:
        return ("--place", str(store.read("event_places", as_of=as_of)["place"].mode()[0]))
    return ("--group", str(store.read("group_members", as_of=as_of)["named_group"].mode()[0]))
