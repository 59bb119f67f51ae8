"""What stands out in the figures of a period beside their own size: found from printed figures alone, and nothing where one is hidden.

Each rule looks for one thing and gives what it found with the figures that show it, or nothing. None judges whether a figure changed:
that is the verdict's to say, which comes along with each comparison.
"""

from analysis.compare.patterns.gathered import Concentration, HourBlock, block_of_hours, concentration
from analysis.compare.patterns.moves import Against, Apart, Places, part_against_whole, places_moved, two_sources_apart
from analysis.compare.patterns.shares import PlaceSpread, ReasonOrder, clearly_moved, order_moved, spread_of

__all__ = [
    "Against",
    "Apart",
    "Concentration",
    "HourBlock",
    "PlaceSpread",
    "Places",
    "ReasonOrder",
    "block_of_hours",
    "clearly_moved",
    "concentration",
    "order_moved",
    "part_against_whole",
    "places_moved",
    "spread_of",
    "two_sources_apart",
]
