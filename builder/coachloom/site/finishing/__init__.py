"""What an engine built becomes what readers get: the theme's faults mended, our own parts put in their places.

No template of the theme is overridden: these passes work on finished HTML, so they serve both engines.
"""
