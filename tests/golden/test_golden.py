"""The shipped editions and variants of their figures say, word for word, what the golden files say."""

from __future__ import annotations

from collections.abc import Callable

import hand_made
import pytest
from readable import readable
from variants import Q1, VARIANTS, Variant

from report.catalogue import Language
from report.errors import InputFaults
from report.figures.model import Figures
from report.narrative.environment import TemplateEnvironment
from report.narrative.narrate import narrate

Golden = Callable[[str, str], None]
LANGUAGES: tuple[Language, Language] = ("zh", "en")
EDITIONS = ("gongyi-2021Q1", "gongyi-2020", "china-2021Q4")


def told(variant: Variant, language: Language) -> str:
    figures, edition = variant.made()
    used = hand_made.material(figures, edition, variant.claims)
    return readable(narrate(used, TemplateEnvironment(hand_made.TEMPLATES), language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_shipped_edition_says_what_it_said(edition: str, language: Language, golden: Golden) -> None:
    golden(f"{edition}.{language}.md", told(Variant(edition, lambda figures: figures), language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_of_the_figures_says_what_it_said(name: str, language: Language, golden: Golden) -> None:
    golden(f"{name}.{language}.md", told(VARIANTS[name], language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_required_figures_that_are_missing_are_faults_and_nothing_is_said(language: Language, golden: Golden) -> None:
    def blank(figures: Figures) -> Figures:
        return hand_made.emptied(figures, f"iva.growth{Q1}", f"gdp.level{Q1}", "iva.growth@henan/2021Q1")

    with pytest.raises(InputFaults) as error:
        told(Variant("gongyi-2021Q1", blank), language)
    golden(f"required-missing.{language}.md", "".join(f"- {fault}\n" for fault in error.value.faults))
