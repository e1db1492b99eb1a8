"""Where the time of a stage goes, as cProfile sees it: `python -m bench.profiles {ours|bare|extract}`.

Not a benchmark: cProfile slows every call alike, so that many small ones look dearer than they are.
"""

import cProfile
import pstats
import tempfile
from pathlib import Path

import click

from bench.crawls import Kind, crawl
from bench.nights import settle
from bench.pipeline import plan_for
from bench.site import page_of, paths_of, serve_site
from extract.reading import extract
from store.migrate import upgrade

EXTRACT = "extract"


@click.command()
@click.argument("what", type=click.Choice([*(kind.value for kind in Kind), EXTRACT]))
@click.option("--pages", type=click.IntRange(10, 5000), default=200, show_default=True)
@click.option("--night", type=click.IntRange(1, 4), default=2, show_default=True)
@click.option("--sort", type=click.Choice(["tottime", "cumtime"]), default="tottime", show_default=True)
@click.option("--lines", type=click.IntRange(1, 1000), default=40, show_default=True)
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path), help="Write the profile here, too.")
def main(what: str, pages: int, night: int, sort: str, lines: int, keep: Path | None) -> None:
    """Profile a crawl of ours or of bare Scrapy on a night, or the extraction of as many pages."""
    with tempfile.TemporaryDirectory(prefix="bench-profile-") as folder:
        profile = keep or Path(folder) / "profile"
        if what == EXTRACT:
            _profile_extract(profile, pages)
        else:
            _profile_crawl(Kind(what), profile, Path(folder), pages, night)
        pstats.Stats(str(profile)).sort_stats(sort).print_stats(lines)


def _profile_crawl(kind: Kind, profile: Path, folder: Path, pages: int, night: int) -> None:
    file = folder / "archive.db"
    upgrade(f"sqlite:///{file}")
    with serve_site(pages) as site:
        plan = plan_for(f"{site.url}/", file, pages)
        for site.night in range(1, night):
            crawl(Kind.OURS, plan, folder)
            settle(file)
        site.night = night
        crawl(kind, plan, folder, profile)


def _profile_extract(profile: Path, pages: int) -> None:
    bodies = [page_of(number, 1, pages) for number in range(pages)]
    paths = paths_of(pages)
    extract(bodies[0], "http://agency.test/", "text/html")  # the first loads what is loaded once
    profiler = cProfile.Profile()
    with profiler:
        for path, body in zip(paths, bodies, strict=True):
            extract(body, f"http://agency.test{path}", "text/html; charset=utf-8")
    profiler.dump_stats(str(profile))


if __name__ == "__main__":
    main()
