"""What the page of a letter says of others: what it answers and cites, how far away, how that is known, and where."""

from __future__ import annotations

from edition.site.reading.relations import Related, Relations, relations_of
from tests.exchanging import Correspondence, correspondence

LETTERS = """
one: Anna to Berta, 1900-03-01
The hay is in.
two: Berta to Anna, 1900-03-04
I have <ref target="one.xml" ana="#reference-answer" cert="high">your letter</ref> of Thursday.
three: Anna to Berta, 1900-03-05
As I said <ref target="one.xml" cert="medium">before</ref> and <ref target="one.xml">again</ref>;
<ref type="unresolved" subtype="missing" ana="#reference-received">your telegram</ref> is here.
four: Carl to Dora, 1900-03-08
Anna wrote <ref target="one.xml">this</ref>.<note xml:id="n4" n="7">See <ref target="two.xml">that</ref>.</note>
five: Carl to Dora, 1900-04-08
Nothing.
"""


def relations(found: Correspondence, id: str) -> Relations:
    document = found.catalog.document(id)
    assert document is not None
    return relations_of(document, found.catalog, found.around)


def told(related: tuple[Related, ...]) -> list[tuple[str, str, str]]:
    return [(one.letter.text, one.days, one.remark) for one in related]


def test_an_answer_is_told_at_both_ends_with_the_days_and_the_words() -> None:
    found = correspondence(LETTERS)
    (answers,) = relations(found, "two").brief
    assert (answers.title, told(answers.related)) == (
        "Answers", [("Anna, 1 March 1900", "3 days before", "as encoded")],
    )  # fmt: skip
    (answered,) = relations(found, "one").brief
    assert (answered.title, told(answered.related)) == (
        "Answered by", [("Berta, 4 March 1900", "3 days later", "as encoded")],
    )  # fmt: skip
    (quoted,) = answered.related[0].quoted
    assert (quoted.before, quoted.words, quoted.after) == ("I have ", "your letter", " of Thursday.")
    assert quoted.where.href == "two.html#auto-p1"


def test_at_the_head_three_letters_are_named_and_the_others_counted() -> None:
    answering = "".join(
        f"n{day}: Berta to Anna, 1900-03-0{day}\n"
        'I have <ref target="one.xml" ana="#reference-answer" cert="high">your letter</ref>.\n'
        for day in range(2, 7)
    )
    one = relations(correspondence(f"one: Anna to Berta, 1900-03-01\nThe hay is in.\n{answering}"), "one")
    (brief,), (whole,) = one.brief, one.groups
    assert ([link.letter.href for link in brief.related], brief.more) == (["n2.html", "n3.html", "n4.html"], 2)
    assert (len(whole.related), whole.more) == (5, 0)


def test_who_cites_a_letter_stands_there_once_with_the_words_and_their_places() -> None:
    groups = {group.kind: group for group in relations(correspondence(LETTERS), "one").groups}
    assert told(groups["cited_by"].related) == [
        ("Anna, 5 March 1900", "", "as encoded, certainty medium"),
        ("Carl, 8 March 1900", "", ""),
    ]
    assert [one.words for one in groups["cited_by"].related[0].quoted] == ["before", "again"]
    cites = {group.kind: group for group in relations(correspondence(LETTERS), "three").groups}["cites"]
    assert [(one.letter.text, one.letter.href) for one in cites.related] == [("Anna, 1 March 1900", "one.html")]


def test_words_in_a_note_lead_to_the_note() -> None:
    groups = {group.kind: group for group in relations(correspondence(LETTERS), "two").groups}
    (quoted,) = groups["cited_by"].related[0].quoted
    assert (quoted.where.text, quoted.where.href, quoted.words) == ("note 7", "four.html#note-n4", "that")


def test_a_letter_that_is_missing_is_named_and_leads_nowhere() -> None:
    groups = {group.kind: group for group in relations(correspondence(LETTERS), "three").groups}
    (missing,) = groups["speaks_of"].related
    assert missing.missing
    assert missing.letter.href == ""
    assert (missing.letter.text, missing.remark) == ("Berta, not later than 5 March 1900", "not in this edition")
    assert [one.words for one in missing.quoted] == ["your telegram"]


def test_a_letter_knows_its_place_in_the_exchange_and_what_was_written_that_week() -> None:
    found = correspondence(LETTERS)
    two = relations(found, "two")
    (place,) = two.exchanges
    assert place.exchange.href == "../threads/anna--berta.html#two"
    assert place.exchange.text == "Anna and Berta"
    assert place.previous is not None and place.previous.days == "3 days before"
    assert place.next is not None
    assert (place.next.letter.text, place.next.days) == ("Anna, 5 March 1900", "one day later")
    # The letter that it answers is told above; that of a day four days later is no longer of this week.
    assert told(two.week) == [("Anna, 5 March 1900", "one day later", "")]
    assert told(relations(found, "five").week) == []


def test_many_relations_are_cut_and_counted() -> None:
    more = [f"more-{n}: Dora to Carl, 1901-01-01\nSee <ref target='one.xml'>her</ref>." for n in range(15)]
    groups = {group.kind: group for group in relations(correspondence("\n".join([LETTERS, *more])), "one").groups}
    assert (len(groups["cited_by"].related), groups["cited_by"].more) == (12, 5)
    week = relations(correspondence("\n".join([LETTERS, *more])), "more-3")
    assert (len(week.week), week.more_in_week) == (10, 4)
