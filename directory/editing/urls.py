from django.urls import include, path

from directory.editing import picture_views, session_views, views, word_views

of_a_listing = [
    path("", views.listing_page, name="listing"),
    path("preview/<slug:code>/", word_views.preview, name="preview"),
    path("words/", word_views.words_page, name="words"),
    path("words/<slug:code>/", word_views.words_in, name="words-in"),
    path("when/", session_views.sessions_page, name="sessions"),
    path("when/new/", session_views.session_page, name="new-session"),
    path("when/<int:number>/", session_views.session_page, name="session"),
    path("when/<int:number>/remove/", session_views.remove_session, name="remove-session"),
    path("pictures/", picture_views.pictures_page, name="pictures"),
    path("pictures/new/", picture_views.new_picture, name="new-picture"),
    path("pictures/<int:number>/", picture_views.picture_words, name="picture"),
    path("pictures/<int:number>/remove/", picture_views.remove_picture, name="remove-picture"),
    path("<slug:step>/", views.step_page, name="step"),
]
urlpatterns = [
    path("<slug:key>/details/", views.details_page, name="details"),
    path("<slug:key>/new-listing/", views.new_listing, name="new-listing"),
    path("<slug:key>/listings/<slug:slug>/", include(of_a_listing)),
]
