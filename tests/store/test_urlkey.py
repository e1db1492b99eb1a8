import pytest

from store.urlkey import urlkey


@pytest.mark.parametrize(
    "same",
    [
        "https://www.agency.gov/contact",
        "http://agency.gov/contact/",
        "HTTPS://Agency.GOV:443/contact#offices",
        "http://agency.gov:80/contact?utm_source=mail",
        "https://agency.gov./contact;jsessionid=AB12",
        "https://agency.gov/contact?PHPSESSID=1",
    ],
)
def test_addresses_that_mean_the_same_page_get_one_key(same):
    assert urlkey(same) == "gov,agency)/contact"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://agency.gov", "gov,agency)/"),
        ("https://agency.gov/?b=2&a=1", "gov,agency)/?a=1&b=2"),
        ("https://agency.gov/A", "gov,agency)/A"),
        ("https://agency.gov:8443/a", "gov,agency:8443)/a"),
        ("http://127.0.0.1:5000/a", "127.0.0.1:5000)/a"),
        ("https://sub.agency.gov/a?q=", "gov,agency,sub)/a?q="),
        ("https://agency.gov/a%20b", "gov,agency)/a%20b"),
    ],
)
def test_keys_are_in_surt_order(url, key):
    assert urlkey(url) == key


@pytest.mark.parametrize("url", ["/contact", "mailto:a@b.gov", "ftp://agency.gov/", "https://", "javascript:1"])
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(ValueError, match="not an absolute"):
        urlkey(url)
