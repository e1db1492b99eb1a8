"""The child side: one site's crawl, from the order on stdin to the result on stdout.

Run by `crawler.run`; the order comes on stdin because the archive's address may hold a password.
"""

import sys

from crawler.child import main

sys.exit(main())
