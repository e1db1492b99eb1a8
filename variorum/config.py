"""Reads `variorum.toml`: the one place where settings come from a file or the environment.

The environment gives secrets and the database URL only: `VARIORUM_ARCHIVE_URL` overrides `[archive] url`.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from extract.volatile import mask_of
from store.urlkey import urlkey
from variorum.configlines import line_of

FILE_NAME = "variorum.toml"
ARCHIVE_URL_VARIABLE = "VARIORUM_ARCHIVE_URL"

SiteName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]


class ConfigError(Exception):
    """A configuration that cannot be used; the message names file, line, key and what would be right."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArchiveSettings(_Table):
    """The `[archive]` table."""

    url: str = Field(
        "sqlite:///variorum.db",
        description="Database URL: `sqlite:///FILE` (beside the configuration) or `postgresql://user@host/name`.",
    )


class Schedule(_Table):
    """When a site's night is: a cron line read in a time zone."""

    cron: str = Field("0 3 * * *", description="Minute, hour, day of month, month, day of week.")
    time_zone: str = Field("UTC", description="An IANA name such as `America/New_York`.")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"there is no time zone {name!r}: write an IANA name such as America/New_York") from error
        return name

    @field_validator("cron")
    @classmethod
    def _readable_cron(cls, line: str) -> str:
        try:
            CronTrigger.from_crontab(line, timezone="UTC")
        except ValueError as error:
            raise ValueError(f"{error}: write five fields such as '0 3 * * *'") from error
        return line


class ExtractSettings(_Table):
    """How a site's pages are read, where they need more than is built in."""

    volatile: list[str] = Field(
        [],
        description="RE2 patterns of text that moves by itself: a pattern's groups, or all it matches, are masked.",
    )

    @field_validator("volatile")
    @classmethod
    def _readable_patterns(cls, patterns: list[str]) -> list[str]:
        mask_of(patterns)  # refuses what RE2 does not take
        return patterns


class SiteSettings(_Table):
    """A `[site.NAME]` table."""

    seeds: list[str] = Field(min_length=1, description="URLs to start from, as `https://agency.gov/`.")
    hosts: list[str] = Field([], description="Hosts in scope, with port if need be; the seeds' hosts if empty.")
    path_prefixes: list[str] = Field(["/"], description="Only paths that begin with one of these are in scope.")
    excludes: list[str] = Field([], description="Shell-style patterns of path and query that are out of scope.")
    max_pages: int = Field(2_000, ge=1, le=1_000_000, description="URLs a crawl visits at most.")
    max_depth: int = Field(10, ge=0, le=100, description="Links from a seed to the deepest page.")
    sitemaps: bool = Field(True, description="Read robots.txt's sitemaps and /sitemap.xml for pages.")
    delay: float = Field(1.0, ge=0, le=3_600, description="Seconds between two requests to a host, at least.")
    concurrency: int = Field(2, ge=1, le=32, description="Requests to a host under way at once.")
    autothrottle: bool = Field(True, description="Slow down further when the server answers slowly.")
    timeout: float = Field(60.0, gt=0, le=600, description="Seconds a whole answer may take.")
    contact: str = Field(description="Mail address or page that tells the agency who crawls; in the User-Agent.")
    schedule: Schedule = Field(Schedule(), description="When the nightly crawl starts.")
    extract: ExtractSettings = Field(ExtractSettings(), description="What to mask when its pages are read.")

    @field_validator("seeds")
    @classmethod
    def _http_seeds(cls, seeds: list[str]) -> list[str]:
        for seed in seeds:
            parts = urlsplit(seed)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
                raise ValueError(f"{seed!r} is not a plain http or https URL: write it as https://agency.gov/")
            urlkey(seed)  # refuses what has no place in an archive, a port beyond 65535 for one
        return seeds

    @field_validator("path_prefixes")
    @classmethod
    def _absolute_prefixes(cls, prefixes: list[str]) -> list[str]:
        for prefix in prefixes:
            if not prefix.startswith("/"):
                raise ValueError(f"{prefix!r} does not begin with a slash: write it as '/{prefix}'")
        return prefixes

    @field_validator("contact")
    @classmethod
    def _reachable_contact(cls, contact: str) -> str:
        if not re.fullmatch(r"(mailto:)?[^@\s()]+@[^@\s()]+\.[^@\s()]+|https?://[^\s()]+", contact):
            raise ValueError(f"{contact!r} reaches nobody: write a mail address or the https URL of a page about you")
        return contact

    @model_validator(mode="after")
    def _seeds_in_scope(self) -> Self:
        if self.hosts:
            for seed in self.seeds:
                if urlsplit(seed).netloc.lower() not in {host.lower() for host in self.hosts}:
                    raise ValueError(f"seed {seed!r} is on none of hosts = {self.hosts}: add its host")
        return self


class Config(_Table):
    """A whole `variorum.toml`."""

    archive: ArchiveSettings = ArchiveSettings()
    site: dict[SiteName, SiteSettings] = {}

    def sites(self, names: tuple[str, ...] = ()) -> dict[str, SiteSettings]:
        """Give the named sites, or all; raises ConfigError for a name that is not configured."""
        for name in names:
            if name not in self.site:
                known = ", ".join(sorted(self.site)) or "none yet"
                raise ConfigError(f"there is no site {name!r}: the configuration has {known}; add [site.{name}]")
        return {name: self.site[name] for name in names or sorted(self.site)}

    def volatile(self) -> dict[str, tuple[str, ...]]:
        """Give the patterns of what moves by itself, by the name of the site."""
        return {name: tuple(site.extract.volatile) for name, site in self.site.items()}


def load_config(path: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """Read and check a configuration file; raises ConfigError."""
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path}: no such file: run `variorum init` to write one, or name yours with --config"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    try:
        config = Config.model_validate(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(_explain(path, source, error)) from error
    return _with_archive(config, path, environment)


def _with_archive(config: Config, path: Path, environment: Mapping[str, str]) -> Config:
    """Take the archive's URL from the environment if it is there; an SQLite file stands beside the configuration."""
    url = environment.get(ARCHIVE_URL_VARIABLE) or config.archive.url
    relative = re.fullmatch(r"(sqlite(?:\+pysqlite)?):///([^/].*)", url)
    if relative and relative[2] != ":memory:":
        url = f"{relative[1]}:///{path.absolute().parent / relative[2]}"
    return config.model_copy(update={"archive": ArchiveSettings(url=url)})


def _explain(path: Path, source: str, error: ValidationError) -> str:
    """Say the first fault in one line: file, line, key, what is wrong and what would be right."""
    fault = error.errors(include_url=False)[0]
    keys = [str(key) for key in fault["loc"] if key != "[key]"]
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{path}:{line_of(source, keys)}: {'.'.join(keys)}: {_advice(fault, keys)}{more}"


_TABLES: dict[str, type[_Table]] = {"schedule": Schedule, "extract": ExtractSettings}


def _advice(fault: Any, keys: list[str]) -> str:  # noqa: ANN401 (pydantic's error is a typed dict of its own)
    match fault["type"]:
        case "missing":
            return f"is missing: add `{keys[-1]} = …` ({SiteSettings.model_fields[keys[-1]].description})"
        case "extra_forbidden":
            table = _TABLES.get(keys[2], SiteSettings) if keys[0] == "site" and len(keys) > 2 else None
            known = ", ".join(table.model_fields) if table else "archive, site"
            return f"is no setting: known here are {known}"
        case "string_pattern_mismatch":
            return "a site's name is lower-case letters, digits and hyphens"
        case "value_error":
            return str(fault["ctx"]["error"])
        case _:
            return f"{fault['msg'][0].lower()}{fault['msg'][1:]}, not {fault['input']!r}"
