"""The addresses of reviews."""

from django.urls import path

from . import views

urlpatterns = [
    path("alerts/<str:reference>/review/", views.alert_review, name="alert_review"),
    path("reviews/<str:reference>/", views.review, name="review"),
    path("reviews/<str:reference>/form.pdf", views.review_form, name="review_form"),
    path("reviews/<str:reference>/complete/", views.review_complete, name="review_complete"),
    path("reviews/<str:reference>/close/", views.review_close, name="review_close"),
]
