"""The addresses of letters: one verb, one address."""

from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("<str:reference>/", views.letter, name="letter"),
    path("<str:reference>/pdf/", views.letter_pdf, name="letter_pdf"),
    path("<str:reference>/issue/", views.letter_issue, name="letter_issue"),
    path("<str:reference>/posting/", views.letter_posting, name="letter_posting"),
    path("<str:reference>/receipt/", views.letter_receipt, name="letter_receipt"),
    path("<str:reference>/return/", views.letter_return, name="letter_return"),
    path("<str:reference>/cancel/", views.letter_cancel, name="letter_cancel"),
]
