"""The rows that the opening statement is filed under. Names as the United Nations and UNESCO
write them."""

from typing import Any

ORDER = ("en", "fr", "es", "ru", "zh", "ar")


def names(*in_order: str) -> dict[str, str]:
    return dict(zip(ORDER, in_order, strict=True))


OCCASION: dict[str, Any] = {
    "slug": "un-day-south-south-cooperation",
    "names": names(
        "United Nations Day for South-South Cooperation",
        "Journée des Nations Unies pour la coopération Sud-Sud",
        "Día de las Naciones Unidas para la Cooperación Sur-Sur",
        "День сотрудничества Юг — Юг Организации Объединенных Наций",
        "联合国南南合作日",
        "يوم الأمم المتحدة للتعاون فيما بين بلدان الجنوب",
    ),
}
# The Day was proclaimed in December 2003, and moved from 2012 on.
RULES: list[dict[str, Any]] = [
    {
        "month": 12,
        "day": 19,
        "first_year": 2004,
        "last_year": 2011,
        "source": "A/RES/58/220",
    },
    {"month": 9, "day": 12, "first_year": 2012, "source": "Decision 66/550"},
]
# His office is in the statement's own title.
SPEAKER: dict[str, Any] = {
    "slug": "koichiro-matsuura",
    "names": names(
        "Koichiro Matsuura",
        "Koïchiro Matsuura",
        "Koichiro Matsuura",
        "Коитиро Мацуура",
        "松浦晃一郎",
        "كويشيرو ماتسورا",
    ),
    "offices": names(
        "Director-General of UNESCO",
        "Directeur général de l’UNESCO",
        "Director General de la UNESCO",
        "Генеральный директор ЮНЕСКО",
        "联合国教科文组织总干事",
        "المدير العام لليونسكو",
    ),
}
TOPICS: list[dict[str, Any]] = [
    {
        "slug": "south-south-cooperation",
        "names": names(
            "South-South cooperation",
            "Coopération Sud-Sud",
            "Cooperación Sur-Sur",
            "Сотрудничество Юг — Юг",
            "南南合作",
            "التعاون فيما بين بلدان الجنوب",
        ),
    },
    {
        "slug": "cultural-diversity",
        "names": names(
            "Cultural diversity",
            "Diversité culturelle",
            "Diversidad cultural",
            "Культурное разнообразие",
            "文化多样性",
            "التنوع الثقافي",
        ),
    },
]
