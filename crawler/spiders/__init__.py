"""Where Scrapy looks for spiders: there is one, for any site."""
