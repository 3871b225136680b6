"""The words of the examples. Each title says that it is one."""

from typing import Any

from ..opening.rows import names

OCCASION: dict[str, Any] = {
    "slug": "example-day",
    "names": names(
        "Example Day", "Journée d’exemple", "Día de ejemplo", "Пример дня", "示例日", "يوم للمثال"
    ),
}
SPEAKER: dict[str, Any] = {
    "slug": "example-speaker",
    "names": names(
        "Example Speaker",
        "Oratrice d’exemple",
        "Oradora de ejemplo",
        "Пример оратора",
        "示例发言人",
        "متحدثة للمثال",
    ),
    "offices": names(
        "Director of the Example Office",
        "Directrice du Bureau d’exemple",
        "Directora de la Oficina de ejemplo",
        "Директор Бюро примеров",
        "示例办公室主任",
        "مديرة مكتب الأمثلة",
    ),
}
TOPIC: dict[str, Any] = {
    "slug": "example-topic",
    "names": names(
        "Example topic",
        "Thème d’exemple",
        "Tema de ejemplo",
        "Пример темы",
        "示例主题",
        "موضوع للمثال",
    ),
}
PLACE = names(
    "Example City",
    "Ville d’exemple",
    "Ciudad de ejemplo",
    "Город примеров",
    "示例市",
    "مدينة المثال",
)


def text(title: str, summary: str, *paragraphs: str) -> dict[str, str]:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return {"title": title, "summary": summary, "body": body}


ENGLISH = text(
    "Example: A message in several languages",
    "An example of a statement that was translated.",
    "This is an example and no part of the record. It shows a statement that several languages "
    "share: one address, one set of facts, and a text for each language.",
    "Where a language has no text yet, the portal shows the original and says so.",
    "Example Speaker",
)
ENGLISH_CORRECTED = ENGLISH | {
    "body": ENGLISH["body"].replace("no text yet,", "no translation yet,"),
}
TRANSLATIONS = {
    "fr": text(
        "Exemple : un message en plusieurs langues",
        "Un exemple de déclaration traduite.",
        "Ceci est un exemple et ne fait pas partie du registre. Il montre une déclaration que "
        "plusieurs langues partagent : une adresse, les mêmes indications, et un texte par langue.",
        "Lorsqu’une langue n’a pas encore de traduction, le portail montre l’original et le dit.",
        "Oratrice d’exemple",
    ),
    "es": text(
        "Ejemplo: un mensaje en varios idiomas",
        "Un ejemplo de declaración traducida.",
        "Esto es un ejemplo y no forma parte del registro. Muestra una declaración que varios "
        "idiomas comparten: una dirección, los mismos datos y un texto en cada idioma.",
        "Cuando un idioma aún no tiene traducción, el portal muestra el original y lo dice.",
        "Oradora de ejemplo",
    ),
    "ar": text(
        "مثال: رسالة بعدة لغات",
        "مثال على بيان مترجم.",
        "هذا مثال وليس جزءًا من السجل. وهو يبيّن بيانًا تشترك فيه عدة لغات: عنوان واحد، وبيانات "
        "واحدة، ونص لكل لغة.",
        "وإذا لم تكن هناك ترجمة بعد إلى لغة ما، عرضت البوابة النص الأصلي وذكرت ذلك.",
        "متحدثة للمثال",
    ),
    "zh": text(
        "示例：多种语言的致辞",
        "一篇有译文的声明示例。",
        "这是一个示例，不属于正式记录。它展示一篇由多种语言共用的声明：同一个网址、同样的基本信息，"
        "每种语言各有一份文本。",
        "某种语言尚无文本时，网站显示原文并加以说明。",
        "示例发言人",
    ),
}

EDITIONS = [
    text(
        "Example: A declaration in three editions",
        "An example of a statement that was corrected twice.",
        "This is an example and no part of the record. It was published with a wrong figure: "
        "twelve partners had joined.",
        "It also had a mistake in spelling, which nobody saw at frist.",
    ),
    text(
        "Example: A declaration in three editions",
        "An example of a statement that was corrected twice.",
        "This is an example and no part of the record. It was published with a wrong figure: "
        "twenty-one partners had joined.",
        "It also had a mistake in spelling, which nobody saw at frist.",
        "A correction makes a new edition; the former ones stay at their addresses, and any two "
        "can be compared.",
    ),
    text(
        "Example: A declaration in three editions",
        "An example of a statement that was corrected twice.",
        "This is an example and no part of the record. It was published with a wrong figure: "
        "twenty-one partners had joined.",
        "It also had a mistake in spelling, which nobody saw at first.",
        "A correction makes a new edition; the former ones stay at their addresses, and any two "
        "can be compared.",
    ),
]
CHANGE_NOTES = [
    "",
    "The number of partners was wrong: it is twenty-one. A paragraph about corrections was added.",
    "A mistake in spelling.",
]
UNTRANSLATED = text(
    "Exemple : une allocution qui n’existe qu’en français",
    "Un exemple de texte sans traduction.",
    "Ceci est un exemple et ne fait pas partie du registre. Le texte original est en français ; "
    "dans les autres langues, le portail le montre tel quel et le dit.",
)
WITHDRAWN = text(
    "Example: A press statement that was withdrawn",
    "An example of a statement under a notice.",
    "This is an example and no part of the record. A withdrawn text stays at its address, under a "
    "notice with the reason; lists and feeds leave it out.",
)
REASON = "Example: the figures in this statement were wrong. The declaration replaces it."
SCHEDULED = text(
    "Example: A message that is scheduled",
    "An example of a statement whose instant is still ahead.",
    "This is an example and no part of the record. It is approved, and becomes public by itself.",
)
WAITING = text(
    "Example: A message that waits for approval",
    "An example of a statement that was submitted.",
    "This is an example and no part of the record. A different person approves it or sends "
    "it back.",
)
SENT_BACK = text(
    "Example: A joint statement that was sent back",
    "An example of a statement that was returned with a comment.",
    "This is an example and no part of the record. Its writer was asked for a change.",
)
COMMENT = "Example: please name both organisations in the first paragraph."
DRAFT = text(
    "Example: A draft",
    "",
    "This is an example and no part of the record. It is unfinished",
)
