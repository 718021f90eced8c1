"""The addresses of letters: one verb, one address."""

from django.urls import path

from . import views

app_name = "letters"
urlpatterns = [
    path("letters/<str:reference>/", views.letter, name="letter"),
    path("letters/<str:reference>/pdf/", views.letter_pdf, name="letter_pdf"),
    path("letters/<str:reference>/text/", views.letter_text, name="letter_text"),
    path("letters/<str:reference>/issue/", views.letter_issue, name="letter_issue"),
    path("letters/<str:reference>/posting/", views.letter_posting, name="letter_posting"),
    path("letters/<str:reference>/receipt/", views.letter_receipt, name="letter_receipt"),
    path("letters/<str:reference>/return/", views.letter_return, name="letter_return"),
    path("letters/<str:reference>/cancel/", views.letter_cancel, name="letter_cancel"),
    path("customers/<str:reference>/safe-contact/", views.safe_contact, name="safe_contact"),
]
