"""A place by its code, and what lies inside it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kindr.shop.accounts.areas.table import the_table

# Jakarta with the cities and regencies that grew together with it; the shop delivers there sooner.
_JABODETABEK = ("31", "32.01", "32.16", "32.71", "32.75", "32.76", "36.03", "36.71", "36.74")


@dataclass(frozen=True)
class Place:
    """One entry of a list to choose from: a province, city, district or village."""

    code: str
    name: str


@dataclass(frozen=True)
class Area:
    """A village with everything it lies in; `code` is like `31.74.07.1001`."""

    code: str
    village: str
    district: str
    city: str
    province: str

    @property
    def label(self) -> str:
        """The place in one line, smallest first, as people in Indonesia write it."""
        return f"{self.village}, {self.district}, {self.city}, {self.province}"


def area_of(village: int) -> Area:
    """The area with this number in the table."""
    table = the_table()
    code = table.village_code(village)
    return Area(
        code=code,
        village=table.villages[village],
        district=table.districts[code[:8]],
        city=table.cities[code[:5]],
        province=table.provinces[code[:2]],
    )


def area(village_code: str) -> Area | None:
    """The area with this village code, or None when there is no such village."""
    table = the_table()
    district, ending = _district_number(village_code[:8]), village_code[9:]
    if district is None or len(village_code) != 13 or village_code[8] != "." or not _is_digits(ending):
        return None
    numbers = table.villages_of(district)
    at = bisect_left(table.endings, int(ending), numbers.start, numbers.stop)
    return area_of(at) if at < numbers.stop and table.endings[at] == int(ending) else None


def children(code: str = "") -> list[Place]:
    """The places directly inside `code` in the order of their names; all provinces for an empty code."""
    table = the_table()
    if len(code) == 8:
        district = _district_number(code)
        villages = range(0) if district is None else table.villages_of(district)
        inside = [Place(table.village_code(number), table.villages[number]) for number in villages]
    else:
        level = {0: table.provinces, 2: table.cities, 5: table.districts}.get(len(code), {})
        prefix = f"{code}." if code else ""
        inside = [Place(each, name) for each, name in level.items() if each.startswith(prefix)]
    return sorted(inside, key=lambda place: place.name)


def is_jabodetabek(code: str) -> bool:
    """Whether a place of any level lies in Jakarta, Bogor, Depok, Tangerang or Bekasi."""
    return any(code == each or code.startswith(f"{each}.") for each in _JABODETABEK)


def _district_number(code: str) -> int | None:
    codes = the_table().district_codes
    at = bisect_left(codes, code)
    return at if at < len(codes) and codes[at] == code else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
