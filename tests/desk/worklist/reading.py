"""What stands on a worklist, as a test reads it."""

import lxml.html


def sections(response):
    """The rows of the page by their kind and number, such as "Reviews due (2)", each as its words in their order.

    A row reads: about whom, what it is called, what is to be done, how long there is.
    """
    found = {}
    for kind, row in rows(response):
        found.setdefault(kind, []).append(row)
    return {f"{kind} ({len(found[kind])})": found[kind] for kind in found}


def rows(response):
    """Each row of the page with its kind; of the colleague's own reports, with the heading above it."""
    page = lxml.html.fromstring(response.content.decode())
    for section in page.cssselect("main section.app-worklist"):
        heading = section.cssselect("h2")[0].text_content().rsplit(" (", 1)[0]
        own = section.get("aria-labelledby").startswith("reports")
        for row in section.cssselect("li"):
            kind = row.cssselect("strong.app-kind")[0]
            named = kind.text_content().strip()
            if not own:
                kind.drop_tree()
            yield (heading if own else named), " ".join(row.text_content().split())


def groups(response):
    """The headings of the groups, with how many rows each has."""
    page = lxml.html.fromstring(response.content.decode())
    return [" ".join(h2.text_content().split()) for h2 in page.cssselect("main section.app-worklist h2")]
