"""Tests in a real browser, and how one is found."""
