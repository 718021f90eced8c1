"""The addresses of the day's visits."""

from django.urls import path

from . import views

urlpatterns = [
    path("visits/", views.visits, name="visits"),
    path("visits/without-connection/", views.without_connection, name="without_connection"),
    path("visits/unseen/", views.visits_unseen, name="visits_unseen"),
    path("visits/news/<int:pk>/", views.visit_news, name="visit_news"),
    path("visits/<int:pk>/", views.visit_list, name="visit_list"),
    path("visits/<int:pk>/change/", views.visit_list_change, name="visit_list_change"),
    path("visits/<int:pk>/changed/", views.visit_list_changed, name="visit_list_changed"),
    path("visits/<int:pk>/keep/", views.visit_list_keep, name="visit_list_keep"),
    path("visits/<int:pk>/opened/", views.visit_list_opened, name="visit_list_opened"),
    path("visits/<int:pk>/seen/", views.visit_list_seen, name="visit_list_seen"),
    path("visits/<int:pk>/give-up/", views.visit_list_give_up, name="visit_list_give_up"),
]
