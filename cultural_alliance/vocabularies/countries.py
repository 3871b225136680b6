"""Which region a country lies in, by the slugs of `Region`.

Member States stand in UNESCO's regions for its regional activities, by which Africa, the Arab
States, Asia and the Pacific, Europe and North America, Latin America and the Caribbean are told
apart; other territories of ISO 3166-1 stand where they lie. Antarctica lies in none.
"""

from collections.abc import Iterable

BY_REGION: dict[str, str] = {
    "africa": """
        AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ GQ ER SZ ET GA GM GH GN GW IO KE LS LR MG MW ML
        MU YT MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS TF TZ TG UG ZM ZW
    """,
    "arab-states": "DZ BH EG EH IQ JO KW LB LY MR MA OM PS QA SA SD SY TN AE YE",
    "asia-pacific": """
        AF AS AU BD BT BN KH CN CC CX CK FJ FM GU HK HM ID IN IR JP KG KI KP KR KZ LA MH MM MN MO
        MP MV MY NC NF NP NR NU NZ PF PG PH PK PN PW SB SG LK TH TJ TK TL TM TO TV TW UM UZ VN VU
        WF WS
    """,
    "europe-north-america": """
        AD AL AM AT AX AZ BA BE BG BY CA CH CY CZ DE DK EE ES FI FO FR GB GE GG GI GL GR HR HU IE
        IL IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PM PT RO RS RU SE SI SJ SK SM TR UA US
        VA
    """,
    "latin-america-caribbean": """
        AG AI AR AW BB BL BM BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT
        JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI
    """,
}
REGION_OF = {code: region for region, codes in BY_REGION.items() for code in codes.split()}


def region_of(country: str) -> str:
    """The slug of the region, "" for a code that lies in none."""
    return REGION_OF.get(country, "")


def countries_of(regions: Iterable[str]) -> list[str]:
    """The ISO codes of all countries in the regions, sorted."""
    wanted = set(regions)
    return sorted(code for code, region in REGION_OF.items() if region in wanted)
