"""The first rows of the shared vocabularies.

Sectors: the project categories on the Alliance's own site in 2006. Regions: UNESCO's five
regional groups as its sites name them. The desk may rename and add; what it renamed stays.
"""

from typing import Any

SECTORS = {
    "music": ("Music", "Musique", "Música", "Музыка", "音乐", "الموسيقى"),
    "cinema-audiovisual": (
        "Cinema and audiovisual",
        "Cinéma et audiovisuel",
        "Cine y audiovisual",
        "Кино и аудиовизуальное искусство",
        "电影与视听",
        "السينما والسمعي البصري",
    ),
    "publishing": ("Publishing", "Édition", "Edición", "Издательское дело", "出版", "النشر"),
    "crafts-design": (
        "Crafts and design",
        "Artisanat et design",
        "Artesanía y diseño",
        "Ремёсла и дизайн",
        "手工艺与设计",
        "الحرف والتصميم",
    ),
    "copyright": (
        "Copyright",
        "Droit d’auteur",
        "Derecho de autor",
        "Авторское право",
        "版权",
        "حق المؤلف",
    ),
    "multisectoral": (
        "Multisectoral",
        "Multisectoriel",
        "Multisectorial",
        "Межотраслевое",
        "跨部门",
        "متعدد القطاعات",
    ),
}
REGIONS = {
    "africa": ("Africa", "Afrique", "África", "Африка", "非洲", "أفريقيا"),
    "arab-states": (
        "Arab States",
        "États arabes",
        "Estados Árabes",
        "Арабские государства",
        "阿拉伯国家",
        "الدول العربية",
    ),
    "asia-pacific": (
        "Asia and the Pacific",
        "Asie et Pacifique",
        "Asia y el Pacífico",
        "Азия и Тихий океан",
        "亚洲及太平洋",
        "آسيا والمحيط الهادئ",
    ),
    "europe-north-america": (
        "Europe and North America",
        "Europe et Amérique du Nord",
        "Europa y América del Norte",
        "Европа и Северная Америка",
        "欧洲和北美",
        "أوروبا وأمريكا الشمالية",
    ),
    "latin-america-caribbean": (
        "Latin America and the Caribbean",
        "Amérique latine et Caraïbes",
        "América Latina y el Caribe",
        "Латинская Америка и Карибский бассейн",
        "拉丁美洲和加勒比",
        "أمريكا اللاتينية والكاريبي",
    ),
}
# What a partner request asks for and offers.
RESOURCES = {
    "funding": ("Funding", "Financement", "Financiación", "Финансирование", "资金", "التمويل"),
    "expertise": (
        "Expertise",
        "Expertise",
        "Conocimientos especializados",
        "Экспертные знания",
        "专业知识",
        "الخبرة",
    ),
    "training": ("Training", "Formation", "Formación", "Обучение", "培训", "التدريب"),
    "distribution": (
        "Distribution",
        "Distribution",
        "Distribución",
        "Распространение",
        "发行",
        "التوزيع",
    ),
    "venue": ("Venue", "Lieu", "Espacio", "Площадка", "场地", "المكان"),
    "equipment": ("Equipment", "Équipement", "Equipo", "Оборудование", "设备", "المعدات"),
    "co-production": (
        "Co-production",
        "Coproduction",
        "Coproducción",
        "Совместное производство",
        "联合制作",
        "الإنتاج المشترك",
    ),
    "rights": ("Rights", "Droits", "Derechos", "Права", "版权与授权", "الحقوق"),
    "research": ("Research", "Recherche", "Investigación", "Исследования", "研究", "البحث"),
    "network": ("Network", "Réseau", "Red de contactos", "Сеть контактов", "人脉网络", "الشبكة"),
}
ORDER = ("en", "fr", "es", "ru", "zh", "ar")


def make(using: str, **kwargs: Any) -> None:
    """Adds the rows that are missing. Receiver of `post_migrate`."""
    if "apps" in kwargs and "vocabularies" not in kwargs["apps"].app_configs:
        return  # `migrate contenttypes` stops before
    from .models import Region, Resource, Sector

    for model, rows in ((Sector, SECTORS), (Region, REGIONS), (Resource, RESOURCES)):
        for place, (slug, names) in enumerate(rows.items(), start=1):
            model.objects.using(using).get_or_create(
                slug=slug,
                defaults={"names": dict(zip(ORDER, names, strict=True)), "place": place * 10},
            )
