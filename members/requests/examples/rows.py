"""What the example requests say. Each title says that it is an example."""

from dataclasses import dataclass

from ...models import Direction, RequestState

Words = tuple[str, str, str]  # title, summary, description
Lines = dict[str, dict[str, str]]  # by resource: sentences by language

COMMENT = "Thank you. Say in the summary which years you mean, and name the training that you seek."
OUTCOME = "We found a partner through the portal, and open the first workshop together."
CHANGED_FROM = "An example: a festival looks for a partner."


@dataclass(frozen=True)
class Example:
    state: RequestState
    direction: Direction
    sectors: tuple[str, ...]
    texts: dict[str, Words]  # the first language first
    needs: Lines
    offers: Lines
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    days: int = 90  # from today to the deadline
    is_changed: bool = False


SEEKING, OFFERING, BOTH = Direction.SEEKING, Direction.OFFERING, Direction.BOTH
REQUESTS = (
    Example(
        *(RequestState.OPENED, BOTH, ("music",)),
        {
            "en": (
                "Example: a partner for a travelling festival of river music",
                "An example: a festival looks for two towns that host it, and brings the bands.",
                "Every spring the festival goes from town to town along the river.\n\n"
                "The partner opens its stage for three evenings and invites the schools.",
            ),
            "fr": (
                "Exemple : un partenaire pour un festival itinérant de musique du fleuve",
                "Un exemple : un festival cherche deux villes d’accueil et amène les groupes.",
                "Chaque printemps, le festival va de ville en ville le long du fleuve.\n\n"
                "Le partenaire ouvre sa scène trois soirs et invite les écoles.",
            ),
        },
        {
            "venue": {
                "en": "A stage for three evenings.",
                "fr": "Une scène pour trois soirées.",
            },
            "funding": {"en": "Half of the travel.", "fr": "La moitié des voyages."},
        },
        {
            "network": {
                "en": "Eleven bands of four countries.",
                "fr": "Onze groupes de quatre pays.",
            },
            "training": {"en": "A workshop for stage crews."},
        },
        regions=("africa", "europe-north-america"),
        kinds=("public", "civil-society"),
        is_changed=True,
    ),
    Example(
        *(RequestState.OPENED, OFFERING, ("publishing",)),
        {
            "es": (
                "Ejemplo: derechos de traducción de una colección de cuentos",
                "Un ejemplo: una editorial ofrece los derechos de doce libros para niños.",
                "La colección reúne cuentos orales de la montaña, con sus ilustraciones.\n\n"
                "Buscamos editoriales que los traduzcan y los distribuyan en su región.",
            ),
            "en": (
                "Example: translation rights to a collection of tales",
                "An example: a publisher offers the rights to twelve books for children.",
                "The collection holds tales that are told in the mountains, with pictures.\n\n"
                "We look for publishers who translate them and sell them in their region.",
            ),
        },
        {},
        {
            "rights": {
                "es": "Doce títulos, texto e imágenes.",
                "en": "Twelve titles, words and pictures.",
            },
            "expertise": {"es": "Acompañamos la traducción."},
        },
        regions=("asia-pacific", "arab-states"),
        kinds=("private",),
        days=150,
    ),
    Example(
        *(RequestState.OPENED, SEEKING, ("crafts-design",)),
        {
            "fr": (
                "Exemple : une formation à l’exportation pour des coopératives de tisserands",
                "Un exemple : trois coopératives veulent apprendre à vendre à l’étranger.",
                "Les coopératives vendent aujourd’hui sur deux marchés.\n\n"
                "Le partenaire forme six personnes pendant trois mois, sur place ou en ligne.",
            ),
            "ar": (
                "مثال: تدريب على التصدير لتعاونيات النسيج",
                "مثال: ثلاث تعاونيات تريد أن تتعلم البيع في الخارج.",
                "تبيع التعاونيات اليوم في سوقين.\n\nيدرّب الشريك ستة أشخاص مدة ثلاثة أشهر.",
            ),
        },
        {
            "training": {
                "fr": "Trois mois, pour six personnes.",
                "ar": "ثلاثة أشهر لستة أشخاص.",
            },
            "distribution": {"fr": "Un premier point de vente."},
        },
        {},
        regions=("europe-north-america",),
        countries=("TN", "MA"),
        days=12,
    ),
    Example(
        *(RequestState.OPENED, BOTH, ("cinema-audiovisual",)),
        {
            "ru": (
                "Пример: совместное производство документального фильма о мастерах",
                "Пример: студия ищет сопродюсера и предлагает съёмочную группу.",
                "Фильм рассказывает о пяти мастерах из пяти стран.\n\n"
                "Партнёр снимает две главы и показывает фильм у себя.",
            ),
            "en": (
                "Example: co-production of a documentary about master artisans",
                "An example: a studio looks for a co-producer, and offers its crew.",
                "The film tells of five artisans of five countries.\n\n"
                "The partner shoots two chapters and shows the film at home.",
            ),
        },
        {
            "co-production": {
                "ru": "Две главы из пяти.",
                "en": "Two chapters of five.",
            },
            "distribution": {"ru": "Показ в стране партнёра."},
        },
        {
            "equipment": {"ru": "Камеры и звук.", "en": "Cameras and sound."},
            "expertise": {"ru": "Съёмочная группа из шести человек."},
        },
        kinds=("private", "public"),
        days=200,
    ),
    Example(
        *(RequestState.OPENED, OFFERING, ("copyright",)),
        {
            "zh": (
                "示例：为小型出版社提供版权培训",
                "示例：一家协会提供三次版权管理课程。",
                "课程介绍合同、登记和集体管理。\n\n合作方提供场地并邀请学员。",
            ),
            "en": (
                "Example: training in copyright for small publishers",
                "An example: a society offers three courses in the management of rights.",
                "The courses are about contracts, registers and collective management.\n\n"
                "The partner lends the rooms and invites those who take part.",
            ),
        },
        {},
        {
            "training": {"zh": "三次课程，每次两天。", "en": "Three courses of two days."},
            "research": {"zh": "一份关于版权登记的报告。"},
        },
        regions=("asia-pacific",),
        days=60,
    ),
    Example(
        *(RequestState.OPENED, SEEKING, ("multisectoral",)),
        {
            "ar": (
                "مثال: شريك لمهرجان الحرف والموسيقى",
                "مثال: بلدية تبحث عن شريك ينظم معها أسبوعا ثقافيا.",
                "يقام الأسبوع في المدينة القديمة كل خريف.\n\nيحضر الشريك عشرة فنانين وحرفيين.",
            )
        },
        {
            "network": {"ar": "عشرة فنانين وحرفيين."},
            "expertise": {"ar": "خبرة في إدارة المهرجانات."},
        },
        {"venue": {"ar": "المدينة القديمة ومسرحها."}},
        regions=("arab-states", "africa"),
        days=80,
    ),
    Example(
        *(RequestState.OPENED, BOTH, ("music", "copyright")),
        {
            "en": (
                "Example: an archive of field recordings looks for a second home",
                "An example: an archive shares its recordings with whoever helps to keep them.",
                "Nine hundred hours of songs wait to be described and copied.\n\n"
                "The partner keeps a second copy and describes what it knows.",
            )
        },
        {
            "research": {"en": "People who know the songs."},
            "equipment": {"en": "Storage for a second copy."},
        },
        {"rights": {"en": "Use for teaching, agreed with the singers."}},
        days=5,
    ),
    Example(
        *(RequestState.SUBMITTED, SEEKING, ("publishing",)),
        {
            "es": (
                "Ejemplo: una imprenta que comparta sus máquinas",
                "Un ejemplo: cinco editoriales pequeñas buscan una imprenta con tiempo libre.",
                "Las editoriales publican veinte libros al año en lenguas locales.",
            )
        },
        {"equipment": {"es": "Dos semanas de imprenta al año."}},
        {"distribution": {"es": "Una red de cuarenta librerías."}},
        regions=("latin-america-caribbean",),
    ),
    Example(
        *(RequestState.SUBMITTED, OFFERING, ("crafts-design",)),
        {
            "en": (
                "Example: a gallery offers its windows to makers",
                "An example: a gallery shows the work of makers from abroad, for a month each.",
                "Six makers a year are invited, and keep what they sell.",
            )
        },
        {},
        {"venue": {"en": "Two windows on a main street."}},
        kinds=("civil-society",),
    ),
    Example(
        *(RequestState.RETURNED, SEEKING, ("cinema-audiovisual",)),
        {
            "fr": (
                "Exemple : former des projectionnistes",
                "Un exemple : un ciné-club cherche une formation.",
                "Le ciné-club a trois salles et six bénévoles.",
            )
        },
        {"training": {"fr": "Une formation."}},
        {},
        regions=("africa",),
    ),
    Example(
        *(RequestState.DRAFT, BOTH, ("music",)),
        {
            "en": (
                "Example: an exchange of teachers, still to be written",
                "",
                "We think of two teachers a year.",
            )
        },
        {},
        {"expertise": {}},
    ),
    Example(
        *(RequestState.CLOSED, SEEKING, ("multisectoral",)),
        {
            "en": (
                "Example: a partner for workshops in three towns",
                "An example: a network looked for a partner, and found one.",
                "Three towns, three workshops, one year.",
            )
        },
        {"expertise": {"en": "Somebody who has led workshops before."}},
        {},
        regions=("latin-america-caribbean",),
        days=40,
    ),
    Example(
        *(RequestState.EXPIRED, OFFERING, ("publishing",)),
        {
            "fr": (
                "Exemple : un stand partagé à une foire du livre",
                "Un exemple : une association offrait la moitié de son stand.",
                "Le stand fait vingt mètres carrés, au centre de la foire.",
            )
        },
        {},
        {"venue": {"fr": "Dix mètres carrés pendant quatre jours."}},
        days=-6,
    ),
)
