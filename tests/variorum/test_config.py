import pytest

from variorum.config import ConfigError, load_config
from variorum.starter import STARTER

GOOD = """\
[archive]
url = "sqlite:///variorum.db"

[site.agency]
seeds = ["https://agency.gov/"]
contact = "mailto:me@lab.example"

[site.agency.schedule]
cron = "15 4 * * *"
time_zone = "America/New_York"
"""


def load(tmp_path, source, environment=None):
    path = tmp_path / "variorum.toml"
    path.write_text(source, encoding="utf-8")
    return load_config(path, environment or {})


def test_a_configuration_is_read_with_its_defaults(tmp_path):
    config = load(tmp_path, GOOD)
    site = config.site["agency"]
    assert (site.delay, site.max_pages, site.schedule.cron) == (1.0, 2_000, "15 4 * * *")
    assert config.archive.url == f"sqlite:///{tmp_path}/variorum.db"


def test_the_starter_is_a_valid_configuration(tmp_path):
    assert list(load(tmp_path, STARTER).site) == ["agency"]


def test_the_environment_gives_the_database_url_only(tmp_path):
    secret = "postgresql://me:secret@db/archive"
    assert load(tmp_path, GOOD, {"VARIORUM_ARCHIVE_URL": secret}).archive.url == secret


def test_an_absolute_archive_stays_where_it_is(tmp_path):
    assert load(tmp_path, '[archive]\nurl = "sqlite:////var/lib/v.db"').archive.url == "sqlite:////var/lib/v.db"


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('contact = "mailto:me@lab.example"', "", ":4: site.agency.contact: is missing: add `contact = …`"),
        ("seeds =", "sedes =", ":4: site.agency.seeds: is missing"),
        ('["https://agency.gov/"]', '["agency.gov"]', ":5: site.agency.seeds: 'agency.gov' is not a plain http"),
        ('["https://agency.gov/"]', '["https://u:p@agency.gov/"]', ":5: site.agency.seeds: "),
        ('["https://agency.gov/"]', '["https://agency.gov:70000/"]', ":5: site.agency.seeds: Port out of range"),
        ('["https://agency.gov/"]', "[]", ":5: site.agency.seeds: list should have at least 1 item"),
        ('"mailto:me@lab.example"', '"me"', ":6: site.agency.contact: 'me' reaches nobody: write a mail address"),
        ('"15 4 * * *"', '"nightly"', ":9: site.agency.schedule.cron: "),
        ('"America/New_York"', '"Mars/Base"', ":10: site.agency.schedule.time_zone: there is no time zone 'Mars/Base'"),
        ('contact = "m', 'delay = "slow"\ncontact = "m', ":6: site.agency.delay: input should be a valid number"),
        (
            'contact = "m',
            'delay = -1\ncontact = "m',
            ":6: site.agency.delay: input should be greater than or equal to 0",
        ),
        (
            'contact = "m',
            'pages = 3\ncontact = "m',
            ":6: site.agency.pages: is no setting: known here are seeds, hosts",
        ),
        ("time_zone", "timezone", ":10: site.agency.schedule.timezone: is no setting: known here are cron, time_zone"),
        ('contact = "m', 'path_prefixes = ["a"]\ncontact = "m', ":6: site.agency.path_prefixes: 'a' does not begin"),
        (
            'contact = "m',
            'hosts = ["other.gov"]\ncontact = "m',
            ":4: site.agency: seed 'https://agency.gov/' is on none",
        ),
        ("[site.agency]", "[site.Agency_1]", ":4: site.Agency_1: a site's name is lower-case"),
        ("[archive]", "[archiv]", ":1: archiv: is no setting: known here are archive, site"),
    ],
)
def test_a_fault_is_said_with_file_line_key_and_what_would_be_right(tmp_path, was, becomes, said):
    assert was in GOOD
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, GOOD.replace(was, becomes, 1))
    message = str(refused.value)
    assert message.startswith(f"{tmp_path / 'variorum.toml'}:")
    assert said in message
    assert "\n" not in message


def test_broken_toml_names_its_line(tmp_path):
    with pytest.raises(ConfigError, match=r"not TOML: .*line 2"):
        load(tmp_path, "[archive]\nurl = \n")


def test_a_missing_file_says_how_to_get_one(tmp_path):
    with pytest.raises(ConfigError, match="run `variorum init`"):
        load_config(tmp_path / "none.toml", {})


def test_a_file_that_is_no_text_is_said(tmp_path):
    (tmp_path / "variorum.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path / "variorum.toml", {})


def test_an_unknown_site_names_the_known_ones(tmp_path):
    with pytest.raises(ConfigError, match=r"no site 'agancy': the configuration has agency; add \[site.agancy\]"):
        load(tmp_path, GOOD).sites(("agancy",))
