"""The rules of the house, by the part of TEI that they are for. Importing this package registers them."""

from edition.render.elements import editorial, lists, phrases, references, structure, transcription

__all__ = ["editorial", "lists", "phrases", "references", "structure", "transcription"]
