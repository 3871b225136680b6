"""The forms of the conversation. Several stand on one page: each has ids of its own."""

from typing import Any

from django import forms

from .decision_forms import DecisionForm, ParagraphForm


class WordsForm(DecisionForm):
    text = forms.CharField(
        label="Your answer",
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"asked": "Write your answer."},
    )


class RemarkForm(ParagraphForm, WordsForm):
    field_order = ["paragraph", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Your comment"
        self.fields["text"].error_messages["required"] = "Write your comment."
