"""Which of the portal's processes this one is, and what that lets it do."""

from enum import StrEnum


class Role(StrEnum):
    PUBLIC = "public"
    CMS = "cms"
    STAFF = "staff"
    ALL = "all"

    @property
    def serves_families(self) -> bool:
        return self in (Role.PUBLIC, Role.ALL)

    @property
    def serves_editors(self) -> bool:
        return self in (Role.CMS, Role.ALL)

    @property
    def serves_teams(self) -> bool:
        return self in (Role.STAFF, Role.ALL)

    @property
    def holds_keys(self) -> bool:
        """Whether it may open referrals."""
        return self.serves_teams
