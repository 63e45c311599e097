"""How letters speak of other letters: phrases by which one is cited, as data for each language.

In a pattern `{noun}` is a word for a letter, `{nouns}` one for one or several, `{own}` words that stand between a
possessive and the noun, `{date}` a date, `{dates}` one or more; `{name}` a name, `{someone}` how one begins; `{far}`
and `{near}` words within a sentence. Small and capital letters are the same but in `(?-i:…)` and in names. The part of
a match that is the reference is the group `ref`; where there is none, all of it.

`whose` says by whom the letter cited is: "your" by one who is written to, "my" by one who writes, "name" by the one
named in the group `name`, "theirs" by somebody else, "any" by one side or the other. `to` says to whom: "" to the other
side, "me", "you", "name". `when` says what the date is the date of: "writing" (as the words "of May 5" leave it open)
or "receipt"; "" where there is none.

In patterns of the words around a citation `{cited}` is the citation, `{date}` a date, `{some}` words within a clause
and `{more}` words within a sentence (`edition.annotate.acknowledging`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Whose = Literal["your", "my", "name", "theirs", "any"]
Reader = Literal["", "me", "you", "name"]
Event = Literal["writing", "receipt", ""]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to cite a letter."""

    whose: Whose
    when: Event
    words: str
    to: Reader = ""


@dataclass(frozen=True, slots=True)
class Language:
    """The phrases of a language, in the order in which they are tried."""

    nouns: str  # words for a letter, as a pattern
    dated_nouns: str  # words for what a letter may be, or hold: only with a date
    verbs: str  # words of a phrase without such a noun
    plural: str  # the endings of several
    no_own: str  # words that do not stand between a possessive and the noun
    no_near: str  # words that lead on to something else between a word of receipt and its date
    patterns: tuple[Pattern, ...]
    acknowledging: tuple[str, ...]  # words around a letter that is answered
    unreceived: tuple[str, ...]  # words around one that has not come
    elsewhere: tuple[str, ...]  # words around one that is answered by another letter, or was still to come
    aside: tuple[str, ...]  # words around one that is not answered unless it is acknowledged as well
    late: tuple[str, ...]  # words around one that has come late, or is answered late
    future: str  # what stands right before a letter that is still to come
    latest: str  # of several letters the last one
    joint: str  # a letter of several senders
    joining: str  # what stands between two dates of two letters
    own_reply: str  # of the writer's own letters the one that speaks
    numbers: Mapping[str, int]
    explained: str  # a note that tells of something else than a letter of the edition


ENGLISH = Language(
    nouns=r"message|telegram|letter|reply|wire|cable|cablegram|radio|communication|aide-m[eé]moire|despatch|dispatch|"
    r"postcard|note",
    dated_nouns=r"answer|memorandum|proposal|request|lines|card|favou?r",
    verbs=r"yours|mine|wrote|telegraphed|cabled|wired|communicated",
    plural="s",
    no_own=r"of|to|in|on|at|and|that|which|the|a|an|for|with|by|from|as|is|was|has|have|about|or|but|not|concerning|"
    r"[\w-]+['’]s|[\w-]+s['’]",
    no_near=r"and|but|will|shall|we|I|our",
    patterns=(
        # "I received on September 6 your message", "On February 12 I received from Mr Finch a message"
        Pattern("your", "receipt", r"\bI (?:have )?received (?:only )?(?P<ref>on {date} (?:only )?your {own}{nouns})"),
        Pattern("name", "receipt", r"\bon {date},? I received from {name} an? {own}{noun}", to="me"),
        # "your letter to Mr Finch of April 1", "your letter of April 1 to Mr Finch"
        Pattern("your", "writing", r"\byour {own}{nouns} to {name},? (?:of|dated) (?:the )?{dates}", to="name"),
        Pattern("your", "writing", r"\byour {own}{nouns} (?:of|dated) (?:the )?{dates} to {name}", to="name"),
        # "your messages of November 8 and November 10", "your telegram to me on June 20th", "your letter—that of May 5"
        Pattern(
            "your",
            "writing",
            r"\b(?:both )?your {own}{nouns}(?: (?:to|addressed to) me)?,?(?: sent| dated)?"
            r"(?: of| on|,|[—–-]that of)? (?:the )?{dates}",
        ),
        Pattern(
            "my",
            "writing",
            r"\b(?:my|our) {own}{nouns}(?: given| handed| sent| addressed)? to {name} "
            r"(?:of|on|dated) (?:the )?{dates}",
            to="name",
        ),
        Pattern(
            "my",
            "writing",
            r"\b(?:my|our) {own}{nouns}(?: to you)?,?(?: sent| dated)?"
            r"(?: of| on|,)? (?:the )?{dates}",
        ),
        Pattern("your", "writing", r"\byours of (?:the )?{dates}"),
        Pattern("my", "writing", r"\bmine of (?:the )?{dates}"),
        Pattern("theirs", "writing", r"\b(?:his|her|their) {own}{nouns} (?:of|dated) (?:the )?{dates} to me", to="me"),
        Pattern(
            "theirs", "writing", r"\b(?:his|her|their) {own}{nouns} (?:of|dated) (?:the )?{dates} to you", to="you"
        ),
        Pattern("name", "writing", r"{name}['’]s? {own}{nouns}(?: to{near})?,? (?:of|on|dated) (?:the )?{dates}"),
        Pattern(
            "name", "writing", r"\bthe {own}{noun} which {name}\b{far}\bwrote to{near} on (?:the )?{dates}", to="name"
        ),
        # "your kind telegram, which reached me on January 9th", "your reply did not reach me until April 27"
        Pattern(
            "your",
            "receipt",
            r"\byour {own}{noun}\b{far}\b"
            r"(?:reach(?:ed)?|received|delivered|handed|transmitted)\b{near}{date}\)?",
        ),
        Pattern(
            "any",
            "receipt",
            r"\bthe {own}{noun},?(?: which)?(?: has| had| was)?(?: been)? "
            r"(?:reached|(?:delivered|handed) to me|transmitted|received)\b{near}{date}",
            to="me",
        ),
        Pattern("any", "receipt", r"\ban? {own}{noun},? which {name} (?:delivered|handed) to me{near}{date}", to="me"),
        # "the joint message of January 26"
        Pattern("any", "writing", r"\bthe {own}{nouns} (?:of|dated) (?:the )?{dates}"),
        Pattern("any", "writing", r"\bthe {own}{noun} (?:handed|given|sent) to {name} on (?:the )?{date}", to="name"),
        # "your February message"
        Pattern("your", "writing", r"\byour {date} {noun}"),
        Pattern("my", "writing", r"\bmy {date} {noun}"),
        # "I wrote to you on August 22", "on February 12 Mr Finch communicated"
        Pattern("my", "writing", r"\bI (?:wrote|telegraphed|cabled|wired) (?:to )?you on (?:the )?{date}"),
        Pattern("your", "writing", r"\byou (?:wrote|telegraphed|cabled|wired)(?: (?:to )?me)? on (?:the )?{date}"),
        Pattern("name", "writing", r"\bon {date} {name} (?:communicated|wrote|telegraphed|cabled)\b", to="me"),
        # without a date
        Pattern("your", "", r"\bthe {own}{noun} which reached me(?: through {name})?"),
        Pattern("your", "", r"\byour {own}{nouns}(?!\s+to\s+{someone})"),
        Pattern("my", "", r"\bmy {own}{nouns}"),
        Pattern("your", "", r"\bthank(?:s| you)(?: very much)? for (?P<ref>the {own}{noun})"),
    ),
    acknowledging=(
        r"\b(?:received?|thank(?:s| you)(?: very much| indeed)? for|(?:grateful|obliged)(?: to you)? for|"
        r"appreciation (?:for|of)|in receipt of|reply to|answer(?: to)?|reading|delivered|I have|"
        r"acknowledge(?: receipt of)?|pleasure to receive|glad to receive) ?{cited}",
        r"{cited}(?: (?:concerning|in regard to|about) [^.,;]{1,40}?)?(?: has| have| was| were)?(?: been)?"
        r"(?: just| safely| only)? (?:received|reached (?:me|us)|to hand|arrived)\b",
    ),
    unreceived=(
        # "I have not yet received your letter", "you never had my letter", "I am still without your letter"
        r"(?<!\bhad )(?<!\bhadn)(?:\bnot|n['’]t|\bnever)(?: yet| so far| ever| as yet)?(?: having| been able to)? "
        r"(?:received?|had|got|get|seen|see)(?: from you)? ?{cited}",
        r"\b(?:still|as yet|am|are) without ?{cited}",
        r"\b(?:fail(?:ed)? to (?:receive|get)|(?:no|any) (?:sign|trace|news) of) ?{cited}",
        r"\bnothing(?: has| is| was)?(?: yet)?(?: been)?(?: heard| seen| known)? of ?{cited}",
        # "your letter about the hay has not reached me", "your letter, which never came"
        r"{cited}(?: (?:about|on|concerning|regarding|with|from)\b{some})?,?(?: which| that)?(?: I| we| you)?"
        r"(?: has| have| did| was| were| is|(?= never))(?: \w+)?(?:n['’]t| not| never)(?: yet| so far| as yet)?"
        r"(?: been)? (?:reach(?:ed)? (?:me|us|you)|arrived?|come|came|received?|delivered|to hand|turned up|got)\b",
        r"{cited},?(?: which)? never (?:reached (?:me|us|you)|arrived|came|turned up)\b",
        r"{cited}{some},? but it (?:has|had|did)(?:n['’]t| not| never)(?: yet)? (?:c[oa]me|arrived?|reach(?:ed)?)\b",
        r"{cited}{more}\bit is not(?: yet)? here\b",
        r"{cited},?(?: which)?(?: \w+){0,3} (?:gone astray|went astray|miscarried|failed to (?:reach|arrive)|"
        r"(?:been|was|were|is|are|got|get) lost)\b",
    ),
    elsewhere=(
        # "I await your letter of May 3", "I had not received your letter of May 3 when I wrote"
        r"\b(?:await(?:ing)?|expect(?:ing)?|wait(?:ing)? for|forward to|pending) ?{cited}",
        r"\b(?:await(?:ing)?|waiting for)\b{some} and ?{cited}",
        r"\bhad(?:n['’]t| not| never)(?: yet)? (?:received|had|got|seen) ?{cited}",
        r"\b(?:whether|if) (?:I|we) (?:have |had |ever )?(?:received|got|had) ?{cited}",
        r"\b(?:neither|nor)\b{some}{cited}",
        # "before I had your letter", "nothing has come since your letter", "my letter crossed your letter"
        r"\b(?:before|since|until|till|prior to|crossed(?: with)?)"
        r"(?: (?:I|we) (?:had |have )?(?:received|got|had|saw|read))?"
        r"(?: receiving)?(?: the)?(?: (?:arrival|receipt) of)? ?{cited}",
        # "I shall answer your letter tomorrow", "a reply to your letter will follow"
        r"\b(?:will|shall|['’]ll|hope to(?: be able to)?|intend to|propose to|promise to|can ?not|"
        r"unable to|not able to|too ill to)(?! now| herewith)(?: \w+){0,2} (?:answer|acknowledge|reply to|"
        r"respond to|deal with|(?:write|speak)(?: to you)? (?:about|of|on)) ?{cited}",
        r"\b(?:not an?|no) (?:answer|reply|response) to ?{cited}",
        r"\bnot(?: yet| as yet)?(?: been able to)? (?:answer(?:ed)?|repl(?:y|ied) to)(?: to)? ?{cited}",
        r"\b(?:reply|answer) to ?{cited}(?: (?:will|shall)(?: \w+)? (?:follow|be|come|go|reach)"
        r"| follows (?:later|soon|tomorrow|by|when|as soon)| (?:went|left|was sent|has gone|is on its way))\b",
        # "I answered your letter on May 5", "my letter of May 5 in reply to your letter"
        r"\b(?:I|we|have|had|already)(?: \w+)? (?:answered|replied to|responded to|acknowledged) ?{cited}",
        r"{cited},?(?: which)? (?:I|we|was|were|has been|have been)(?: have| had)?(?: \w+)? (?:answered|replied to)\b",
        r"\b(?:my|our|mine)\b{more}{date}{some}\b(?:reply|answer|response)(?: to)? ?{cited}",
        r"\b(?:received?|had|get|got|seen)\b{some}\bmy (?:reply|answer|response) to ?{cited}",
        r"{cited} to (?:him|her|them)\b",
    ),
    aside=(
        r"{cited},?(?: which)?{some} cross(?:ed|es|ing)? (?:mine|my|our|each)\b",
        r"{cited} and (?:mine|my)\b{some} cross(?:ed)?\b",
        r"{cited}{some},? I (?:shall|will|hope to|intend to|cannot) (?:\w+ )?(?:answer|reply|deal)\b",
        r"{cited} (?:will|shall) be (?:answered|dealt with)\b",
        r"\bcop(?:y|ies) of ?{cited}",
    ),
    late=(
        r"{cited}{more}\b(?:until|till|before|sooner|earlier|so long|promptly|at once because)\b(?! tomorrow)",
        r"{cited} only\b",
        # "I did not get your letter in time", "until it was too late I did not get your letter"
        r"{cited}{some}\bin (?:good |due )?time\b",
        r"\b(?:until|till) it was (?:\w+ )?too late\b{more}{cited}",
    ),
    future=r"\b(?:await|awaiting|expect|expecting|forward to|appreciate|receive|hope for)(?: \w+)?\s*$",
    latest=r"\b(?:latest|last|previous|recent)\b",
    joint=r"\bjoint\b",
    joining=r"(?:and|or) (?:of )?(?:the )?",
    own_reply=r"\b(?:reply|answer|note)\b",
    numbers={"two": 2, "both": 2, "three": 3, "four": 4},
    explained=r"(?:allusion|reference) is to the following",
)

GERMAN = Language(
    nouns=r"Brief|Schreiben|Telegramm|Depesche|Karte|Postkarte|Zeilen|Nachricht|Mitteilung|Antwort",
    dated_nouns=r"Anfrage|Vorschlag|Geehrte|Zuschrift|Billett?",
    verbs=r"Ihres",
    plural="(?:e[sn]?|n|s)",
    no_own=r"von|vom|an|zu|zum|in|im|am|auf|und|der|die|das|den|dem|für|mit|über|nicht|habe|hat|ist|"
    r"(?-i:[A-ZÄÖÜ]\w*(?<!er)|Vater|Mutter|Bruder|Schwester|Tochter)",
    no_near=r"und|aber|wird|werden|wir|ich",
    patterns=(
        Pattern("your", "writing", r"\b(?-i:Ihr|Dein|dein)(?:e[mnrs]?)? {own}{nouns},? vom {dates}"),
        Pattern("my", "writing", r"\bmein(?:e[mnrs]?)? {own}{nouns},? vom {dates}"),
        Pattern(
            "your",
            "receipt",
            r"\b(?-i:Ihr|Dein|dein)(?:e[mnrs]?)? {own}{nouns}\b{far}\bam {date} "
            r"(?:erhalten|empfangen|eingetroffen|angekommen)",
        ),
        Pattern("your", "", r"\b(?-i:Ihr|Dein|dein)(?:e[mnrs]?)? {own}{nouns}"),
        Pattern("my", "", r"\bmein(?:e[mnrs]?)? {own}{nouns}"),
    ),
    acknowledging=(
        r"\b(?:dank(?:e)?(?: Ihnen| Dir)?(?: sehr| herzlich)? für|Antwort auf|erhielt|habe|"
        r"bestätige(?: den Empfang)?) ?{cited}",
        r"{cited} (?:habe ich |ist )?(?:heute |gestern )?(?:erhalten|empfangen|eingetroffen|angekommen)\b",
    ),
    unreceived=(
        # "Ihren Brief habe ich bis heute nicht erhalten", "Ihr Brief, der hier nie eintraf"
        r"{cited}(?:,? (?:der|die|das|den))?{some} (?:nicht|nie|niemals|noch nicht)(?: mehr)? (?:erhalten|empfangen|"
        r"bekommen|eingetroffen|angekommen|gekommen|erreicht|zugegangen|zugestellt|vorgelegen)\b",
        r"{cited},? (?:der|die|das|den)\b{some} (?:nicht|nie|niemals) (?:erhielt|bekam|eintraf|ankam|kam)\b",
        # "Ich erhielt Ihren Brief nicht", "Ihr Brief kam nie an"
        r"\b(?:erhielt|empfing|bekam)\b{some} ?{cited}{some} (?:nicht|nie|niemals)\b",
        r"{cited} (?:kam|traf|ging|erreichte)\b{some} (?:nicht|nie|niemals)\b",
        r"{cited}{some} (?:verloren|verlorengegangen|abhanden gekommen|ausgeblieben|nicht da)\b",
        r"\b(?:vermisse|warte noch immer auf|ohne) ?{cited}",
        r"{cited} (?:fehlt|vermisse ich|blieb(?: \w+)? aus)\b",
    ),
    elsewhere=(
        r"\b(?:erwarte(?:n)?|warte(?:n)?(?: \w+)? auf|entgegen) ?{cited}",
        # "vor Erhalt Ihres Briefes", "seit Ihrem Brief", "bevor ich Ihren Brief erhielt"
        r"\b(?:vor|seit|bis(?: zu[rm]?)?)(?: (?:dem |der )?(?:Erhalt|Empfang|Ankunft|Eintreffen))? ?{cited}",
        r"\b(?:bevor|ehe|ob)\b{some} ?{cited}",
        r"\b(?:weder|noch auch) ?{cited}",
        r"\bkreuzte(?:n)?(?: sich)?(?: mit)? ?{cited}",
        # "werde ich Ihren Brief morgen beantworten", "eine Antwort auf Ihren Brief folgt"
        r"\b(?:werde|will|kann|möchte|hoffe|gedenke)\b{some} ?{cited}{some} (?:später|morgen|bald|demnächst|nächstens|"
        r"in den nächsten Tagen|noch|nicht)\b{some}(?:be)?antworten\b",
        r"\bAntwort auf ?{cited} (?:folgt|kommt|geht|sende ich|schicke ich|werden Sie|werde ich|sollen Sie)\b",
        # "Ihren Brief habe ich schon beantwortet", "mein Brief vom 5. Mai als Antwort auf Ihren Brief"
        r"{cited}(?:,? (?:der|die|das|den))?{some} beantwortet\b",
        r"\bmein(?:e[mnrs]?)?\b{more}{date}{some}\b(?:Antwort|Erwiderung) auf ?{cited}",
        r"\bmeine Antwort auf ?{cited} (?:erhalten|bekommen|haben)\b",
        r"{cited} an (?!(?:mich|uns)\b)",
    ),
    aside=(
        r"{cited}{some} (?:gekreuzt|kreuzten?)\b",
        r"{cited} (?:werde|will|kann|hoffe) ich\b{some}(?:be)?antworten\b",
        r"{cited} (?:be)?antworte ich\b{some}(?:später|morgen|bald|demnächst|nächstens|nächste[nrs]?|sobald|wenn)\b",
    ),
    late=(
        r"{cited}{more}\b(?:nicht|nie)\b{some} (?:vor|eher|früher|schon|gleich|sofort|sogleich)\b",
        r"{cited}{more}\berst (?:jetzt|heute|gestern|nach|am)\b",
        r"{cited}{more}\bso (?:spät|lange)\b",
        r"{cited}{more}\b(?:bis|als) es (?:\w+ )?zu spät\b",
        r"{cited}{more}\b(?:nicht|nie)(?: mehr)? rechtzeitig\b",
    ),
    future=r"\b(?:erwarte|erhoffe|erbitte)\s*$",
    latest=r"\b(?:letzte|vorige|jüngste)[mnrs]?\b",
    joint=r"\bgemeinsame[mnrs]?\b",
    joining=r"(?:und|oder) (?:vom )?",
    own_reply=r"\bAntwort\b",
    numbers={"zwei": 2, "beide": 2, "beiden": 2, "drei": 3},
    explained=r"gemeint ist folgende",
)

LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "de": GERMAN}


def needed(pattern: str) -> tuple[str, ...]:
    """Strings without which a pattern matches no text, `str.casefold` of both: cheap to ask for before it is tried.

    >>> needed(r"\b(?:reference|allusion) to (?:the )?lines? of {date}")
    ('to', 'line', 'of')
    """
    while (outer := GROUP.sub("\0", pattern)) != pattern:
        pattern = outer
    return () if "|" in pattern else tuple(one.casefold() for one in LETTERS.findall(NO_LETTERS.sub("\0", pattern)))


# A group of a pattern; signs of patterns that stand for no letter, and letters that need not be there.
GROUP = re.compile(r"\([^()]*\)")
NO_LETTERS = re.compile(r"\[[^]]*\] | \{[a-z]\w*\} | \\\w | \w(?:[?*]|\{\d)", re.VERBOSE)
LETTERS = re.compile(r"[^\W\d_]{2,}")
