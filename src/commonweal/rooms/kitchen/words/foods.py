"""What not to serve, how large a plate is, when we eat: the fixed lists of the kitchen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType

from commonweal.core.vf.problems import N_

#: What may be asked not to be served: foods, never why. The first fourteen are those
#: that food law names (Regulation (EU) No 1169/2011, Annex II), by the food's name.
CODES: Mapping[str, str] = MappingProxyType(
    {
        "gluten": N_("wheat, rye, barley, oats, spelt"),
        "crustaceans": N_("shrimps, crabs"),
        "eggs": N_("eggs"),
        "fish": N_("fish"),
        "peanuts": N_("peanuts"),
        "soya": N_("soya"),
        "milk": N_("milk, cheese, butter"),
        "nuts": N_("nuts"),
        "celery": N_("celery"),
        "mustard": N_("mustard"),
        "sesame": N_("sesame"),
        "sulphites": N_("sulphites (wine, dried fruit)"),
        "lupin": N_("lupin"),
        "molluscs": N_("mussels, snails, squid"),
        "meat": N_("meat"),
        "pork": N_("pork"),
        "beef": N_("beef"),
        "gelatine": N_("gelatine"),
        "honey": N_("honey"),
        "alcohol": N_("alcohol"),
        "coffee": N_("coffee, black tea"),
        "sugar": N_("added sugar"),
        "pulses": N_("beans, peas, lentils"),
        "onion": N_("onion, leek, garlic"),
        "mushrooms": N_("mushrooms"),
        "tomato": N_("tomato, sweet pepper, aubergine"),
        "citrus": N_("lemon, orange"),
        "apple": N_("apple, pear, plum, cherry"),
        "strawberry": N_("strawberry"),
        "hot": N_("hot spice"),
    }
)
#: What has the first in it has the others too.
IMPLIED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"pork": ("meat",), "beef": ("meat",)}
)
#: Several codes in one tap. They set codes and are kept nowhere.
SHORTCUTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        N_("no meat, no fish"): (
            "meat", "pork", "beef", "fish", "crustaceans", "molluscs", "gelatine",
        ),
        N_("nothing from animals"): (
            "meat", "pork", "beef", "fish", "crustaceans", "molluscs", "gelatine",
            "eggs", "milk", "honey",
        ),
    }
)  # fmt: skip

#: Sizes of a plate, in hundredths of a whole one.
SIZES: Mapping[str, int] = MappingProxyType({"whole": 100, "half": 50, "small": 25})
SIZE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "whole": N_("a whole plate"),
        "half": N_("half a plate"),
        "small": N_("a small plate"),
    }
)
WHOLE_PLATE = 100

#: When we eat, in the order of the day, and at which hour unless said otherwise.
TIMES: Mapping[str, time] = MappingProxyType(
    {
        "breakfast": time(8),
        "lunch": time(12, 30),
        "supper": time(18, 30),
        "other": time(16),
    }
)
TIME_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "breakfast": N_("breakfast"),
        "lunch": N_("lunch"),
        "supper": N_("supper"),
        "other": N_("another meal"),
    }
)
#: Part of a day's food that a meal stands for, in hundredths (our estimate).
PARTS_OF_A_DAY: Mapping[str, int] = MappingProxyType(
    {"breakfast": 25, "lunch": 35, "supper": 35, "other": 5}
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "mon": N_("Monday"),
        "tue": N_("Tuesday"),
        "wed": N_("Wednesday"),
        "thu": N_("Thursday"),
        "fri": N_("Friday"),
        "sat": N_("Saturday"),
        "sun": N_("Sunday"),
    }
)

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "cooking": N_("cooking"),
        "serving": N_("serving"),
        "washing_up": N_("washing up"),
    }
)
#: How many people each turn of a new meal asks for, unless said otherwise.
USUAL_PLACES: Mapping[str, int] = MappingProxyType(
    {"cooking": 2, "serving": 1, "washing_up": 2}
)

#: How long names, notes and the rest may be, in letters.
NAME_LETTERS = 80
NOTE_LETTERS = 300
STEPS_LETTERS = 10_000
LINES_MAX = 100
