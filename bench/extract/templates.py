"""Pages of a site read with the template that its other pages teach, as a crawl of the site would have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.gate.data import pages_of, spread
from bench.gate.evaluation import Bench
from extract.site.learning import learn
from extract.site.profile import ProfileTask
from extract.steering import PLAIN, Steering

PAGES_TO_LEARN = 40
"""A crawl's first night brings more; eight suffice on the sites measured."""


@dataclass(frozen=True, slots=True)
class SteeredPage:
    """A page with the steering its site's other pages give."""

    path: str
    url: str
    body: bytes
    steering: Steering


def steered_pages(bench: Bench, archive: str, site: str) -> list[SteeredPage]:
    """Every page of an archive; each half is read with the template learned from pages of the other half."""
    pages = pages_of(archive)
    halves = (list(pages)[::2], list(pages)[1::2])
    steerings = [_learned(bench, site, pages, half) for half in halves]
    steered = {
        path: SteeredPage(path, site + path, pages[path], steerings[1 - number])
        for number, half in enumerate(halves)
        for path in half
    }
    return [steered[path] for path in pages]


def _learned(bench: Bench, site: str, pages: Mapping[str, bytes], paths: Sequence[str]) -> Steering:
    teachers = spread(paths, PAGES_TO_LEARN)
    tasks = [ProfileTask(number, pages[path], site + path) for number, path in enumerate(teachers)]
    profiles = bench.run("learning", tasks)
    template = learn([profile for profile in profiles if profile is not None])
    return Steering(template) if template is not None else PLAIN
