"""Every type of page, photographed (`make screens`) and looked at by machine (tests/journeys/test_every_page.py)."""
