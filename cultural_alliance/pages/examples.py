"""Examples of activities, plainly titled as such."""

from datetime import timedelta

from django.utils import timezone

from cultural_alliance.vocabularies.models import Sector

from .models import Activity

# Days from today to the first and the last day; title; place; sector.
EXAMPLES = (
    (
        (-3, 24),
        {
            "en": "Example: exhibition of contemporary crafts",
            "fr": "Exemple : exposition d’artisanat contemporain",
            "es": "Ejemplo: exposición de artesanía contemporánea",
            "ru": "Пример: выставка современных ремёсел",
            "zh": "示例：当代手工艺展",
            "ar": "مثال: معرض للحرف المعاصرة",
        },
        {
            "en": "Dakar, Senegal",
            "fr": "Dakar, Sénégal",
            "es": "Dakar, Senegal",
            "ru": "Дакар, Сенегал",
            "zh": "塞内加尔达喀尔",
            "ar": "داكار، السنغال",
        },
        "crafts-design",
    ),
    (
        (40, 42),
        {
            "en": "Example: workshop on collective management of rights",
            "fr": "Exemple : atelier sur la gestion collective des droits",
            "es": "Ejemplo: taller sobre gestión colectiva de derechos",
            "ru": "Пример: семинар по коллективному управлению правами",
            "zh": "示例：著作权集体管理研讨班",
            "ar": "مثال: حلقة عمل بشأن الإدارة الجماعية للحقوق",
        },
        {
            "en": "Bogotá, Colombia",
            "fr": "Bogota, Colombie",
            "es": "Bogotá, Colombia",
            "ru": "Богота, Колумбия",
            "zh": "哥伦比亚波哥大",
            "ar": "بوغوتا، كولومبيا",
        },
        "copyright",
    ),
    (
        (-200, None),
        {
            "en": "Example: evening of traditional music",
            "fr": "Exemple : soirée de musique traditionnelle",
            "es": "Ejemplo: velada de música tradicional",
            "ru": "Пример: вечер традиционной музыки",
            "zh": "示例：传统音乐之夜",
            "ar": "مثال: أمسية للموسيقى التقليدية",
        },
        {
            "en": "Tunis, Tunisia",
            "fr": "Tunis, Tunisie",
            "es": "Túnez, Túnez",
            "ru": "Тунис, Тунис",
            "zh": "突尼斯市",
            "ar": "تونس العاصمة",
        },
        "music",
    ),
)


def load() -> str:
    if Activity.objects.filter(is_example=True).exists():
        return "Activities: the examples are there already."
    today = timezone.localdate()
    sectors = {sector.slug: sector for sector in Sector.objects.all()}
    for (first, last), titles, place, sector in EXAMPLES:
        Activity.objects.create(
            titles=titles,
            place=place,
            sector=sectors.get(sector),
            starts_on=today + timedelta(days=first),
            ends_on=None if last is None else today + timedelta(days=last),
            is_example=True,
        )
    return f"Activities: {len(EXAMPLES)} examples made."


def clear() -> str:
    gone, _rows = Activity.objects.filter(is_example=True).delete()
    return f"Activities: {gone} examples taken away."
