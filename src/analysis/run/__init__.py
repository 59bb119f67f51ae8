"""The story in order: extracts in, figures counted once, every report built, each whole or not at all.

Nothing is imported here, so that counting comes without what shows: `fresh` takes what a module imports for what it is made by.
"""
