"""Which group a cell means, and the groups that a file adds."""

from collections import Counter
from collections.abc import Iterable

from directory.models import Group
from directory.spreadsheets.cells import one_line
from directory.spreadsheets.keys import FreeKeys


class Groups:
    """Those that are there, and those that are `new`: a name that nobody has heard is a new group."""

    def __init__(self, groups: Iterable[Group]) -> None:
        known = list(groups)
        self.new: list[Group] = []
        self._keys = FreeKeys({group.key for group in known}, 50)
        times = Counter(_alike(group.name) for group in known)
        self._by_name = {_alike(group.name): group for group in known if times[_alike(group.name)] == 1}
        self._by_key = {group.key: group for group in known}

    def named(self, cell: str) -> Group:
        """The group of that name; where that is nobody's or several groups' name, the one of that key, or a new one."""
        found = self._by_name.get(_alike(cell)) or self._by_key.get(cell)
        return found or self._added(cell)

    def written(self, group: Group) -> str:
        return one_line(group.name) if self._by_name.get(_alike(group.name)) == group else group.key

    def _added(self, name: str) -> Group:
        group = Group(name=name, key=self._keys.take(name, "group"))
        self.new.append(group)
        self._by_name[_alike(name)] = group
        return group


def _alike(name: str) -> str:
    return one_line(name).casefold()
