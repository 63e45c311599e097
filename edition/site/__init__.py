"""The reading site: plan, navigation, templates, output; in rooms of their own what each kind of page shows.

`kinds` is the table of all pages: who plans them, and what their templates are filled with.
"""
