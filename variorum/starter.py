"""The configuration that `variorum init` writes."""

STARTER = """\
# Variorum's configuration. Every setting is described in docs/reference/configuration.md.

[archive]
# A file beside this one, or postgresql://user@host/name. VARIORUM_ARCHIVE_URL in the environment goes first,
# which is where a URL with a password belongs.
url = "sqlite:///variorum.db"

# One table for each site: [site.NAME], with lower-case letters, digits and hyphens in NAME.
[site.agency]
seeds = ["https://agency.example/"]
# Who crawls? The agency's operators see this in the User-Agent and can reach you.
contact = "mailto:you@your-organisation.example"
# Only the seeds' hosts are visited, unless you list hosts; narrow it further with
# path_prefixes = ["/policies/", "/contact/"]
# excludes = ["/search*", "/calendar/*"]
max_pages = 2000
delay = 1.0            # seconds between two requests, at least

[site.agency.schedule]
cron = "0 3 * * *"     # every night at three …
time_zone = "UTC"      # … in this time zone
"""
