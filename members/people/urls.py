"""Addresses of the people of an organisation, and of the invitation that makes one."""

from django.urls import URLPattern, path

from . import accepting, views

own = "members/<int:pk>/people/"
urlpatterns: list[URLPattern] = [
    path("members/invitation/<str:token>/", accepting.InvitationView.as_view(), name="invitation"),
    path(own, views.PeopleView.as_view(), name="people"),
    path(f"{own}invite/", views.InviteView.as_view(), name="people_invite"),
    path(f"{own}leave/", views.LeaveView.as_view(), name="people_leave"),
    path(f"{own}<int:colleague>/role/", views.RoleView.as_view(), name="people_role"),
    path(f"{own}<int:colleague>/remove/", views.RemoveView.as_view(), name="people_remove"),
    path(
        f"{own}invitations/<int:invitation>/again/",
        views.SendAgainView.as_view(),
        name="people_invitation_again",
    ),
    path(
        f"{own}invitations/<int:invitation>/revoke/",
        views.RevokeView.as_view(),
        name="people_invitation_revoke",
    ),
]
