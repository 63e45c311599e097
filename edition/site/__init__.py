"""The reading site: plan, views, templates, output, search, links."""
